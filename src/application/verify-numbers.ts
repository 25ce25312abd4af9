import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import type { Dimension } from '../domain/numbers.js';
import { type Occurrence, type OccurrenceKind, occurrencesOf } from '../domain/occurrence.js';
import type { ConversationStore } from '../domain/ports.js';
import { isOver, type Turn } from '../domain/turn.js';
import type { Compare } from './verify.js';
import { ledgerOf, makeTold } from './verify-turns.js';

const kinds = ['created', 'message', 'stage', 'qualified', 'handoff', 'turn', 'other'] as const;
/** From the year 1 to the end of 9999. */
const allTimes = [-62_135_596_800_000, 253_402_300_799_999];
const dimensions: readonly Dimension[] = ['channel', 'stage', 'agent', 'owner'];

/** Between what numbers count of the conversation, by all that they are grouped by, and what its log and its turns give. */
export function compareNumbers(store: ConversationStore, signal: AbortSignal): Compare {
  return (head) => {
    const told = makeTold();
    const ought = new Map<string, number>();
    const add = ({ kind, channel, stage, agent, owner }: Occurrence) => {
      const name = nameOf(kind, [channel, stage, agent, owner]);
      ought.set(name, (ought.get(name) ?? 0) + 1);
    };

    function endOf(turn: Turn, answers: readonly Entry[], now: Conversation): void {
      const { tenantId } = turn;
      const write = { conversation: now, entries: answers };
      const parts = { id: '', tenantId, conversations: [write], turns: [{ turn, from: 'new' as const }] };
      for (const one of occurrencesOf(parts)) if (one.kind === 'turn') add(one);
    }

    async function counted(): Promise<Map<string, number>> {
      const { tenantId, id } = head;
      const is = new Map<string, number>();
      const moment = await store.history.now(tenantId);
      const counting = kinds.map(async (kind) => {
        const scope = { what: { kind }, moment, conversationIds: [id], boundaries: allTimes };
        const cells = await store.numbers.count(tenantId, { ...scope, groupBy: dimensions, spread: false }, signal);
        for (const { group, count } of cells) is.set(nameOf(kind, group), count);
      });
      await Promise.all(counting);
      return is;
    }

    return {
      see(entry, now) {
        told.see(entry);
        const write = { conversation: now, entries: [entry] };
        for (const one of occurrencesOf({ id: '', tenantId: now.tenantId, conversations: [write] })) add(one);
      },
      async differences() {
        for await (const [, { answers }, turn] of ledgerOf(store, head.tenantId, told.turns)) {
          if (turn && isOver(turn)) endOf(turn, answers, head);
        }
        const is = await counted();
        const names = new Set([...ought.keys(), ...is.keys()]);
        return [...names].toSorted().flatMap((name) => {
          const [derived, stored] = [ought.get(name) ?? 0, is.get(name) ?? 0];
          return derived === stored ? [] : [`numbers: ${name}: derived ${derived}, stored ${stored}`];
        });
      },
    };
  };
}

function nameOf(kind: OccurrenceKind, group: readonly string[]): string {
  return [kind, ...group].join(' ');
}
