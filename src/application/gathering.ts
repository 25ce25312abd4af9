import type { Clock, ConversationStore } from '../domain/ports.js';
import type { Turn } from '../domain/turn.js';
import type { Commits } from './commits.js';
import { LeaseLost } from './lease.js';
import { pause } from './pause.js';

/**
 * Waits until no message may join the turn any more, and closes it to others by a commit: a message that comes at the same
 * moment, by whatever process, is either in it or finds it closed. Resolves with the turn as it begins.
 */
export async function gathered(
  store: ConversationStore,
  commits: Commits,
  clock: Clock,
  turn: Turn,
  signal: AbortSignal,
): Promise<Turn> {
  const { tenantId, conversationId, id, attempt } = turn;
  let now = turn;
  while (now.coalescing) {
    await pause(now.coalescing.until - clock.now(), signal);
    signal.throwIfAborted();
    now = await commits.change<Turn>(tenantId, conversationId, async (head) => {
      const stored = await store.turn(tenantId, id);
      if (stored?.status !== 'RUNNING' || stored.attempt !== attempt) throw new LeaseLost();
      const { coalescing, ...rest } = stored;
      const unchanged = { conversation: head, entries: [] };
      if (coalescing && coalescing.until > clock.now()) return { ...unchanged, result: stored };
      const begun: Turn = { ...rest, startedAt: clock.now() };
      const write = { turn: begun, from: { status: 'RUNNING', attempt } } as const;
      return { ...unchanged, turns: [write], result: begun };
    });
  }
  return now;
}
