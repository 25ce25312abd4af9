import { DomainError } from '../../domain/errors.js';

/** An HTTP answer that is an error. Its body is not told: providers repeat in it what they were sent. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  /** Whether the same request may be answered later. */
  readonly mayPass: boolean;
  constructor(status: number, code: string | undefined, retryAfterMs: number | undefined) {
    super(`the provider answered ${status}${code === undefined ? '' : ` (${code})`}`);
    this.status = status;
    this.mayPass = passes(status) && !/^(insufficient_quota|billing_)/.test(code ?? '');
    this.retryAfterMs = retryAfterMs;
  }
}

function passes(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Nothing came for too long. */
export class ProviderSilent extends Error {
  override readonly name = 'ProviderSilent';
}

/** The answer ended without an end. */
export class AnswerCut extends Error {
  override readonly name = 'AnswerCut';
}

/** The model came to an end before its answer did, as it would again: at a limit, or by a filter. */
export class AnswerUnfinished extends Error {
  override readonly name = 'AnswerUnfinished';
}

/** Callers are told to wait this long when the provider does not say. */
const retryAfterMs = 2000;

const unreachable = /^(ECONN|ENOTFOUND|EAI_|EPIPE|EHOST|ENET|ETIMEDOUT|UND_ERR_|CERT_|ERR_TLS|ERR_SSL|DEPTH_|SELF_)/;
const busy = /overloaded|rate_limit|(server|api)_?error|bad.?gateway|timeout|unavailable/i;

/** The error of a provider as the service knows it; the cause is kept. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const chain = causes(error);
  const http = chain.find((each): each is HttpFailure => each instanceof HttpFailure);
  return (http ? http.mayPass : chain.some(isOutage))
    ? new DomainError({ kind: 'agent-unavailable', retryAfterMs: http?.retryAfterMs ?? retryAfterMs }, { cause: error })
    : new DomainError({ kind: 'agent-failed' }, { cause: error });
}

/** Whether the provider takes a request for wrong, as `toDomainError` tells it. */
export function isRefusal(error: unknown): boolean {
  const cause = error instanceof DomainError ? error.cause : undefined;
  return cause instanceof HttpFailure && !cause.mayPass;
}

/** Whether an error tells that the provider cannot be reached, is silent, or is too busy. */
function isOutage(error: unknown): boolean {
  if (error instanceof ProviderSilent || error instanceof AnswerCut) return true;
  if (!(error instanceof Error)) return false;
  const { code, type } = error as { code?: unknown; type?: unknown };
  if (typeof code === 'string' && unreachable.test(code)) return true;
  // What undici says of a connection that broke, the ollama client of an answer without an end, and providers in a
  // stream that began well.
  if (error.name === 'TimeoutError') return true;
  if (error instanceof TypeError && /^(terminated|fetch failed)/.test(error.message)) return true;
  if (error.message.startsWith('Did not receive done or success response')) return true;
  // Gateways put there the status that they were answered.
  if (passes(Number(code))) return true;
  return [type, code].some((word) => typeof word === 'string' && busy.test(word));
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let each = error; each !== undefined && each !== null && chain.length < 10; ) {
    chain.push(each);
    each = each instanceof Error ? each.cause : undefined;
  }
  return chain;
}
