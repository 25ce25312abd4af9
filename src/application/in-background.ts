import { DomainError } from '../domain/errors.js';

/** Work that a server does beside all else, once, from where it was cut off. */
export interface InBackground {
  /** Resolves when it is done, has failed, or was told to stop; never rejects. */
  run(): Promise<void>;
  /** Begins nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** `failed` is told of an error that is not that of the stop. */
export function makeInBackground(
  work: () => Promise<void>,
  stopping: AbortController,
  failed: (error: unknown) => void,
): InBackground {
  let running: Promise<void> | undefined;
  return {
    run() {
      running ??= work().catch((error: unknown) => {
        if (!stopping.signal.aborted) failed(error);
      });
      return running;
    },
    async stop() {
      stopping.abort(new DomainError({ kind: 'server-draining', retryAfterMs: 500 }));
      await running;
    },
  };
}
