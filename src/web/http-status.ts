import { status } from '@grpc/grpc-js';
import { jsonOf } from '../api/json.js';
import { RetryInfo } from '../gen/google/rpc/error_details.js';
import { Status } from '../gen/google/rpc/status.js';

/** As the comments of google.rpc.Code map them; what is not here is 500. */
const codes: Partial<Record<status, number>> = {
  [status.CANCELLED]: 499,
  [status.INVALID_ARGUMENT]: 400,
  [status.DEADLINE_EXCEEDED]: 504,
  [status.NOT_FOUND]: 404,
  [status.ALREADY_EXISTS]: 409,
  [status.PERMISSION_DENIED]: 403,
  [status.RESOURCE_EXHAUSTED]: 429,
  [status.FAILED_PRECONDITION]: 400,
  [status.ABORTED]: 409,
  [status.OUT_OF_RANGE]: 400,
  [status.UNIMPLEMENTED]: 501,
  [status.UNAVAILABLE]: 503,
  [status.UNAUTHENTICATED]: 401,
};

const toJson = jsonOf('google.rpc.Status');

/** A google.rpc.Status in protobuf's JSON mapping. */
export function statusJson(failure: Status): string {
  return toJson(Status.encode(failure).finish());
}

/** A failure as HTTP tells of it. */
export interface HttpFailure {
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function httpFailure(failure: Status, code = codes[failure.code as status] ?? 500): HttpFailure {
  const retry = failure.details.find(({ typeUrl }) => typeUrl.endsWith('/google.rpc.RetryInfo'));
  const delay = retry && RetryInfo.decode(retry.value).retryDelay;
  return {
    code,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(code === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(delay ? { 'retry-after': `${Math.max(1, Math.ceil(delay.seconds + delay.nanos / 1e9))}` } : {}),
    },
    body: statusJson(failure),
  };
}
