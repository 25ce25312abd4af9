import type { History, Moment, Then } from '../../domain/history.js';
import { readMs } from './client.js';
import type { Collections } from './documents.js';
import { guarded } from './failures.js';
import { isSeen, makeMoments, makeNow, timeOf } from './moments.js';
import { conversationsById, occurrencesOf } from './queries.js';

/** Conversations that are looked at in one go. */
const batch = 200;

export function makeHistory(collections: Collections): History {
  const { conversations, occurrences } = collections;
  const now = makeNow(collections);
  const seenAt = makeMoments(collections);

  /** One by one for those that have moved since; the others are as they are. */
  async function lastSeqs(tenantId: string, moment: Moment, ids: readonly string[]): Promise<Map<string, number>> {
    const seen = await seenAt(tenantId, moment);
    const found = await occurrences
      .aggregate<{ _id: string; seq: number }>(
        [
          { $match: { $and: [occurrencesOf(tenantId, ids).filter, isSeen(seen, ids)] } },
          { $group: { _id: '$conversationId', seq: { $max: '$seq' } } },
        ],
        { maxTimeMS: readMs, batchSize: 1_000 },
      )
      .toArray();
    return new Map(found.map(({ _id, seq }) => [_id, seq]));
  }

  async function archived(tenantId: string, moment: Moment, ids: readonly string[]): Promise<Set<string>> {
    const seen = await seenAt(tenantId, moment);
    const { filter } = occurrencesOf(tenantId, ids);
    const kind = { $in: ['archived' as const, 'restored' as const] };
    const options = { projection: { conversationId: 1, kind: 1, revision: 1 }, batchSize: 1_000, maxTimeMS: readMs };
    const found = await occurrences.find({ ...filter, kind, ...isSeen(seen, ids) }, options).toArray();
    const last = new Map(
      found.toSorted((a, b) => a.revision - b.revision).map((one) => [one.conversationId, one.kind]),
    );
    return new Set([...last].flatMap(([id, moved]) => (moved === 'archived' ? [id] : [])));
  }

  async function page(tenantId: string, query: Parameters<History['conversations']>[1]): Promise<Then[]> {
    const { until, since, after = '', limit } = query;
    const all: Then[] = [];
    for (let last = after; ; ) {
      const { filter, sort } = conversationsById(tenantId, last, batch);
      const rows = await conversations
        .find(filter, { ...(sort ? { sort } : {}), limit: batch, projection: { conversationId: 1 }, maxTimeMS: readMs })
        .toArray();
      const ids = rows.map(({ conversationId }) => conversationId);
      if (ids.length > 0) {
        const then = await lastSeqs(tenantId, until, ids);
        const before = since === undefined ? new Map<string, number>() : await lastSeqs(tenantId, since, ids);
        for (const id of ids) {
          const lastSeq = then.get(id) ?? 0;
          if (lastSeq > (before.get(id) ?? 0)) all.push({ id, lastSeq });
          if (all.length >= limit) return all;
          last = id;
        }
      }
      if (rows.length < batch) return all;
    }
  }

  return {
    now: (tenantId) => guarded('write', () => now(tenantId)),
    timeOf,
    lastSeqs: (tenantId, moment, ids) =>
      guarded('read', async () => (ids.length > 0 ? lastSeqs(tenantId, moment, ids) : new Map())),
    archived: (tenantId, moment, ids) =>
      guarded('read', async () => (ids.length > 0 ? archived(tenantId, moment, ids) : new Set<string>())),
    conversations: (tenantId, query) => guarded('read', () => page(tenantId, query)),
  };
}
