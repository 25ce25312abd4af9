import { loggedStatus, shownVersion } from '../domain/archive.js';
import { apply, type Conversation, unopened } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError } from '../domain/errors.js';
import { canonical } from '../domain/json.js';
import type { ConversationStore, Memory } from '../domain/ports.js';
import { breather } from './breather.js';
import { compareMemories } from './verify-memories.js';
import { compareNumbers, uncounted } from './verify-numbers.js';
import { compareSearch } from './verify-search.js';
import { compareTurns } from './verify-turns.js';

export interface Verified {
  /** What differs between what is kept and what the log gives, and gaps in the log. */
  readonly differences: readonly string[];
  readonly entries: number;
}

/**
 * Replays a conversation's log, entry by entry, and compares all that is derived from it: the head, turns, what is found and counted,
 * the archive, and what was learned. Reads again when the conversation moves meanwhile: `restart`, then `each` anew.
 */
export type Verify = (
  tenantId: string,
  conversationId: string,
  each: (entry: Entry) => void,
  restart: () => void,
  signal: AbortSignal,
) => Promise<Verified>;

/** Something that is derived from a log, as it is compared with it. */
export interface Comparison {
  /** One entry after the other, each with the conversation as it leaves it. */
  see(entry: Entry, head: Conversation): void | Promise<void>;
  /** What differs, once all were seen. */
  differences(): Promise<readonly string[]>;
}

/** Begins a comparison of what is kept beside that head. */
export type Compare = (head: Conversation) => Comparison | Promise<Comparison>;

/** Entries that are read at once. */
const pageSize = 500;
const maxTries = 5;
/** Differences that are told one by one. */
const maxDifferences = 200;

/** What of a head comes from its log. */
const derived = [
  'status',
  'stage',
  'qualification',
  'owner',
  'metadata',
  'summary',
  'messageCount',
  'lastSeq',
  'lastMessagePreview',
  'briefingSeq',
  'createdAt',
  'updatedAt',
  'lastActivityAt',
] as const satisfies readonly (keyof Conversation)[];

export function makeVerify(store: ConversationStore, memory: Memory): Verify {
  async function* log(head: Conversation, signal: AbortSignal): AsyncIterable<Entry> {
    const { tenantId, id: conversationId, lastSeq, archive } = head;
    // What readers are shown may have been unpacked before the object was damaged.
    if (archive) return yield* store.archive.get(head, archive, signal);
    for (let after = 0; after < lastSeq; ) {
      const limit = Math.min(pageSize, lastSeq - after);
      const query = { tenantId, conversationId, order: 'oldest', after, messagesOnly: false, limit } as const;
      const entries = await store.entries(query);
      const last = entries.at(-1);
      if (!last) return;
      yield* entries;
      after = last.seq;
    }
  }

  async function compared(head: Conversation, each: (entry: Entry) => void, signal: AbortSignal): Promise<Verified> {
    const compare: readonly Compare[] = [
      compareHead,
      compareColumns(store),
      compareTurns(store),
      compareNumbers(store),
      compareSearch(store.search),
      compareArchive,
      compareMemories(store, memory, signal),
    ];
    const comparisons = await Promise.all(compare.map((begin) => begun(begin, head)));
    const { tenantId, id, userId, channel } = head;
    const breathe = breather();
    let folded = unopened({ tenantId, id, userId, channel });
    let entries = 0;
    const gaps: string[] = [];
    try {
      for await (const entry of log(head, signal)) {
        signal.throwIfAborted();
        entries++;
        if (entry.seq !== entries) gaps.push(`entries: seq ${entries} is missing, ${entry.seq} follows`);
        each(entry);
        folded = apply(folded, entry);
        for (const comparison of comparisons) await comparison.see(entry, folded);
        await breathe();
      }
    } catch (error) {
      return { differences: [damageIn(error, head), ...(await uncounted(store, head))], entries };
    }
    const found = new Set(gaps);
    for (const comparison of comparisons) {
      const differences = await comparison.differences().catch((error) => [damageIn(error, head)]);
      for (const difference of differences) found.add(difference);
    }
    const all = [...found];
    const more = all.length - maxDifferences;
    const shown = more > 0 ? [...all.slice(0, maxDifferences), `and ${more} more`] : all;
    return { differences: shown, entries };
  }

  const verify: Verify = async (tenantId, conversationId, each, restart, signal) => {
    for (let tries = 0; tries < maxTries; tries++) {
      restart();
      const head = await store.conversation(tenantId, conversationId);
      if (!head) throw new DomainError({ kind: 'conversation-not-found', conversationId });
      const verified = await compared(head, each, signal);
      const now = await store.conversation(tenantId, conversationId);
      if (!now || shownVersion(now) !== shownVersion(head)) continue;
      // Not every commit adds an entry; what seems to differ may be its doing.
      if (verified.differences.length === 0 || now.revision === head.revision) return verified;
    }
    throw new DomainError({ kind: 'contention', conversationId });
  };

  return (...of) => verify(...of).catch((error) => ({ differences: [damageIn(error)], entries: 0 }));
}

/** One that cannot begin has this to tell. */
async function begun(begin: Compare, head: Conversation): Promise<Comparison> {
  try {
    return await begin(head);
  } catch (error) {
    const damage = damageIn(error, head);
    return { see: () => undefined, differences: async () => [damage] };
  }
}

/** What a failure says of what is kept; one that says nothing of it is thrown again. */
function damageIn(error: unknown, head?: Conversation): string {
  const fault = error instanceof DomainError ? error.fault : undefined;
  if (fault?.kind === 'document-damaged') return `documents: ${fault.document} cannot be read`;
  if (fault?.kind === 'archive-damaged') return `archive: ${head?.archive?.key} is missing, or is not what was written`;
  throw error;
}

/** Between a head and the one that its log gives. */
function compareHead(head: Conversation): Comparison {
  const { tenantId, id, userId, channel } = head;
  let folded = unopened({ tenantId, id, userId, channel });
  return {
    see(_, now) {
      folded = now;
    },
    async differences() {
      const stored = { ...head, status: loggedStatus(head) };
      return derived.flatMap((field) => {
        const [is, ought] = [canonical(stored[field]), canonical(folded[field])];
        return is === ought ? [] : [`${field}: derived ${ought}, stored ${is}`];
      });
    },
  };
}

/** Between what lists, filters and look-ups go by and what it was taken from. */
function compareColumns(store: ConversationStore): Compare {
  return ({ tenantId, id }) => ({
    see: () => undefined,
    differences: async () => (await store.discrepancies(tenantId, id)).map((difference) => `columns: ${difference}`),
  });
}

/** Between what the head says of the archived log and the log: that the object is what was written, reading it has shown. */
function compareArchive({ archive, lastSeq }: Conversation): Comparison {
  return {
    see: () => undefined,
    async differences() {
      if (!archive || archive.entries === lastSeq) return [];
      return [`archive: the log has ${lastSeq} entries, the object ${archive.entries}`];
    },
  };
}
