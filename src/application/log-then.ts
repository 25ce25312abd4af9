import { loggedStatus } from '../domain/archive.js';
import { apply, type Conversation, unopened } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import type { Moment, Then } from '../domain/history.js';
import type { ConversationStore } from '../domain/ports.js';
import { breather } from './breather.js';

/** Conversations and their logs as they were at a moment, however they have gone on since. */
export interface LogThen {
  /**
   * A conversation as it was when its log ended at `lastSeq`. One that has moved since costs the reading of its log up to there;
   * undefined when it is erased meanwhile.
   */
  head(now: Conversation, lastSeq: number, moment: Moment, signal: AbortSignal): Promise<Conversation | undefined>;
  /** Its entries after a seq. Ends early for one that is erased meanwhile. */
  entries(tenantId: string, then: Then, after: number): AsyncIterable<Entry>;
}

/** Entries that are read at once; one may be a mebibyte. */
const pageSize = 32;

export function makeLogThen(store: ConversationStore): LogThen {
  const { history } = store;
  // Short logs one after the other are long work, too.
  const breathe = breather();

  async function* log(
    tenantId: string,
    conversationId: string,
    after: number,
    through: number,
  ): AsyncGenerator<Entry[]> {
    for (let last = after; last < through; ) {
      await breathe();
      const limit = Math.min(pageSize, through - last);
      const query = { tenantId, conversationId, order: 'oldest', after: last, messagesOnly: false, limit } as const;
      const page = await store.entries(query);
      if (page.length > 0) yield page;
      last = page.length === limit ? (page.at(-1)?.seq ?? through) : through;
    }
  }

  async function* entries(tenantId: string, { id, lastSeq }: Then, after: number): AsyncGenerator<Entry> {
    const later = new Set<string>();
    let known = lastSeq;
    let last = after;
    for await (const page of log(tenantId, id, after, lastSeq)) {
      // Which of them were superseded only after the moment, the entries of after it say: read after the page, they say it of all
      // that the page shows.
      if (page.some(({ message }) => message?.status === 'SUPERSEDED')) {
        for await (const newer of log(tenantId, id, known, Number.MAX_SAFE_INTEGER)) {
          for (const { changes } of newer) for (const messageId of changes.flatMap(superseded)) later.add(messageId);
          known = newer.at(-1)?.seq ?? known;
        }
      }
      for (const entry of page) yield asBefore(entry, later);
      last = page.at(-1)?.seq ?? last;
    }
    const isWhole = last >= lastSeq || !(await store.conversation(tenantId, id));
    if (!isWhole) throw new Error(`the log of conversation ${id} ends at ${last}, it had ${lastSeq} entries`);
  }

  async function head(now: Conversation, lastSeq: number, moment: Moment, signal: AbortSignal) {
    const { tenantId, id, userId, channel } = now;
    const wasArchived = now.archives !== undefined && (await history.archived(tenantId, moment, [id])).has(id);
    if (now.lastSeq === lastSeq) return asThen(now, wasArchived);
    let folded = unopened({ tenantId, id, userId, channel });
    for await (const entry of entries(tenantId, { id, lastSeq }, 0)) {
      signal.throwIfAborted();
      folded = apply(folded, entry);
    }
    return folded.lastSeq === lastSeq ? asThen(folded, wasArchived) : undefined;
  }

  return { head, entries };
}

/** What no log tells: nobody has the floor; whether it was in the archive is known, and not where. */
function asThen(now: Conversation, wasArchived: boolean): Conversation {
  const { activeTurnId: _, archive: __, archives: ___, ...head } = now;
  return { ...head, status: wasArchived ? 'ARCHIVED' : loggedStatus(now) };
}

function superseded(change: Entry['changes'][number]): readonly string[] {
  return change.kind === 'messagesSuperseded' ? change.messageIds : [];
}

/** An entry as it was before later ones superseded its message: what a user wrote was whole, a reply was stopped. */
function asBefore(entry: Entry, later: ReadonlySet<string>): Entry {
  const { message } = entry;
  if (!message || !later.has(message.id) || message.status !== 'SUPERSEDED') return entry;
  return { ...entry, message: { ...message, status: message.role === 'USER' ? 'COMPLETE' : 'PARTIAL' } };
}
