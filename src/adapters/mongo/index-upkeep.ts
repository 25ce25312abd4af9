import type { Db, IndexDescription } from 'mongodb';
import type { CollectionName } from './collections.js';
import { type IndexSpec, indexes } from './indexes.js';

export interface IndexProblem {
  readonly index: IndexSpec;
  readonly problem: 'missing' | 'different';
  /** What stands in its place. */
  readonly found?: IndexDescription;
}

/** What is not as `indexes.ts` says. An index under another name that does the same is no problem. */
export async function checkIndexes(db: Db): Promise<IndexProblem[]> {
  const problems: IndexProblem[] = [];
  for (const collection of new Set(indexes.map((index) => index.collection))) {
    const there = await existing(db, collection);
    for (const index of indexes.filter((one) => one.collection === collection)) {
      const found = there.find((one) => sameKey(one, index) && sameFilter(one, index)) ?? named(there, index.name);
      if (!found) problems.push({ index, problem: 'missing' });
      else if (!does(found, index)) problems.push({ index, problem: 'different', found });
    }
  }
  return problems;
}

/** Makes what is missing. Fails where something else has the name or the key, or where duplicates are. */
export async function ensureIndexes(db: Db): Promise<void> {
  for (const collection of new Set(indexes.map((index) => index.collection))) {
    const wanted = indexes.filter((index) => index.collection === collection);
    await db.collection(collection).createIndexes(wanted.map(description));
  }
}

/** Makes one index, in place of whatever has its name or key. */
export async function replaceIndex(db: Db, { index, found }: IndexProblem): Promise<void> {
  const collection = db.collection(index.collection);
  if (found?.name !== undefined) await collection.dropIndex(found.name);
  await collection.createIndexes([description(index)]);
}

/** Keys that several documents share although the index is to be unique; a few of them. */
export async function duplicates(db: Db, index: IndexSpec, maxTimeMS: number): Promise<string[]> {
  const parts = Object.fromEntries(Object.keys(index.key).map((path) => [path, `$${path}`]));
  const found = await db
    .collection(index.collection)
    .aggregate([{ $group: { _id: parts, count: { $sum: 1 } } }, { $match: { count: { $gt: 1 } } }, { $limit: 5 }], {
      allowDiskUse: true,
      maxTimeMS,
      batchSize: 5,
    })
    .toArray();
  return found.map(({ _id, count }) => `${JSON.stringify(_id)} ${count} times`);
}

function description(index: IndexSpec): IndexDescription {
  const { name, key, unique, partial, expireAfterSeconds } = index;
  return {
    name,
    key,
    ...(unique ? { unique } : {}),
    ...(partial ? { partialFilterExpression: partial } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
  };
}

async function existing(db: Db, collection: CollectionName): Promise<IndexDescription[]> {
  // A collection that is not there has no indexes; the server says so with an error.
  if (!(await db.listCollections({ name: collection }, { nameOnly: true }).hasNext())) return [];
  return db.collection(collection).indexes();
}

function named(there: readonly IndexDescription[], name: string): IndexDescription | undefined {
  return there.find((one) => one.name === name);
}

function sameKey(found: IndexDescription, index: IndexSpec): boolean {
  // Order matters: both are compared as lists.
  return JSON.stringify(Object.entries(found.key)) === JSON.stringify(Object.entries(index.key));
}

function sameFilter(found: IndexDescription, index: IndexSpec): boolean {
  return JSON.stringify(found.partialFilterExpression ?? null) === JSON.stringify(index.partial ?? null);
}

function does(found: IndexDescription, index: IndexSpec): boolean {
  return (
    sameKey(found, index) &&
    sameFilter(found, index) &&
    (found.unique ?? false) === (index.unique ?? false) &&
    found.expireAfterSeconds === index.expireAfterSeconds
  );
}
