import type { ArchiveReference } from '../domain/archive.js';
import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import type { Clock, ConversationStore, ConversationWrite } from '../domain/ports.js';
import type { Commits } from './commits.js';
import { weightOf } from './pages.js';

/** Entries that are read, or moved by one commit, at once, and what those of one commit may weigh. */
const batchEntries = 64;
const batchBytes = 1024 * 1024;

/** Moves the entries of an archived log, whose object is whole, out of the store and back into it. */
export function makeLogMoves(store: ConversationStore, commits: Commits, clock: Clock) {
  const { archive } = store;

  /** The log as it is in the store, to the head's last entry. */
  async function* logOf({ tenantId, id: conversationId, lastSeq }: Conversation): AsyncGenerator<Entry, undefined> {
    for (let after = 0; after < lastSeq; ) {
      const limit = Math.min(batchEntries, lastSeq - after);
      const query = { tenantId, conversationId, order: 'oldest', after, messagesOnly: false, limit } as const;
      const entries = await store.entries(query);
      for (const entry of entries) {
        if (entry.seq !== ++after) throw new Error(`entry ${after} of conversation ${conversationId} is missing`);
        yield entry;
      }
      if (entries.length < limit) throw new Error(`entry ${after + 1} of conversation ${conversationId} is missing`);
    }
    return undefined;
  }

  /** Reads an object to its end, so that it is known to be whole; gives the seqs at which batches of it end. */
  async function check(head: Conversation, reference: ArchiveReference, signal: AbortSignal): Promise<number[]> {
    const ends = makeEnds();
    for await (const entry of archive.get(head, reference, signal)) ends.see(entry);
    return ends.all();
  }

  /** Takes the entries out of the store, batch by batch, as long as nobody restores the log. */
  async function leave(head: Conversation, ends: readonly number[], signal: AbortSignal): Promise<Conversation> {
    let now = head;
    let after = 0;
    for (const through of ends) {
      signal.throwIfAborted();
      const isLast = through === ends.at(-1);
      const moved = await move(head, 'archive', isLast, { removed: { after, through } });
      if (!moved) return (await store.conversation(head.tenantId, head.id)) ?? now;
      now = moved;
      after = through;
    }
    return now;
  }

  /** Puts the entries back into the store, batch by batch. */
  async function comeBack(head: Conversation, reference: ArchiveReference, signal: AbortSignal): Promise<void> {
    let batch: Entry[] = [];
    const ends = makeEnds();
    for await (const entry of archive.get(head, reference, signal)) {
      if (ends.see(entry)) {
        if (!(await move(head, 'store', false, { returned: batch }))) return;
        batch = [];
      }
      batch.push(entry);
    }
    await move(head, 'store', false, { returned: batch });
  }

  /**
   * One commit of a log that is on its way; undefined when it is no longer, or goes the other way. Every batch moves the head,
   * so that none is moved by who looked at it before another turned it round.
   */
  function move(
    { tenantId, id, archive: of }: Conversation,
    to: 'archive' | 'store',
    isLast: boolean,
    what: Pick<ConversationWrite, 'removed' | 'returned'>,
  ): Promise<Conversation | undefined> {
    return commits.change<Conversation | undefined>(tenantId, id, (head) => {
      if (!head.archive || head.archive.key !== of?.key || head.archive.moving?.to !== to) {
        return { conversation: head, entries: [], result: undefined };
      }
      const { moving: _, ...still } = head.archive;
      const moving = { to, since: clock.now() };
      const conversation = { ...head, archive: isLast ? still : { ...still, moving } };
      return { conversation, entries: [], ...what, result: conversation };
    });
  }

  /** From now on no entry leaves the store. */
  async function turnRound({ tenantId, id }: Conversation, { key }: ArchiveReference): Promise<void> {
    await commits.change(tenantId, id, (head) => {
      if (head.archive?.key !== key || head.archive.moving?.to === 'store') {
        return { conversation: head, entries: [], result: undefined };
      }
      const moving = { to: 'store', since: clock.now() } as const;
      return { conversation: { ...head, archive: { ...head.archive, moving } }, entries: [], result: undefined };
    });
  }

  return { logOf, check, leave, comeBack, turnRound };
}

/** Cuts a log into batches: the seqs at which they end. */
export function makeEnds() {
  const ends: number[] = [];
  let count = 0;
  let weight = 0;
  let last = 0;
  return {
    /** Whether this entry is the first of another batch than the one before it. */
    see(entry: Entry): boolean {
      const heavy = weightOf(entry);
      const begins = count > 0 && (count >= batchEntries || weight + heavy > batchBytes);
      if (begins) ends.push(last);
      count = begins ? 1 : count + 1;
      weight = begins ? heavy : weight + heavy;
      last = entry.seq;
      return begins;
    },
    all: () => (last === 0 ? ends : [...ends, last]),
  };
}
