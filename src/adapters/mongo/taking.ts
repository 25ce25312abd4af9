import {
  type Collection,
  type Document,
  type Filter,
  type InferIdType,
  MongoServerError,
  MongoWriteConcernError,
  type WithId,
} from 'mongodb';
import { takeMs } from './client.js';
import { classify } from './failures.js';
import type { Lookup } from './queries.js';
import { all } from './read.js';

/** The server's time limit: also what a write ends with that has waited for an open transaction's document. */
const tooLate = 50;
/** Of what is free, in which others may hold every one but the last. */
const mostPages = 10;

/**
 * Writes one document with a time limit; undefined where it did not come to that since somebody holds the document:
 * another process that was first, or an open transaction, maybe of a process that is gone. A write that a majority does
 * not have within that time is done all the same, as `late` reads off the server's answer: what its writer does with it
 * is not done unless it stays.
 */
export async function unlessHeld<T>(write: () => Promise<T>, late: (answer: Document) => T): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    const isLate = error instanceof MongoServerError && error.code === tooLate;
    if (isLate && error instanceof MongoWriteConcernError) return late(error.result);
    if (isLate || classify(error, 'write') === 'conflict') return undefined;
    throw error;
  }
}

/** Whether this has updated the one document that the filter finds; as `unlessHeld`, within `takeMs`. */
export async function updateUnlessHeld<D extends Document>(
  from: Collection<D>,
  filter: Filter<D>,
  update: Document[],
): Promise<boolean> {
  const matched = await unlessHeld(
    async () => (await from.updateOne(filter, update, { maxTimeMS: takeMs })).matchedCount,
    ({ n }) => n,
  );
  return matched === 1;
}

/**
 * Takes as many as `limit` of what is free, page by page, in their order: those that somebody holds, which `take` finds
 * undefined, keep none behind them from being taken.
 * @param free the next of what is free, without those that were seen
 */
export async function takeFree<D extends Document, T>(
  from: Collection<D>,
  limit: number,
  free: (limit: number, seen: readonly InferIdType<D>[]) => Lookup<D>,
  take: (one: WithId<D>) => Promise<T | undefined>,
): Promise<T[]> {
  const taken: T[] = [];
  const seen: InferIdType<D>[] = [];
  for (let page = 0; page < mostPages && taken.length < limit; page++) {
    const wanted = limit - taken.length;
    const found = await all(from, free(wanted, seen), (document) => document);
    const settled = await Promise.allSettled(found.map(take));
    taken.push(...settled.flatMap((one) => (one.status === 'fulfilled' && one.value !== undefined ? [one.value] : [])));
    const failed = settled.find((one) => one.status === 'rejected');
    // Those taken so far are the caller's: kept back, they would wait for another lease's length.
    if (failed && taken.length === 0) throw failed.reason;
    if (failed || found.length < wanted) break;
    seen.push(...found.map(({ _id }) => _id));
  }
  return taken;
}
