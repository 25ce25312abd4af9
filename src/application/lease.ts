import type { ConversationStore } from '../domain/ports.js';
import type { Turn } from '../domain/turn.js';
import { pause } from './pause.js';

/** Why a run was stopped that may not end its turn: the lease is gone, or given up. What it still has is not written. */
export class LeaseLost extends Error {}

/**
 * Renews the lease of a turn that runs here. `lost` is called when it is gone: another has the turn, or no renewal got
 * through for nine tenths of a lease, counted from before it was asked for (`askedAt` for the first one), so that it is never
 * longer here than there. `held` hears until when that is, by `performance.now()`: in a process that stood still the call of `lost` comes late.
 * The function that comes back gives up renewing; nothing of it is under way when it has resolved.
 */
export function holdLease(
  store: Pick<ConversationStore, 'renewLease'>,
  turn: Turn,
  askedAt: number,
  leaseMs: number,
  held: (until: number) => void,
  lost: () => void,
  report: (error: unknown) => void,
): () => Promise<void> {
  let renewing: Promise<void> = Promise.resolve();
  const termMs = 0.9 * leaseMs;
  let expiry = setTimeout(lost, askedAt + termMs - performance.now());
  held(askedAt + termMs);
  const renewal = setInterval(() => {
    renewing = renew();
  }, leaseMs / 3);

  async function renew(): Promise<void> {
    const askedAt = performance.now();
    try {
      if ((await store.renewLease(turn, leaseMs)) === 'lost') return lost();
      clearTimeout(expiry);
      expiry = setTimeout(lost, askedAt + termMs - performance.now());
      held(askedAt + termMs);
    } catch (error) {
      report(error);
    }
  }

  return async () => {
    clearInterval(renewal);
    // A renewal that came later would take back a lease that was given up; one that takes longer than it is void.
    await Promise.race([renewing, pause(leaseMs)]);
    clearTimeout(expiry);
  };
}
