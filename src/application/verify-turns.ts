import type { Entry } from '../domain/entry.js';
import type { MessageStatus } from '../domain/message.js';
import type { ConversationStore } from '../domain/ports.js';
import type { Turn, TurnStatus } from '../domain/turn.js';
import type { Compare } from './verify.js';

/** Turns that are read at once. */
const pageSize = 100;

/** What a log says of a turn. */
interface Told {
  /** Of its user's messages, rising. */
  readonly asked: { readonly seq: number; readonly status: MessageStatus }[];
  /** Of the agent's messages. */
  readonly answers: { readonly seq: number; readonly status: MessageStatus }[];
}

/** How a turn may have ended whose reply has that status. */
const endings: Readonly<Record<MessageStatus, readonly TurnStatus[]>> = {
  COMPLETE: ['COMPLETED', 'HANDED_OFF'],
  PARTIAL: ['FAILED', 'CANCELLED', 'INTERRUPTED', 'HANDED_OFF'],
  SUPERSEDED: ['ROLLED_BACK'],
  REDACTED: ['COMPLETED', 'FAILED', 'CANCELLED', 'INTERRUPTED', 'HANDED_OFF'],
};

/** Between the ledger of turns and the log: what each was asked, its reply, how it ended, and who has the floor. */
export function compareTurns(store: ConversationStore): Compare {
  return ({ tenantId, id: conversationId, activeTurnId }) => {
    const told = new Map<string, Told>();

    function see({ seq, turnId, message }: Entry): void {
      if (turnId === undefined || !message) return;
      const { role, status } = message;
      const turn = told.get(turnId) ?? { asked: [], answers: [] };
      told.set(turnId, turn);
      if (role === 'USER') turn.asked.push({ seq, status });
      if (role === 'AGENT') turn.answers.push({ seq, status });
    }

    function* between({ id, status, messageSeqs, replySeq }: Turn, { asked, answers }: Told): Generator<string> {
      const seqs = asked.map(({ seq }) => seq);
      if (seqs.join() !== messageSeqs.join())
        yield `${id} asks ${messageSeqs}, the log says ${seqs.join() || 'nothing'}`;
      const replies = answers.map(({ seq }) => seq).join() || 'none';
      const reply = `${replySeq ?? 'none'}`;
      if (replies !== reply) yield `${id} has the reply ${reply}, the log says ${replies}`;
      for (const answer of answers) {
        if (!endings[answer.status].includes(status)) yield `${id} is ${status}, its reply is ${answer.status}`;
      }
      const isTakenBack = asked.every((one) => one.status === 'SUPERSEDED');
      if (status === 'ROLLED_BACK' && !isTakenBack) yield `${id} is ROLLED_BACK, what it was asked is not`;
      if (status === 'RUNNING' && id !== activeTurnId) yield `${id} runs, and has not the floor`;
    }

    async function* ledger(): AsyncGenerator<Turn> {
      for (let after = 0; ; ) {
        const page = await store.turns(tenantId, conversationId, after, pageSize);
        yield* page;
        after = page.at(-1)?.messageSeq ?? after;
        if (page.length < pageSize) return;
      }
    }

    return {
      see,
      async differences() {
        const found: string[] = [];
        let runs = false;
        for await (const turn of ledger()) {
          found.push(...between(turn, told.get(turn.id) ?? { asked: [], answers: [] }));
          told.delete(turn.id);
          runs ||= turn.id === activeTurnId && turn.status === 'RUNNING';
        }
        // Of a turn that was asked and not answered an export tells nothing.
        for (const [id, { answers }] of told) if (answers.length > 0) found.push(`${id} is not there, its reply is`);
        if (activeTurnId !== undefined && !runs) found.push(`${activeTurnId} has the floor, and does not run`);
        return found.map((difference) => `turns: ${difference}`);
      },
    };
  };
}
