import { DomainError } from '../domain/errors.js';

/** For calls that last: their callers go on elsewhere when this process goes away. */
export interface Leaving {
  /** Aborts when the signal does, or with `server-draining` when this process goes; `release` ends the connection of the two. */
  with(signal: AbortSignal): { readonly signal: AbortSignal; release(): void };
  goAway(): void;
}

export function makeLeaving(): Leaving {
  const everyone = new Set<AbortController>();
  const draining = () => new DomainError({ kind: 'server-draining', retryAfterMs: 500 });
  let left = false;
  return {
    with(signal) {
      const own = new AbortController();
      const gone = () => own.abort(signal.reason);
      signal.addEventListener('abort', gone, { once: true });
      everyone.add(own);
      if (signal.aborted) gone();
      if (left) own.abort(draining());
      return {
        signal: own.signal,
        release() {
          signal.removeEventListener('abort', gone);
          everyone.delete(own);
        },
      };
    },
    goAway() {
      left = true;
      for (const one of everyone) one.abort(draining());
    },
  };
}
