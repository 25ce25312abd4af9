import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError } from '../domain/errors.js';
import type { Commit, ConversationStore, EntryQuery, Refusal } from '../domain/ports.js';
import { makeLogWindows } from './log-windows.js';

/** How often it is looked again where a log was moved meanwhile. */
const maxLooks = 10;

/**
 * The store with the logs of archived conversations in it, for all who read logs: what has left the store comes from the
 * archive, with `archive-unavailable` and `archive-damaged`. Entries are added to none of them: `conversation-archived`. A
 * log that was never archived costs a look at its head where a page ends before its limit, and nothing else.
 */
export function withArchive(store: ConversationStore): ConversationStore {
  const windows = makeLogWindows(store.archive);

  async function entries(query: EntryQuery): Promise<Entry[]> {
    const { tenantId, conversationId } = query;
    const look = () => store.conversation(tenantId, conversationId);
    let found = await store.entries(query);
    // Entries do not change while they are archived: those that are there are right.
    if (isWhole(query, found)) return found;
    let head = await look();
    if (!head?.archive && head?.archives === undefined) return found;
    for (let looks = 0; looks < maxLooks; looks++) {
      const before = head;
      if (before?.archive) {
        try {
          return await windows(before, before.archive, query);
        } catch (error) {
          head = await look();
          if (isSame(before, head)) throw error;
          continue;
        }
      }
      // It was in the archive once: it may have left and come back between the look at the head and that at the log.
      found = await store.entries(query);
      head = await look();
      if (isSame(before, head)) return found;
    }
    throw new DomainError({ kind: 'contention', conversationId });
  }

  /** Nothing is added to a log that is elsewhere, whoever decides it. */
  async function commit(what: Commit): Promise<Refusal | undefined> {
    const gone = what.conversations.find((part) => part.conversation.archive && part.entries.length > 0);
    if (gone) throw new DomainError({ kind: 'conversation-archived', conversationId: gone.conversation.id });
    return store.commit(what);
  }

  return { ...store, entries, commit };
}

/** It has neither left nor come back. */
function isSame(before: Conversation | undefined, after: Conversation | undefined): boolean {
  return before?.archives === after?.archives && before?.archive?.key === after?.archive?.key;
}

/** No entry that the query asks for can be missing. */
function isWhole({ order, after = 0, before, messagesOnly, limit }: EntryQuery, found: readonly Entry[]): boolean {
  const [first, last] = [found[0], found.at(-1)];
  if (messagesOnly || !first || !last) return false;
  if (order === 'oldest') {
    const isToTheEnd = found.length >= limit || last.seq + 1 === before;
    return isToTheEnd && first.seq === after + 1 && last.seq - first.seq === found.length - 1;
  }
  const isToTheEnd = found.length >= limit || last.seq === after + 1;
  return isToTheEnd && first.seq + 1 === before && first.seq - last.seq === found.length - 1;
}
