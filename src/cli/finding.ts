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

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
