import type { Conversation } from '../domain/conversation.js';
import { DomainError } from '../domain/errors.js';
import type { Miscount } from '../domain/numbers.js';
import type { ConversationKey, ConversationStore, Ids } from '../domain/ports.js';
import { makeRecount, recountHead } from './recount.js';

/** How much of what is counted was not as it ought to be. */
export interface Mended {
  readonly added: number;
  readonly removed: number;
}

/**
 * Makes right what is counted of a conversation, while it goes on; of one that is gone, nothing. Throws `contention` for one
 * that moves all the time.
 */
export interface Mending {
  /** As its log and its turns have it. That it began is counted last. Throws `archive-damaged`. */
  fromLog(of: ConversationKey, signal: AbortSignal): Promise<Mended>;
  /** What its head tells, and nothing else: for a log that cannot be read. */
  fromHead(of: ConversationKey): Promise<Mended>;
}

const logPage = 200;
/** Of one commit. */
const mostAtOnce = 200;
/** How often a conversation may move meanwhile. */
const maxTries = 20;

export function makeMending(store: ConversationStore, ids: Ids): Mending {
  async function recounted(head: Conversation, signal: AbortSignal): Promise<Miscount> {
    const { tenantId, id: conversationId, lastSeq } = head;
    const recount = await makeRecount(store, head);
    for (let after = 0; after < lastSeq; ) {
      signal.throwIfAborted();
      const limit = Math.min(logPage, lastSeq - after);
      const page = { order: 'oldest', after, messagesOnly: false, limit } as const;
      const entries = await store.entries({ tenantId, conversationId, ...page });
      for (const entry of entries) await recount.see(entry);
      after = entries.at(-1)?.seq ?? lastSeq;
    }
    return recount.end();
  }

  /** Each commit is of the head that was compared, so that nothing can have happened to it since. */
  async function mend(
    { tenantId, conversationId }: ConversationKey,
    miscountOf: (head: Conversation) => Promise<Miscount>,
  ): Promise<Mended> {
    let [added, removed] = [0, 0];
    for (let tries = 0; tries < maxTries; tries++) {
      const head = await store.conversation(tenantId, conversationId);
      if (!head) return { added, removed };
      let { revision } = head;
      let refused = false;
      for (const some of parts(await miscountOf(head))) {
        const write = { conversation: { ...head, revision }, statusBefore: head.status, entries: [], recounted: some };
        refused = (await store.commit({ id: ids.next(), tenantId, conversations: [write] })) !== undefined;
        if (refused) break;
        revision++;
        added += some.missing.length;
        removed += some.wrong.length;
      }
      if (!refused) return { added, removed };
    }
    throw new DomainError({ kind: 'contention', conversationId });
  }

  return {
    fromLog: (of, signal) => mend(of, (head) => recounted(head, signal)),
    fromHead: (of) => mend(of, (head) => recountHead(store, head)),
  };
}

/** Of one that is cut off between them, that the conversation began is not counted yet. */
function* parts({ wrong, missing }: Miscount): Generator<Miscount> {
  const isBeginning = ({ kind }: Miscount['missing'][number]) => kind === 'created';
  const ordered = [...missing.filter((one) => !isBeginning(one)), ...missing.filter(isBeginning)];
  const most = Math.max(wrong.length, ordered.length);
  for (let i = 0; i < most; i += mostAtOnce) {
    yield { wrong: wrong.slice(i, i + mostAtOnce), missing: ordered.slice(i, i + mostAtOnce) };
  }
}
