import type { Conversation } from '../domain/conversation.js';
import { isMove, type Occurrence } from '../domain/occurrence.js';
import type { ConversationStore } from '../domain/ports.js';
import { makeRecount } from './recount.js';
import type { Compare } from './verify.js';

const atOnce = 500;

/** Between what numbers are made of and what the log and the turns give. */
export function compareNumbers(store: ConversationStore): Compare {
  return async (head) => {
    const recount = await makeRecount(store, head);
    return {
      see: recount.see,
      async differences() {
        const { wrong, missing } = await recount.end();
        return [
          ...missing.map((one) => `numbers: ${nameOf(one)} is not counted`),
          ...wrong.map(({ occurrence }) => `numbers: ${nameOf(occurrence)} is counted, and is not in the log`),
        ];
      },
    };
  };
}

/** Where the log cannot be read: how many of its entries nothing is counted of, as each makes one occurrence at least. */
export async function uncounted(
  { numbers }: Pick<ConversationStore, 'numbers'>,
  { tenantId, id: conversationId, lastSeq }: Conversation,
): Promise<string[]> {
  let missing = lastSeq;
  for (let after = 0; after < lastSeq; after += atOnce) {
    const facts = await numbers.facts({ tenantId, conversationId }, after, Math.min(after + atOnce, lastSeq));
    const logged = facts.filter(({ occurrence: { kind } }) => kind !== 'turn' && !isMove(kind));
    missing -= new Set(logged.map(({ occurrence }) => occurrence.seq)).size;
  }
  return missing > 0 ? [`numbers: ${missing} of ${lastSeq} entries are not counted`] : [];
}

function nameOf({ kind, seq, channel, stage, agent, owner }: Occurrence): string {
  return `${kind} at seq ${seq} (${[channel, stage, agent || '-', owner].join(', ')})`;
}
