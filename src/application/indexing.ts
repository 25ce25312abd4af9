import { DomainError } from '../domain/errors.js';
import type { ConversationStore } from '../domain/ports.js';

/** Entries that are indexed in one go: others write in between. */
const pageSize = 50;
/** How often a conversation may move while a page of it is indexed. */
const maxTries = 20;
/** Rows that are removed in one go. */
const forgetAtOnce = 50;

/**
 * Makes the index of a conversation's log from after that seq to its end; of one that is gone, nothing stays. Says how many
 * entries it read. Throws `contention` for one that moves all the time.
 */
export async function indexLog(
  store: ConversationStore,
  tenantId: string,
  conversationId: string,
  from: number,
  signal: AbortSignal,
): Promise<number> {
  const { search } = store;
  let tries = 0;
  for (let after = from; ; ) {
    signal.throwIfAborted();
    const head = await store.conversation(tenantId, conversationId);
    if (!head) {
      await forgetAll(store, tenantId, conversationId, signal);
      return after - from;
    }
    if (after >= head.lastSeq) return after - from;
    const page = { order: 'oldest', after, messagesOnly: false, limit: pageSize } as const;
    const entries = await store.entries({ tenantId, conversationId, ...page });
    const last = entries.at(-1);
    if (last && (await search.index(head, after, entries))) {
      after = last.seq;
      tries = 0;
    } else if (++tries >= maxTries) throw new DomainError({ kind: 'contention', conversationId });
    await new Promise(setImmediate);
  }
}

/** Removes all that the index has of a conversation; says how many messages. */
export async function forgetAll(
  { search }: Pick<ConversationStore, 'search'>,
  tenantId: string,
  conversationId: string,
  signal: AbortSignal,
): Promise<number> {
  for (let all = 0; ; ) {
    signal.throwIfAborted();
    const gone = await search.forget(tenantId, conversationId, forgetAtOnce);
    all += gone;
    if (gone < forgetAtOnce) return all;
    await new Promise(setImmediate);
  }
}
