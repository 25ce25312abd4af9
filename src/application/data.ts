import { loggedStatus, shownVersion } from '../domain/archive.js';
import { apply, type Conversation, type Identity, unopened } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError } from '../domain/errors.js';
import { canonical } from '../domain/json.js';
import type { ConversationStore } from '../domain/ports.js';

export interface Verified {
  /** What differs between the stored head and the one that the log gives, and gaps in the log. */
  readonly differences: readonly string[];
  readonly entries: number;
}

/** Entries that are read at once. */
const pageSize = 500;

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

export interface Data {
  /** Replays a conversation's log, entry by entry, and compares. Reads again when the conversation moves meanwhile. */
  verify(
    tenantId: string,
    conversationId: string,
    each: (entry: Entry) => void,
    restart: () => void,
  ): Promise<Verified>;
}

export function makeData(store: ConversationStore): Data {
  async function* log(identity: Identity, throughSeq: number): AsyncGenerator<Entry> {
    const { tenantId, id: conversationId } = identity;
    for (let after = 0; after < throughSeq; ) {
      const limit = Math.min(pageSize, throughSeq - after);
      const query = { tenantId, conversationId, order: 'oldest', after, messagesOnly: false, limit } as const;
      const entries = await store.entries(query);
      const last = entries.at(-1);
      if (!last) return;
      yield* entries;
      after = last.seq;
    }
  }

  async function verify(
    tenantId: string,
    conversationId: string,
    each: (entry: Entry) => void,
    restart: () => void,
  ): Promise<Verified> {
    for (let tries = 0; tries < 5; tries++) {
      restart();
      const head = await store.conversation(tenantId, conversationId);
      if (!head) throw new DomainError({ kind: 'conversation-not-found', conversationId });
      const differences: string[] = [];
      const { id, userId, channel } = head;
      let count = 0;
      let folded = unopened({ tenantId, id, userId, channel });
      try {
        for await (const entry of log(head, head.lastSeq)) {
          count++;
          if (entry.seq !== count) differences.push(`entries: seq ${count} is missing, ${entry.seq} follows`);
          each(entry);
          folded = apply(folded, entry);
        }
        differences.push(...compared(head, folded));
      } catch (error) {
        const isDamaged = error instanceof DomainError && error.fault.kind === 'archive-damaged';
        if (!isDamaged) throw error;
        differences.push(`archive: ${head.archive?.key} is missing, or is not what was written`);
      }
      const now = await store.conversation(tenantId, conversationId);
      if (now && shownVersion(now) === shownVersion(head)) return { differences, entries: count };
    }
    throw new DomainError({ kind: 'contention', conversationId });
  }

  return { verify };
}

/** What differs between a head and the one that its log gives. */
function compared(head: Conversation, folded: Conversation): string[] {
  const stored = { ...head, status: loggedStatus(head) };
  return derived.flatMap((field) => {
    const [is, ought] = [canonical(stored[field]), canonical(folded[field])];
    return is === ought ? [] : [`${field}: derived ${ought}, stored ${is}`];
  });
}
