import { Metadata, type ServiceError } from '@grpc/grpc-js';
import { Status } from '../gen/google/rpc/status.js';

const detailsKey = 'grpc-status-details-bin';

/** What grpc-js is given for a call that fails. */
export function toServiceError(failure: Status): Partial<ServiceError> {
  const metadata = new Metadata();
  metadata.set(detailsKey, Buffer.from(Status.encode(failure).finish()));
  return { code: failure.code, details: failure.message, metadata };
}

/** The google.rpc.Status in the trailers of a failed call; for clients. */
export function detailsOf(error: ServiceError): Status | undefined {
  const [bytes] = error.metadata.get(detailsKey);
  return bytes instanceof Buffer ? Status.decode(bytes) : undefined;
}
