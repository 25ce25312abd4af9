import type { Collection, Document, FindOptions, WithId } from 'mongodb';
import { readMs } from './client.js';
import { guarded } from './failures.js';
import type { Lookup } from './queries.js';

/** Documents that one reply of the server carries at most, besides its own limit in bytes. */
const maxBatch = 2_000;

/** Reads what a lookup says, in its order; of each document what `projection` names, where it is given. */
export function all<D extends Document, T>(
  from: Collection<D>,
  lookup: Lookup<D>,
  to: (document: WithId<D>) => T,
  projection?: Readonly<Partial<Record<keyof WithId<D>, 0 | 1>>>,
): Promise<T[]> {
  const { filter, sort, limit, hint, ms = readMs } = lookup;
  // To the server, a limit of 0 is none.
  if (limit <= 0) return Promise.resolve([]);
  const options: FindOptions = {
    limit,
    batchSize: Math.min(limit, maxBatch),
    maxTimeMS: ms,
    ...(sort === undefined ? {} : { sort }),
    ...(hint === undefined ? {} : { hint }),
    ...(projection === undefined ? {} : { projection }),
  };
  return guarded('read', async () => (await from.find(filter, options).toArray()).map(to));
}

export async function one<D extends Document, T>(
  from: Collection<D>,
  lookup: Lookup<D>,
  to: (document: WithId<D>) => T,
  projection?: Parameters<typeof all<D, T>>[3],
): Promise<T | undefined> {
  const [found] = await all(from, { ...lookup, limit: 1 }, to, projection);
  return found;
}
