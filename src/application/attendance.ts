import { makeExclusive } from '../domain/exclusive.js';
import type { ConversationStore } from '../domain/ports.js';
import type { Turn } from '../domain/turn.js';
import { pause } from './pause.js';

/** Which processes have readers of a turn, as far as others must know: before they say that nobody has any more. */
export interface Attendance {
  /**
   * Counts a reader in; other processes know of it once this resolves. The function that comes back counts it out, and
   * resolves with true when it was the last one that was counted, here and elsewhere.
   */
  join(turn: Turn): Promise<() => Promise<boolean>>;
  /**
   * Resolves once no reader of any of a conversation's turns is counted, or after two seconds: one that has stopped
   * reading holds nobody for longer.
   */
  empty(of: { readonly tenantId: string; readonly conversationId: string }, signal: AbortSignal): Promise<void>;
}

/** The readers of a turn here. */
interface Present {
  readers: number;
  readonly renewal: NodeJS.Timeout;
  /** Resolves when others know of them. */
  readonly known: Promise<void>;
}

/** A process that is silent for so long has no readers any more. */
const attendMs = 10_000;
const emptyWithinMs = 2_000;
const lookEveryMs = 20;

export function makeAttendance(
  store: Pick<ConversationStore, 'attend' | 'attended'>,
  worker: string,
  report: (what: string, error: unknown) => void,
): Attendance {
  /** Readers here, by turn. */
  const here = new Map<string, Present>();
  const exclusive = makeExclusive();
  const say = (turn: Turn, ms: number) =>
    store.attend(turn, worker, ms).catch((error: unknown) => report('readers of a turn not made known', error));

  async function leave(name: string, turn: Turn): Promise<boolean> {
    const present = here.get(name);
    if (!present) return false;
    present.readers--;
    if (present.readers > 0) return false;
    here.delete(name);
    clearInterval(present.renewal);
    return exclusive(name, async () => {
      // Others may have come meanwhile, and said so.
      if (here.has(name)) return false;
      await say(turn, 0);
      return !(await store.attended(turn));
    });
  }

  return {
    async join(turn) {
      const name = `${turn.tenantId}/${turn.id}`;
      const present = here.get(name) ?? {
        readers: 0,
        renewal: setInterval(() => void say(turn, attendMs), attendMs / 3),
        known: exclusive(name, () => say(turn, attendMs)),
      };
      here.set(name, present);
      present.readers++;
      await present.known;
      return () => leave(name, turn);
    },
    empty: ({ tenantId, conversationId }, signal) =>
      readersGone(store, { tenantId, conversationId }, emptyWithinMs, signal),
  };
}

/** Resolves once nobody has made known readers of a turn, or of any of a conversation, or after `ms`. */
export async function readersGone(
  store: Pick<ConversationStore, 'attended'>,
  of: Parameters<ConversationStore['attended']>[0],
  ms: number,
  signal?: AbortSignal,
): Promise<void> {
  const giveUpAt = performance.now() + ms;
  while ((await store.attended(of)) && performance.now() < giveUpAt) {
    await pause(lookEveryMs, signal);
    signal?.throwIfAborted();
  }
}
