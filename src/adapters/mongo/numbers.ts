import { bucketOf, bucketWidth, zeroBucket } from '../../domain/histogram.js';
import { type CountQuery, makeTally, type Numbers, periodOf } from '../../domain/numbers.js';
import type { Occurrence } from '../../domain/occurrence.js';
import { countMs, readMs } from './client.js';
import type { Collections } from './collections.js';
import { guarded } from './failures.js';
import { isSeen, isSettled, makeMoments, mayBeSeen, type Seen, sees, unsettledWindow } from './moments.js';
import { type Among, earliestOf, movesOf, occurred, occurredBy, recordedWithin } from './number-queries.js';
import type { OccurrenceDocument } from './occurrences.js';

type Bucketed = Readonly<Record<string, unknown>>;

/** What one group of the server's is. */
interface Counted {
  readonly _id: Readonly<Record<string, string | number>> & { readonly period: number; readonly bucket?: number };
  readonly count: number;
  readonly sum: number;
}

/** The index of the period that `at` is in, by halving: the cuts are ours, whatever the server knows of time zones. */
export function periodExpression(boundaries: readonly number[], low = 0, high = boundaries.length - 1): unknown {
  if (high - low <= 1) return { $literal: low };
  const middle = (low + high) >> 1;
  return {
    $cond: [
      { $lt: ['$at', new Date(boundaries[middle] ?? 0)] },
      periodExpression(boundaries, low, middle),
      periodExpression(boundaries, middle, high),
    ],
  };
}

/** Groups what matches by period, by the dimensions and by the bucket of the figure. */
export function groupStage({ what, boundaries, groupBy, spread }: Omit<CountQuery, 'moment'>): Bucketed {
  const figure = what.figure && `$${what.figure}`;
  const bucket = {
    $cond: [{ $lt: [figure, 1] }, zeroBucket, { $floor: { $divide: [{ $ln: figure }, bucketWidth] } }],
  };
  return {
    $group: {
      _id: {
        period: periodExpression(boundaries),
        ...Object.fromEntries(groupBy.map((dimension) => [dimension, `$${dimension}`])),
        ...(figure && spread ? { bucket } : {}),
      },
      count: { $sum: 1 },
      sum: { $sum: figure ?? 0 },
    },
  };
}

/**
 * What a moment has seen of a whole tenant is counted in two parts: all that was recorded long before it by the server, and
 * what was recorded about it, of half a minute, here.
 */
export function makeNumbers({
  occurrences,
  moments,
}: Pick<Collections, 'occurrences' | 'moments'>): Pick<Numbers, 'count' | 'counted' | 'moves' | 'earliest'> {
  const seenAt = makeMoments({ moments });

  /** What was recorded about a moment and seen by it. */
  async function* unsettled(tenantId: string, seen: Seen, among: Among): AsyncGenerator<OccurrenceDocument> {
    if (seen.recent.length === 0) return;
    const { filter, hint } = recordedWithin(tenantId, unsettledWindow(seen), among);
    const cursor = occurrences.find(filter, { ...(hint ? { hint } : {}), batchSize: 1_000, maxTimeMS: countMs });
    try {
      for await (const document of cursor) {
        if (sees(seen, document)) yield document;
      }
    } finally {
      await cursor.close();
    }
  }

  async function count(tenantId: string, query: CountQuery, signal: AbortSignal) {
    const { moment, boundaries, groupBy, what, spread, conversationIds } = query;
    const [from = 0, to = from] = [boundaries[0], boundaries.at(-1)];
    const seen = await seenAt(tenantId, moment);
    const among: Among = { ...query, from, to };
    const tally = makeTally();
    const { filter, hint } = occurred(tenantId, among);
    const before = conversationIds ? isSeen(seen, conversationIds) : isSettled(seen);
    const cursor = occurrences.aggregate<Counted>([{ $match: { ...filter, ...before } }, groupStage(query)], {
      ...(hint ? { hint } : {}),
      allowDiskUse: true,
      batchSize: 1_000,
      maxTimeMS: countMs,
    });
    try {
      for await (const { _id, count, sum } of cursor) {
        signal.throwIfAborted();
        const { period, bucket } = _id;
        const group = groupBy.map((dimension) => `${_id[dimension]}`);
        const buckets = new Map(bucket === undefined ? [] : [[bucket, count]]);
        tally.add({ period, group, count, sum, buckets });
      }
    } finally {
      await cursor.close();
    }
    if (conversationIds) return tally.cells();
    for await (const document of unsettled(tenantId, seen, among)) {
      signal.throwIfAborted();
      const value = what.figure === undefined ? undefined : (document[what.figure] ?? 0);
      tally.add({
        period: periodOf(boundaries, document.at.getTime()),
        group: groupBy.map((dimension) => document[dimension]),
        count: 1,
        sum: value ?? 0,
        buckets: new Map(spread && value !== undefined ? [[bucketOf(value), 1]] : []),
      });
    }
    return tally.cells();
  }

  async function counted(
    tenantId: string,
    among: Among & { readonly moment: string },
    after: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<string[]> {
    const seen = await seenAt(tenantId, among.moment);
    const ids = new Set<string>();
    const { filter, sort } = occurredBy(tenantId, among, after);
    const cursor = occurrences.find(
      { ...filter, ...mayBeSeen(seen) },
      {
        ...(sort ? { sort } : {}),
        allowDiskUse: true,
        projection: { conversationId: 1, recordedAt: 1, revision: 1 },
        batchSize: limit,
        maxTimeMS: countMs,
      },
    );
    try {
      for await (const document of cursor) {
        signal.throwIfAborted();
        if (sees(seen, document)) ids.add(document.conversationId);
        if (ids.size >= limit) break;
      }
    } finally {
      await cursor.close();
    }
    return [...ids];
  }

  async function moves(tenantId: string, moment: string, ids: readonly string[]): Promise<Occurrence[]> {
    const seen = await seenAt(tenantId, moment);
    const { filter, hint } = movesOf(tenantId, ids);
    const found = await occurrences
      .find({ ...filter, ...isSeen(seen, ids) }, { ...(hint ? { hint } : {}), batchSize: 1_000, maxTimeMS: readMs })
      .toArray();
    return found
      .toSorted((a, b) => a.seq - b.seq)
      .map(({ conversationId, kind, seq, at, channel, stage, agent, owner }) => ({
        ...{ conversationId, kind, seq, at: at.getTime(), channel, stage, agent, owner },
      }));
  }

  return {
    count: (tenantId, query, signal) => guarded('read', () => count(tenantId, query, signal)),
    counted: (tenantId, selection, after, limit, signal) =>
      guarded('read', () => counted(tenantId, selection, after, limit, signal)),
    moves: (tenantId, moment, ids) => guarded('read', async () => (ids.length > 0 ? moves(tenantId, moment, ids) : [])),
    earliest: (tenantId, kind) =>
      guarded('read', async () => {
        const { filter, sort } = earliestOf(tenantId, kind);
        const found = await occurrences.findOne(filter, { ...(sort ? { sort } : {}), maxTimeMS: readMs });
        return found?.at.getTime();
      }),
  };
}
