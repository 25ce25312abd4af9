import type { ConversationStore, StoreChange } from '../../domain/ports.js';
import { isLost, unavailable } from './failures.js';

type Listener = (change: StoreChange) => void;

/** A stream of changes that tells until it ends, and is not used after. */
export interface OneStream {
  /** Resolves to what ended it; never rejects. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

export interface StreamEvents {
  /** The server has answered, and has nothing more up to this token. */
  readonly answered: (token: unknown) => void;
  readonly changed: (token: unknown, of: { readonly tenantId: string; readonly conversationId: string }) => void;
}

/** The server's streams; `token` is where the one before had got to, undefined for from now on. */
export interface Streams {
  open(token: unknown, on: StreamEvents): OneStream;
  close(): Promise<void>;
}

export interface Changes extends Pick<ConversationStore, 'watch'> {
  close(): Promise<void>;
}

export interface ChangesTiming {
  /** Without an answer for so long, nobody knows what happens. */
  readonly silentMs: number;
  /** From then on `gap` is told so often. */
  readonly gapMs: number;
  /** Before another stream is opened in place of a broken one: at least, and at most. */
  readonly leastMs: number;
  readonly mostMs: number;
  /** What happened in a longer break is not read up: `gap` was told meanwhile. */
  readonly resumableMs: number;
}

export const changesTiming: ChangesTiming = {
  silentMs: 1_500,
  gapMs: 2_000,
  leastMs: 250,
  mostMs: 5_000,
  resumableMs: 60_000,
};

/** Listeners and, as long as there are any, one stream for all of them. */
export function makeChanges(
  streams: Streams,
  report: (message: string) => void,
  timing: ChangesTiming = changesTiming,
): Changes {
  const listeners = new Set<Listener>();
  let run: Run | undefined;
  /** The end of the runs before. */
  let ending: Promise<void> = Promise.resolve();
  let closed = false;

  const failed = (error: unknown) => report(`a listener to the store failed: ${error}`);

  /** What goes wrong in a listener, at once or later, is reported and stays there. */
  function tell(change: StoreChange): void {
    for (const listener of [...listeners]) {
      try {
        const done: unknown = listener(change);
        if (done instanceof Promise) done.catch(failed);
      } catch (error) {
        failed(error);
      }
    }
  }

  function end(): void {
    const last = run;
    run = undefined;
    if (last) ending = last.end();
  }

  return {
    async watch(listener) {
      if (closed) throw unavailable(new Error('the store is closed'));
      const own: Listener = (change) => listener(change);
      listeners.add(own);
      run ??= makeRun(streams, ending, tell, report, timing);
      await run.begun;
      if (closed) throw unavailable(new Error('the store is closed'));
      return () => {
        if (listeners.delete(own) && listeners.size === 0) end();
      };
    },
    async close() {
      closed = true;
      listeners.clear();
      end();
      await Promise.all([ending, streams.close()]);
    },
  };
}

interface Run {
  /** Resolves when the first stream is open, or has failed to: `gap` is told from then on. */
  readonly begun: Promise<void>;
  end(): Promise<void>;
}

/** Keeps a stream open until `end`, one at a time: a broken one is taken up where it was, or another one is begun. */
function makeRun(
  streams: Streams,
  before: Promise<void>,
  tell: (change: StoreChange) => void,
  report: (message: string) => void,
  timing: ChangesTiming,
): Run {
  let stopped = false;
  let stream: OneStream | undefined;
  let token: unknown;
  /** Since the last answer. */
  let failures = 0;
  /** What happened before the present stream was not told of. */
  let missed = false;
  let lastAnswer = performance.now();
  /** Ends a pause. */
  let wake: () => void = () => undefined;
  let silence: NodeJS.Timeout | undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });

  function wait(ms: number): void {
    clearTimeout(silence);
    if (stopped) return;
    silence = setTimeout(() => {
      tell({ kind: 'gap' });
      begin();
      wait(timing.gapMs);
    }, ms).unref();
  }

  function heard(at: unknown): void {
    if (stopped) return;
    token = at;
    failures = 0;
    lastAnswer = performance.now();
    wait(timing.silentMs);
    begin();
    if (missed) tell({ kind: 'gap' });
    missed = false;
  }

  const on: StreamEvents = {
    answered: heard,
    changed(at, { tenantId, conversationId }) {
      heard(at);
      if (!stopped) tell({ kind: 'changed', tenantId, conversationId });
    },
  };

  /** Resolves to what has ended the next stream. */
  async function one(): Promise<unknown> {
    try {
      stream = streams.open(token, on);
      return await stream.ended;
    } catch (error) {
      return error;
    } finally {
      await stream?.close().catch(() => undefined);
    }
  }

  async function follow(): Promise<void> {
    wait(timing.silentMs);
    await before;
    while (!stopped) {
      const error = await one();
      if (stopped) return;
      if (failures === 0) report(`the change stream broke off: ${error ?? 'the server ended it'}`);
      failures++;
      const known = performance.now() - lastAnswer < timing.resumableMs;
      if (!known || isLost(error, failures === 1)) token = undefined;
      missed ||= token === undefined;
      begin();
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause(failures, timing)).unref();
      });
    }
  }

  const following = follow();
  return {
    begun,
    async end() {
      stopped = true;
      wake();
      clearTimeout(silence);
      begin();
      await stream?.close().catch(() => undefined);
      await following;
    },
  };
}

function pause(failures: number, { leastMs, mostMs }: ChangesTiming): number {
  return leastMs + Math.random() * Math.min(leastMs * 2 ** failures, mostMs - leastMs);
}
