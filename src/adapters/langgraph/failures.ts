import { DomainError } from '../../domain/errors.js';

/** A provider's failure in words of our own: theirs may repeat what they were sent. */
class ProviderFailure extends Error {
  override readonly name: string = 'ProviderFailure';
}

/** An HTTP answer that is an error. */
export class HttpFailure extends ProviderFailure {
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
  return status === 408 || status === 429 || (status >= 500 && status < 600);
}

/** Nothing came for too long. */
export class ProviderSilent extends ProviderFailure {
  override readonly name = 'ProviderSilent';
}

/** The answer ended without an end. */
export class AnswerCut extends ProviderFailure {
  override readonly name = 'AnswerCut';
}

/** The model came to an end before its answer did, as it would again: at a limit, or by a filter. */
export class AnswerUnfinished extends ProviderFailure {
  override readonly name = 'AnswerUnfinished';
}

/** Callers are told to wait this long when the provider does not say. */
const retryAfterMs = 2000;

const unreachable = /^(ECONN|ENOTFOUND|EAI_|EPIPE|EHOST|ENET|ETIMEDOUT|UND_ERR_|CERT_|ERR_TLS|ERR_SSL|DEPTH_|SELF_)/;
const busy = /overloaded|rate_limit|(server|api)_?error|bad.?gateway|timeout|unavailable/i;

/** The error of a provider, or of its library, as the service knows it. The cause says no more than may be told. */
export function toDomainError(error: unknown): DomainError {
  const chain = causes(error);
  const http = chain.find((each): each is HttpFailure => each instanceof HttpFailure);
  const options = { cause: chain.find(mayBeTold) ?? new ProviderFailure(`the provider failed: ${wordsOf(error)}`) };
  return (http ? http.mayPass : chain.some(isOutage))
    ? new DomainError({ kind: 'agent-unavailable', retryAfterMs: http?.retryAfterMs ?? retryAfterMs }, options)
    : new DomainError({ kind: 'agent-failed' }, options);
}

function mayBeTold(error: unknown): boolean {
  return error instanceof ProviderFailure || isBreak(error);
}

/** What undici says of a connection that broke. */
function isBreak(error: unknown): boolean {
  return error instanceof TypeError && /^(terminated|fetch failed)/.test(error.message);
}

/** What kind of error it is, with its code: a word or a number. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { status, code, type } = error as { status?: unknown; code?: unknown; type?: unknown };
  return [error.constructor.name, status, code, type].filter(isWord).join(' ');
}

/** Whether it is the machine's word for what is wrong, such as `invalid_api_key`. */
export function isWord(word: unknown): word is string | number {
  return typeof word === 'number' || (typeof word === 'string' && /^[a-z][a-z0-9_.-]{0,63}$/i.test(word));
}

/** Whether the provider takes what a request says for wrong, as `toDomainError` tells it; OpenRouter then finds no model. */
export function isRefusal(error: unknown): boolean {
  const cause = error instanceof DomainError ? error.cause : undefined;
  return cause instanceof HttpFailure && [400, 404, 422].includes(cause.status);
}

/** Whether an error tells that the provider cannot be reached, is silent, or is too busy. */
function isOutage(error: unknown): boolean {
  if (error instanceof ProviderSilent || error instanceof AnswerCut || isBreak(error)) return true;
  if (!(error instanceof Error)) return false;
  const { code, type } = error as { code?: unknown; type?: unknown };
  if (typeof code === 'string' && unreachable.test(code)) return true;
  // What the ollama client says of an answer without an end, and providers in a stream that began well.
  if (error.name === 'TimeoutError') return true;
  if (error.message.startsWith('Did not receive done or success response')) return true;
  // Gateways put there the status that they were answered, or a number of their own.
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
