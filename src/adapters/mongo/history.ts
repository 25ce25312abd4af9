import { createHash, randomUUID } from 'node:crypto';
import { DomainError } from '../../domain/errors.js';
import type { History, Moment, Then } from '../../domain/history.js';
import { readMs, writeMs } from './client.js';
import { type Collections, type MomentDocument, version } from './documents.js';
import { guarded } from './failures.js';
import { conversationsById, momentById, occurrencesOf, recordedSince } from './queries.js';
import { attemptMs } from './transaction.js';

/** How far the clocks of processes may be apart, and that of the server from theirs. */
const skewMs = 10_000;
/**
 * A commit that is not seen at a moment was begun at most so long before it: what was recorded earlier is there or never
 * will be. Of what was recorded later a moment names what it saw.
 */
export const unsettledMs = 2 * attemptMs + skewMs;
/** Moments that saw few commits just before carry them in their text. */
const mostInText = 3;
export const keptDays = 90;
/** Conversations with commits within `unsettledMs` that one moment can tell of. */
const mostRecent = 100_000;
/** Conversations that are looked at in one go. */
const batch = 200;

/** A moment as it is worked with. */
export interface Seen {
  readonly at: number;
  /** By the digest of a conversation's id, the newest revision that was seen of those that had commits since `settledAt`. */
  readonly recent: ReadonlyMap<string, number>;
  /** All that was recorded before this is seen. */
  readonly settledAt: number;
}

/** When that was recorded of which a moment may have seen a part alone; by clocks that may be ahead of its own. */
export function unsettledWindow({ at, settledAt }: Seen): { readonly from: number; readonly to: number } {
  return { from: settledAt, to: at + skewMs };
}

type Recent = readonly (readonly [conversation: string, revision: number])[];

/** The text of a moment. */
type Written = { readonly at: number } & ({ readonly recent: Recent } | { readonly id: string });

/** What a moment knows a conversation by. */
function digestOf(conversationId: string): string {
  return createHash('sha256').update(conversationId).digest('base64url').slice(0, 20);
}

/** The newest revision of a conversation that a moment saw, of those that had commits just before it. */
export function revisionAt({ recent }: Seen, conversationId: string): number | undefined {
  return recent.size === 0 ? undefined : recent.get(digestOf(conversationId));
}

/** Reads moments; throws `moment-forgotten`. */
export function makeMoments({ moments }: Pick<Collections, 'moments'>) {
  return async (tenantId: string, moment: Moment): Promise<Seen> => {
    const written: Written = JSON.parse(moment);
    const { at } = written;
    if ('recent' in written) return { at, recent: new Map(written.recent), settledAt: at - unsettledMs };
    const kept = await moments.findOne(momentById(tenantId, written.id).filter, { maxTimeMS: readMs });
    if (!kept) throw new DomainError({ kind: 'moment-forgotten', keptDays });
    const recent = new Map(kept.recent.map(({ of, revision }) => [of, revision]));
    return { at, recent, settledAt: at - unsettledMs };
  };
}

export function makeHistory(collections: Collections): History {
  const { conversations, occurrences, moments } = collections;
  const seenAt = makeMoments(collections);

  async function now(tenantId: string): Promise<Moment> {
    const at = Date.now();
    const found = await occurrences
      .aggregate<{ _id: string; revision: number }>(
        [
          { $match: recordedSince(tenantId, at - unsettledMs).filter },
          { $group: { _id: '$conversationId', revision: { $max: '$revision' } } },
          { $limit: mostRecent + 1 },
        ],
        { maxTimeMS: readMs, batchSize: 10_000 },
      )
      .toArray();
    if (found.length > mostRecent) throw new DomainError({ kind: 'store-unavailable', retryAfterMs: unsettledMs });
    const recent = found.map(({ _id, revision }) => [digestOf(_id), revision] as const);
    if (recent.length <= mostInText) return JSON.stringify({ at, recent } satisfies Written);
    const id = randomUUID();
    const document: MomentDocument = {
      _id: id,
      v: version,
      tenantId,
      at: new Date(at),
      recent: recent.map(([of, revision]) => ({ of, revision })),
    };
    await moments.insertOne(document, { maxTimeMS: writeMs });
    return JSON.stringify({ at, id } satisfies Written);
  }

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
    timeOf: (moment) => (JSON.parse(moment) as Written).at,
    lastSeqs: (tenantId, moment, ids) =>
      guarded('read', async () => (ids.length > 0 ? lastSeqs(tenantId, moment, ids) : new Map())),
    archived: (tenantId, moment, ids) =>
      guarded('read', async () => (ids.length > 0 ? archived(tenantId, moment, ids) : new Set<string>())),
    conversations: (tenantId, query) => guarded('read', () => page(tenantId, query)),
  };
}

/** What of these conversations a moment saw. */
export function isSeen(seen: Seen, ids: readonly string[]) {
  const settled = { recordedAt: { $lt: new Date(seen.settledAt) } };
  const named = ids.flatMap((conversationId) => {
    const revision = revisionAt(seen, conversationId);
    return revision === undefined ? [] : [{ conversationId, revision: { $lte: revision } }];
  });
  return named.length > 0 ? { $or: [settled, ...named] } : settled;
}
