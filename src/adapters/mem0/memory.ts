import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/errors.js';
import type { Fact, MemoryOwner, Recalled, Remembered } from '../../domain/memory.js';
import type { Memory } from '../../domain/ports.js';
import type { Args, Ask, Method, Methods, Told, WorkerOptions } from './protocol.js';

/** The compiled one, also where this file runs from its source. */
const workerFile = createRequire(import.meta.url).resolve('#memory-worker');
/** A call that takes longer has failed: the worker is busy with what never ends. */
const callMs = 15_000;
/** A large file of memories is read through for what is left of them. */
const eraseMs = 60_000;
const readyMs = 20_000;
const closeMs = 5_000;
/** A worker that died is started again with a call, not sooner than this after its start; each time twice as long. */
const restartMs = 1_000;
const mostRestartMs = 60_000;
/** Calls that wait for the worker; more are refused at once. */
const mostWaiting = 1_000;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  readonly startedAt: number;
  gone: boolean;
  /** It answers calls. */
  ready: boolean;
  /** Why it cannot begin. */
  why?: string;
}

export interface Mem0Options extends WorkerOptions {
  readonly warn: (message: string) => void;
  readonly tell: (message: string) => void;
  /** Told that nothing can be remembered or recalled now, and why; undefined once it can. */
  readonly state: (wrong: string | undefined) => void;
  /** What a model finds in a message takes the model's time: so long at most. */
  readonly learnMs?: number;
}

/**
 * mem0 in a thread of its own: what it computes, loads and prints does not touch this one's event loop, and if it hangs or
 * dies a call fails and nothing else. Resolves once it is ready, or has failed to be: it is tried again with each call.
 */
export async function makeMem0Memory(options: Mem0Options): Promise<Memory> {
  const { warn, tell, state, learnMs = 90_000, ...workerData } = options;
  let running: Running | undefined;
  let calls = 0;
  let closed = false;
  let pauseMs = restartMs;

  function unavailable(cause?: unknown): DomainError {
    return new DomainError({ kind: 'memory-unavailable', retryAfterMs: restartMs }, { cause });
  }

  function start(ready: () => void): Running {
    const worker = new Worker(workerFile, {
      workerData,
      // Before anything of mem0 is loaded: no telemetry, nothing in a home directory, and nothing to look up.
      env: { MEM0_TELEMETRY: 'false', MEM0_DIR: '/dev/null/none' },
      stdout: true,
      stderr: true,
    });
    // mem0 prints what users said.
    worker.stdout.resume();
    worker.stderr.resume();
    const mine: Running = { worker, waiting: new Map(), startedAt: performance.now(), gone: false, ready: false };
    const end = (why: unknown) => {
      if (mine.gone) return;
      mine.gone = true;
      const words = mine.why ?? (why instanceof Error ? why.message : String(why));
      if (!closed) {
        warn(`the memory's worker has ended: ${words}`);
        state(`cannot be reached: ${words}`);
      }
      for (const { reject } of mine.waiting.values()) reject(unavailable(why));
      mine.waiting.clear();
      ready();
    };
    worker.on('error', end);
    worker.on('exit', (code) => end(`exit code ${code}`));
    worker.on('message', (told: Told) => {
      switch (told.kind) {
        case 'ready':
          mine.ready = true;
          pauseMs = restartMs;
          state(undefined);
          return ready();
        case 'broken':
          mine.why = told.message;
          return;
        case 'warning':
          return warn(told.message);
        case 'progress':
          return tell(told.message);
        default: {
          const waiting = mine.waiting.get(told.call);
          mine.waiting.delete(told.call);
          if (told.kind === 'done') waiting?.resolve(told.value);
          else waiting?.reject(unavailable(new Error(told.message)));
        }
      }
    });
    return mine;
  }

  function restart({ startedAt }: Running): void {
    if (performance.now() - startedAt < pauseMs) return;
    pauseMs = Math.min(2 * pauseMs, mostRestartMs);
    running = start(() => undefined);
  }

  function ask<M extends Method>(method: M, args: Args<M>, signal: AbortSignal, ms = callMs) {
    return new Promise<Awaited<ReturnType<Methods[M]>>>((resolve, reject) => {
      signal.throwIfAborted();
      if (closed) throw unavailable();
      if (running?.gone) restart(running);
      // Who asks does not wait for one that starts.
      if (!running?.ready || running.gone || running.waiting.size >= mostWaiting) throw unavailable();
      const { worker, waiting } = running;
      const call = ++calls;
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', aborted);
        waiting.delete(call);
        settle();
      };
      const post = (what: Ask) => worker.postMessage(what);
      const aborted = () => {
        post({ call });
        // What is being learned may be stored at this moment: it is over when the worker says so.
        if (method !== 'learn') end(() => reject(signal.reason));
      };
      const timer = setTimeout(() => {
        post({ call });
        end(() => reject(unavailable(new Error(`nothing within ${ms} ms`))));
      }, ms);
      signal.addEventListener('abort', aborted, { once: true });
      waiting.set(call, {
        resolve: (value) =>
          end(() => (signal.aborted ? reject(signal.reason) : resolve(value as Awaited<ReturnType<Methods[M]>>))),
        reject: (error) => end(() => reject(signal.aborted ? signal.reason : error)),
      });
      post({ call, method, args });
    });
  }

  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, readyMs);
    running = start(() => {
      clearTimeout(timer);
      resolve();
    });
  });

  return {
    name: options.kind,
    add: (owner: MemoryOwner, fact: Fact, signal): Promise<Remembered> => ask('add', [owner, fact], signal),
    learn: (owner, said, signal) => ask('learn', [owner, said], signal, learnMs),
    search: (owner, question, limit, signal, withinMs): Promise<Recalled[]> =>
      ask('search', [owner, question, limit, withinMs], signal),
    list: (owner, after, limit, signal) => ask('list', [owner, after, limit], signal),
    async remove(owner, id, signal) {
      if (!(await ask('remove', [owner, id], signal))) {
        throw new DomainError({ kind: 'memory-not-found', memoryId: id });
      }
    },
    erase: (owner, signal) => ask('erase', [owner], signal, eraseMs),
    count: (owner, signal) => ask('count', [owner], signal),
    async close() {
      if (closed) return;
      const last = running;
      if (last && !last.gone) await ask('close', [], AbortSignal.timeout(closeMs), closeMs).catch(() => undefined);
      closed = true;
      await last?.worker.terminate();
    },
  };
}
