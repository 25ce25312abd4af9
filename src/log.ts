import { type DestinationStream, type LoggerOptions, pino } from 'pino';

/** Structured lines on standard output. No line carries the text of a message. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** To a stream other than standard output, for tests. */
export function makeLog(level: LogLevel, stream?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (name) => ({ level: name }) },
    serializers: { err: writeError },
  };
  return stream ? pino(options, stream) : pino(options);
}

/** Tells of what went wrong with one conversation. */
export function warningOf(log: Log) {
  return (what: string, error: unknown, conversationId?: string) => log.warn({ err: error, conversationId }, what);
}

const mostKinds = 1000;

/** Whether an error is to be told with its cause: each kind of both once in `everyMs`, as an outage fails everything. */
export function makeNews(everyMs = 10_000): (error: unknown, reason?: string) => boolean {
  const toldAt = new Map<string, number>();
  return (error, reason = '') => {
    const cause = error instanceof Error ? error.cause : undefined;
    const kind = [error, cause].map(headOf).map(({ type, code }) => `${type} ${code}`);
    const what = [reason, ...kind].join();
    const now = performance.now();
    if (now - (toldAt.get(what) ?? Number.NEGATIVE_INFINITY) < everyMs) return false;
    // What others put into their errors may differ each time.
    if (toldAt.size >= mostKinds) toldAt.clear();
    toldAt.set(what, now);
    return true;
  };
}

const maxMessage = 300;

/**
 * What may be told of an error. Drivers and providers hang the documents and requests that failed on their errors, and
 * with them what users wrote, so no property is told that is not named here.
 */
function writeError(error: unknown): object {
  const head = headOf(error);
  if (!(error instanceof Error)) return head;
  return {
    ...head,
    stack: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: headOf(error.cause) }),
  };
}

function headOf(error: unknown): { readonly type: string; readonly message: string; readonly code?: string | number } {
  if (!(error instanceof Error)) return { type: typeof error, message: '' };
  const { code } = error as { code?: unknown };
  const head = { type: error.name, message: error.message.slice(0, maxMessage) };
  return typeof code === 'string' || typeof code === 'number' ? { ...head, code } : head;
}

/** Where it happened; the message, with which a stack begins, has been told. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .join('\n');
}
