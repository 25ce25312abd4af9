import { randomUUID } from 'node:crypto';
import { Binary } from 'mongodb';
import { DomainError } from '../../domain/errors.js';
import type { Moment } from '../../domain/history.js';
import { readMs, writeMs } from './client.js';
import type { Collections } from './collections.js';
import { type MomentDocument, version } from './documents.js';
import type { OccurrenceDocument } from './occurrences.js';
import { momentById, recordedSince } from './queries.js';
import { pack, revisionIn } from './revisions.js';
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

/** A moment as it is worked with. */
export interface Seen {
  readonly at: number;
  /** Of the conversations that had commits since `settledAt` the newest revision that was seen, packed. */
  readonly recent: Buffer;
  /** All that was recorded before this is seen. */
  readonly settledAt: number;
}

type Recorded = Pick<OccurrenceDocument, 'conversationId' | 'revision' | 'recordedAt'>;

/** The text of a moment. `recent` is in base64, `id` that of its document. */
type Written = { readonly at: number } & ({ readonly recent: string } | { readonly id: string });

/** When that was recorded of which a moment may have seen a part alone; by clocks that may be ahead of its own. */
export function unsettledWindow({ at, settledAt }: Seen): { readonly from: number; readonly to: number } {
  return { from: settledAt, to: at + skewMs };
}

export function isSettled({ settledAt }: Seen) {
  return { recordedAt: { $lt: new Date(settledAt) } };
}

/** All that a moment saw, and some that it did not see. */
export function mayBeSeen(seen: Seen) {
  return { recordedAt: { $lt: new Date(unsettledWindow(seen).to) } };
}

/** What of these conversations a moment saw. */
export function isSeen(seen: Seen, ids: readonly string[]) {
  const named = ids.flatMap((conversationId) => {
    const revision = revisionIn(seen.recent, conversationId);
    return revision === undefined ? [] : [{ conversationId, revision: { $lte: revision }, ...mayBeSeen(seen) }];
  });
  return named.length > 0 ? { $or: [isSettled(seen), ...named] } : isSettled(seen);
}

/** The same, of one that is read. */
export function sees(seen: Seen, { conversationId, revision, recordedAt }: Recorded): boolean {
  return recordedAt.getTime() < seen.settledAt || revision <= (revisionIn(seen.recent, conversationId) ?? 0);
}

export function timeOf(moment: Moment): number {
  return (JSON.parse(moment) as Written).at;
}

/** Reads moments; throws `moment-forgotten`. */
export function makeMoments({ moments }: Pick<Collections, 'moments'>) {
  return async (tenantId: string, moment: Moment): Promise<Seen> => {
    const written: Written = JSON.parse(moment);
    const { at } = written;
    const settledAt = at - unsettledMs;
    if ('recent' in written) return { at, recent: Buffer.from(written.recent, 'base64'), settledAt };
    const kept = await moments.findOne(momentById(tenantId, written.id).filter, { maxTimeMS: readMs });
    if (!kept) throw new DomainError({ kind: 'moment-forgotten', keptDays });
    return { at, recent: Buffer.from(kept.recent.value()), settledAt };
  };
}

/** Takes moments: one at a time of a tenant. */
export function makeNow({ occurrences, moments, meta }: Pick<Collections, 'occurrences' | 'moments' | 'meta'>) {
  /**
   * Waits until all that is on the primary by now is on a majority: reads do not see it before, however old it is. Where a
   * majority lags or is away, no moment can be taken.
   */
  async function settled(): Promise<void> {
    const readConcern = { level: 'linearizable' as const };
    await meta.findOne({ _id: 'schema' }, { readConcern, projection: { _id: 1 }, maxTimeMS: readMs });
  }

  return sharingTheNext(async (tenantId): Promise<Moment> => {
    await settled();
    const at = Date.now();
    const found = await occurrences
      .aggregate<{ _id: string; revision: number }>(
        [
          { $match: recordedSince(tenantId, at - unsettledMs, 0).filter },
          { $group: { _id: '$conversationId', revision: { $max: '$revision' } } },
          { $limit: mostRecent + 1 },
        ],
        { maxTimeMS: readMs, batchSize: 10_000 },
      )
      .toArray();
    if (found.length > mostRecent) throw new DomainError({ kind: 'store-unavailable', retryAfterMs: unsettledMs });
    const recent = pack(found.map(({ _id, revision }) => [_id, revision]));
    if (found.length <= mostInText) {
      return JSON.stringify({ at, recent: recent.toString('base64') } satisfies Written);
    }
    const id = randomUUID();
    const own: MomentDocument = { _id: id, v: version, tenantId, at: new Date(at), recent: new Binary(recent) };
    await moments.insertOne(own, { maxTimeMS: writeMs });
    return JSON.stringify({ at, id } satisfies Written);
  });
}

/** Who comes while work of a key is under way shares the next, which begins after they came. */
function sharingTheNext<T>(work: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  const next = new Map<string, Promise<T>>();

  async function begin(key: string): Promise<T> {
    await underWay.get(key)?.catch(() => undefined);
    next.delete(key);
    const begun = work(key).finally(() => underWay.delete(key));
    underWay.set(key, begun);
    return begun;
  }

  return (key) => {
    const shared = next.get(key) ?? begin(key);
    next.set(key, shared);
    return shared;
  };
}
