import type { History, HistoryQuery, Lengths, Moment } from '../../domain/history.js';
import { readMs } from './client.js';
import type { Collections } from './collections.js';
import { guarded } from './failures.js';
import type { ConversationDocument } from './log-documents.js';
import { isSeen, makeMoments, makeNow, type Seen, sees, timeOf } from './moments.js';
import { archivings } from './number-queries.js';
import { lengthsAfter, lengthsOf, newestOccurrence, recordedSince } from './queries.js';
import { all, one } from './read.js';

/** Conversations that are looked at in one go. */
const batch = 1_000;
/** Questions that one call has under way. */
const atOnce = 10;

/** How long a conversation is. */
type Length = Pick<ConversationDocument, 'conversationId' | 'lastSeq' | 'revision'> & {
  readonly recordedAt?: Date | null;
};
const lengthFields = { _id: 0, conversationId: 1, recordedAt: 1, lastSeq: 1, revision: 1 } as const;

export function makeHistory(collections: Collections): History {
  const { conversations, occurrences } = collections;
  const now = makeNow(collections);
  const seenAt = makeMoments(collections);

  /** One that has not moved since is as long as it was; of the others an occurrence tells, one by one. */
  async function seqs(tenantId: string, seen: Seen, heads: readonly Length[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const head of heads) if (isAsThen(seen, head)) found.set(head.conversationId, head.lastSeq);
    const moved = heads.filter(({ conversationId }) => !found.has(conversationId));
    for (let i = 0; i < moved.length; i += atOnce) {
      await Promise.all(
        moved.slice(i, i + atOnce).map(async ({ conversationId }) => {
          const lookup = newestOccurrence(tenantId, conversationId, isSeen(seen, [conversationId]));
          const seq = await one(occurrences, lookup, (newest) => newest.seq, { _id: 0, seq: 1 });
          if (seq !== undefined) found.set(conversationId, seq);
        }),
      );
    }
    return found;
  }

  async function lastSeqs(tenantId: string, moment: Moment, ids: readonly string[]): Promise<Map<string, number>> {
    const seen = await seenAt(tenantId, moment);
    return seqs(tenantId, seen, await all(conversations, lengthsOf(tenantId, ids), asLength, lengthFields));
  }

  async function archived(tenantId: string, moment: Moment, ids: readonly string[]): Promise<Set<string>> {
    const seen = await seenAt(tenantId, moment);
    const { filter, hint } = archivings(tenantId, ids);
    const projection = { conversationId: 1, kind: 1, revision: 1 } as const;
    const options = { ...(hint ? { hint } : {}), projection, batchSize: 1_000, maxTimeMS: readMs };
    const found = await occurrences.find({ ...filter, ...isSeen(seen, ids) }, options).toArray();
    const last = new Map(
      found.toSorted((a, b) => a.revision - b.revision).map((one) => [one.conversationId, one.kind]),
    );
    return new Set([...last].flatMap(([id, moved]) => (moved === 'archived' ? [id] : [])));
  }

  /** By id. Where little was recorded since a moment, only those that it is of. */
  async function* heads(tenantId: string, before: Seen | undefined, after: string): AsyncGenerator<Length[]> {
    if (before) {
      const lookup = recordedSince(tenantId, before.settledAt, batch);
      const recent = await all(occurrences, lookup, ({ conversationId }) => conversationId, {
        _id: 0,
        conversationId: 1,
      });
      if (recent.length < batch) {
        const ids = new Set(recent.filter((id) => id > after));
        return yield await all(conversations, lengthsOf(tenantId, [...ids]), asLength, lengthFields);
      }
    }
    for (let last: string | undefined = after; last !== undefined; ) {
      const some: Length[] = await all(conversations, lengthsAfter(tenantId, last, batch), asLength, lengthFields);
      yield some;
      last = some.length < batch ? undefined : some.at(-1)?.conversationId;
    }
  }

  async function lengths(tenantId: string, then: Seen, before: Seen | undefined, some: readonly Length[]) {
    const lastSeqs = await seqs(tenantId, then, some);
    const there = some.filter(({ conversationId }) => lastSeqs.has(conversationId));
    const lastSeqsBefore = before ? await seqs(tenantId, before, there) : new Map<string, number>();
    return there
      .map(({ conversationId: id }): Lengths => {
        return { id, lastSeq: lastSeqs.get(id) ?? 0, lastSeqBefore: lastSeqsBefore.get(id) ?? 0 };
      })
      .filter(({ lastSeq, lastSeqBefore }) => lastSeq > lastSeqBefore);
  }

  async function* pages(tenantId: string, query: HistoryQuery, signal: AbortSignal): AsyncGenerator<Lengths[]> {
    const { until, since, after = '', limit } = query;
    const seen = (moment: Moment) => guarded('read', () => seenAt(tenantId, moment));
    const then = await seen(until);
    const before = since === undefined ? undefined : await seen(since);
    for await (const some of heads(tenantId, before, after)) {
      const changed = before ? some.filter((head) => !isAsThen(before, head)) : some;
      signal.throwIfAborted();
      for (let i = 0; i < changed.length; i += limit) {
        const page = await lengths(tenantId, then, before, changed.slice(i, i + limit));
        if (page.length > 0) yield page;
        signal.throwIfAborted();
      }
    }
  }

  return {
    now: (tenantId) => guarded('write', () => now(tenantId)),
    timeOf,
    lastSeqs: (tenantId, moment, ids) => guarded('read', () => lastSeqs(tenantId, moment, ids)),
    archived: (tenantId, moment, ids) =>
      guarded('read', async () => (ids.length > 0 ? archived(tenantId, moment, ids) : new Set<string>())),
    conversations: pages,
  };
}

function asLength(head: Length): Length {
  return head;
}

/** Of one that an earlier version wrote last nobody knows. */
function isAsThen(seen: Seen, { recordedAt, ...head }: Length): boolean {
  return recordedAt ? sees(seen, { ...head, recordedAt }) : false;
}
