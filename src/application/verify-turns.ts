import type { Entry } from '../domain/entry.js';
import type { MessageStatus } from '../domain/message.js';
import type { ConversationStore } from '../domain/ports.js';
import { isOver, type Turn, type TurnStatus } from '../domain/turn.js';
import type { Compare } from './verify.js';

/** Turns that are read at once. */
const atOnce = 32;

/** What a log says of a turn. */
interface Told {
  /** `seq`s of what was asked, rising, and whether all of it is superseded. */
  readonly asked: { readonly seq: number; readonly status: MessageStatus }[];
  /** The agent's messages. */
  readonly answers: Entry[];
}

/** How a turn may have ended whose reply has that status. */
const endings: Readonly<Record<MessageStatus, readonly TurnStatus[]>> = {
  COMPLETE: ['COMPLETED', 'HANDED_OFF'],
  PARTIAL: ['FAILED', 'CANCELLED', 'INTERRUPTED', 'HANDED_OFF'],
  SUPERSEDED: ['ROLLED_BACK'],
  REDACTED: ['COMPLETED', 'HANDED_OFF', 'FAILED', 'CANCELLED', 'INTERRUPTED'],
};

/** Collects what a log says of its turns. */
export function makeTold() {
  const turns = new Map<string, Told>();
  return {
    turns,
    see(entry: Entry): void {
      const { seq, turnId, message } = entry;
      if (turnId === undefined || !message) return;
      const told = turns.get(turnId) ?? { asked: [], answers: [] };
      turns.set(turnId, told);
      if (message.role === 'USER') told.asked.push({ seq, status: message.status });
      if (message.role === 'AGENT') told.answers.push(entry);
    },
  };
}

/** Each turn that the log names, in its order, with what the ledger has of it. */
export async function* ledgerOf(
  store: ConversationStore,
  tenantId: string,
  told: ReadonlyMap<string, Told>,
): AsyncGenerator<readonly [string, Told, Turn | undefined]> {
  const all = [...told];
  for (let i = 0; i < all.length; i += atOnce) {
    const some = all.slice(i, i + atOnce);
    const turns = await Promise.all(some.map(([id]) => store.turn(tenantId, id)));
    for (const [n, [id, of]] of some.entries()) yield [id, of, turns[n]];
  }
}

/** Between the ledger of turns and the log: what each was asked, its reply, how it ended, and who has the floor. */
export function compareTurns(store: ConversationStore): Compare {
  return (head) => {
    const { tenantId, id: conversationId, activeTurnId } = head;
    const told = makeTold();

    function* between(id: string, { asked, answers }: Told, turn: Turn): Generator<string> {
      if (turn.conversationId !== conversationId) yield `${id} is of conversation ${turn.conversationId}`;
      const seqs = asked.map(({ seq }) => seq);
      if (seqs.join() !== turn.messageSeqs.join()) yield `${id} asks ${turn.messageSeqs}, the log says ${seqs}`;
      const replies = answers.map(({ seq }) => seq);
      if (replies.join() !== `${turn.replySeq ?? ''}`) {
        yield `${id} has the reply ${turn.replySeq ?? 'none'}, the log says ${replies.join() || 'none'}`;
      }
      for (const { message } of answers) {
        if (message && !endings[message.status].includes(turn.status)) {
          yield `${id} is ${turn.status}, its reply is ${message.status}`;
        }
      }
      const isTakenBack = asked.every(({ status }) => status === 'SUPERSEDED');
      if (turn.status === 'ROLLED_BACK' && !isTakenBack) yield `${id} is ROLLED_BACK, what it was asked is not`;
      if (turn.status === 'RUNNING' && id !== activeTurnId) yield `${id} runs, and has not the floor`;
    }

    return {
      see: told.see,
      async differences() {
        const found: string[] = [];
        let active: Turn | undefined;
        for await (const [id, of, turn] of ledgerOf(store, tenantId, told.turns)) {
          // Of a turn that was asked and not answered an export tells nothing.
          if (!turn && of.answers.length > 0) found.push(`${id} is not there, its reply is`);
          if (turn) found.push(...between(id, of, turn));
          if (id === activeTurnId) active = turn;
        }
        if (activeTurnId !== undefined && (!active || isOver(active))) {
          found.push(`${activeTurnId} has the floor, and does not run`);
        }
        return found.map((difference) => `turns: ${difference}`);
      },
    };
  };
}
