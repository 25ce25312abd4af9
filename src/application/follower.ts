import type { Entry } from '../domain/entry.js';
import type { ConversationStore, Followed } from '../domain/ports.js';
import type { Turn } from '../domain/turn.js';
import { type Broadcast, makeBroadcast } from './broadcast.js';
import { pause } from './pause.js';
import { followEveryMs } from './settings.js';

/** The turns that other processes have, and that are read here. */
export interface Follower {
  /** The turn for one more reader; `done` once it has moved on, to its end or into another process. */
  follow(turn: Turn, accepted: Entry): Broadcast;
  /** That reader has gone. */
  leave(broadcast: Broadcast): void;
}

/** Turns that one look asks for. */
const atOnce = 200;

/** One look at the store in `followEveryMs` for all of them, however many read each. */
export function makeFollower(
  store: Pick<ConversationStore, 'follow'>,
  report: (what: string, error: unknown) => void,
): Follower {
  type Following = { readonly broadcast: Broadcast; after: number; readers: number };
  const following = new Map<string, Following>();
  let looking = false;
  let failing = false;
  const key = ({ tenantId, id }: Turn) => `${tenantId}/${id}`;

  async function look(): Promise<void> {
    looking = true;
    while (following.size > 0) {
      await pause(followEveryMs);
      const all = [...following.values()];
      for (let i = 0; i < all.length; i += atOnce) {
        try {
          await lookAt(all.slice(i, i + atOnce));
          failing = false;
        } catch (error) {
          if (!failing) report('turns not followed', error);
          failing = true;
        }
      }
    }
    looking = false;
  }

  async function lookAt(some: readonly Following[]): Promise<void> {
    const asked: Followed[] = some.map(({ broadcast, after }) => ({ turn: broadcast.turn, after }));
    const found = await store.follow(asked);
    for (const [i, each] of some.entries()) {
      const { turn, pieces } = found[i] ?? { turn: undefined, pieces: [] };
      const { broadcast } = each;
      const moved = turn?.status !== broadcast.turn.status || turn.attempt !== broadcast.turn.attempt;
      if (moved) {
        end(each);
        continue;
      }
      if (turn.startedAt !== undefined && broadcast.turn.startedAt === undefined) {
        broadcast.cue(turn.startedAt, { kind: 'started', attempt: turn.attempt });
      }
      broadcast.turn = turn;
      for (const { number, text, marks } of pieces) {
        const start = broadcast.text.length;
        for (const { at, chars, event } of marks) {
          broadcast.say(text.slice(broadcast.text.length - start, chars - start));
          broadcast.cue(at, event);
        }
        broadcast.say(text.slice(broadcast.text.length - start));
        broadcast.show();
        each.after = number;
      }
    }
  }

  function end(each: Following): void {
    const { broadcast } = each;
    const name = key(broadcast.turn);
    // One that was left and is followed anew is another by now.
    if (following.get(name) === each) following.delete(name);
    broadcast.done = true;
    broadcast.bell.ring();
  }

  return {
    follow(turn, accepted) {
      const there = following.get(key(turn));
      if (there && there.broadcast.turn.attempt === turn.attempt) {
        there.readers++;
        return there.broadcast;
      }
      const broadcast = makeBroadcast(turn, accepted);
      broadcast.cue(turn.acceptedAt, { kind: 'accepted' });
      if (turn.position > 0) broadcast.cue(turn.acceptedAt, { kind: 'queued', position: turn.position });
      if (turn.startedAt !== undefined) {
        broadcast.cue(turn.startedAt, { kind: 'started', attempt: turn.attempt });
      }
      if (there) end(there);
      following.set(key(turn), { broadcast, after: 0, readers: 1 });
      if (!looking) void look();
      return broadcast;
    },
    leave(broadcast) {
      const there = following.get(key(broadcast.turn));
      if (there?.broadcast !== broadcast) return;
      there.readers--;
      if (there.readers === 0) following.delete(key(broadcast.turn));
    },
  };
}
