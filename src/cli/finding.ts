import { DomainError } from '../domain/errors.js';

/** One thing that `doctor` looked at. */
export interface Finding {
  readonly state: 'ok' | 'warn' | 'FAIL';
  readonly what: string;
  readonly detail: string;
}

export function ok(what: string, detail: string): Finding {
  return { state: 'ok', what, detail };
}

/** Works, and somebody should know. */
export function warn(what: string, detail: string): Finding {
  return { state: 'warn', what, detail };
}

export function fail(what: string, detail: string): Finding {
  return { state: 'FAIL', what, detail };
}

/** An error in one line; what lies behind it, too, where it only says what it is called. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof DomainError)) return error.message;
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.fault.kind.replaceAll('-', ' ')}${cause}`;
}
