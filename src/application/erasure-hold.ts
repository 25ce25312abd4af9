import type { Erasure, Erasures } from '../domain/erasure.js';
import { pause } from './pause.js';

/** Another process has the erasure by now, or may have. */
export class ErasureLost extends Error {}

/** An erasure that is this process's, renewed until it is let go of. */
export interface Hold {
  readonly erasure: Erasure;
  /** Keeps it as it is now; throws `ErasureLost`. */
  keep(now: Erasure): Promise<void>;
  /** Between two pieces of work: throws `ErasureLost`, also where another may have it by now, and the signal's reason. */
  check(): void;
  wait(ms: number): Promise<void>;
  letGo(): Promise<void>;
}

/** `asked`: when it was asked for, by `performance.now()`. Let go of, it is free again after `againMs`, at a stop at once. */
export function holdErasure(
  erasures: Pick<Erasures, 'keep'>,
  taken: Erasure,
  { asked, leaseMs, againMs }: { readonly asked: number; readonly leaseMs: number; readonly againMs: number },
  signal: AbortSignal,
): Hold {
  let erasure = taken;
  let lost = false;
  let heldUntil = asked + leaseMs;
  /** One after the other, so that none undoes a later one. */
  let keeping: Promise<unknown> = Promise.resolve();
  const renewal = setInterval(() => void keep(erasure).catch(() => undefined), leaseMs / 3);

  function keep(now: Erasure, ms = leaseMs): Promise<void> {
    erasure = now;
    const kept = keeping.then(async () => {
      const until = performance.now() + ms;
      lost ||= !(await erasures.keep(erasure, ms));
      if (lost) throw new ErasureLost();
      heldUntil = until;
    });
    keeping = kept.catch(() => undefined);
    return kept;
  }

  function check(): void {
    signal.throwIfAborted();
    if (lost || performance.now() > heldUntil) throw new ErasureLost();
  }

  return {
    get erasure() {
      return erasure;
    },
    keep: (now) => keep(now),
    check,
    async wait(ms) {
      await pause(ms, signal);
      check();
    },
    async letGo() {
      clearInterval(renewal);
      await keeping;
      if (!lost) await keep(erasure, signal.aborted ? 0 : againMs).catch(() => undefined);
    },
  };
}
