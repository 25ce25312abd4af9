import type { Db, MongoClient } from 'mongodb';
import { DomainError } from '../../domain/errors.js';
import { readMs } from './client.js';
import type { Collections } from './collections.js';
import { version } from './documents.js';
import { classify } from './failures.js';
import { checkIndexes, ensureIndexes, type IndexProblem } from './index-upkeep.js';
import { checkCollections, ensureCollections } from './schema.js';

/** The server keeps no transactions: a single mongod that is not a replica set. */
export class TransactionsUnsupported extends Error {
  override readonly name = 'TransactionsUnsupported';
  constructor() {
    super(
      'the MongoDB server is a standalone one and has no transactions: start it with --replSet and run rs.initiate()',
    );
  }
}

/** Indexes are missing or different that the store's promises stand on, or that reads name. */
export class IndexesMissing extends Error {
  override readonly name = 'IndexesMissing';
  readonly problems: readonly IndexProblem[];
  constructor(problems: readonly IndexProblem[]) {
    const list = problems.map(({ index, problem }) => `${index.collection}.${index.name} is ${problem}`);
    super(`${list.join(', ')}: colloquy doctor --fix`);
    this.problems = problems;
  }
}

/** What the server is: `problem` when the store cannot work with it, `warning` when it can but should not. */
export async function inspectServer(client: MongoClient): Promise<{
  readonly detail: string;
  readonly problem?: TransactionsUnsupported;
  readonly warning?: string;
}> {
  const hello = await client.db('admin').command({ hello: 1, maxTimeMS: readMs });
  const sharded = hello.msg === 'isdbgrid';
  if (!sharded && typeof hello.setName !== 'string') {
    return { detail: 'standalone', problem: new TransactionsUnsupported() };
  }
  const detail = sharded ? 'sharded cluster' : `replica set ${hello.setName}`;
  if (!Array.isArray(hello.arbiters) || hello.arbiters.length === 0) return { detail };
  return { detail, warning: 'the replica set has an arbiter: with one data node down, majority writes wait' };
}

/** Throws `document-too-new` when a newer version has declared that this one may not work here. */
export async function expectReadable({ meta }: Collections): Promise<{ readonly made: boolean }> {
  const schema = await meta.findOne({ _id: 'schema' }, { maxTimeMS: readMs });
  const needed = Math.max(schema?.minReader ?? 1, schema?.v ?? 1);
  if (needed > version) {
    throw new DomainError({ kind: 'document-too-new', document: 'meta schema', version: needed });
  }
  return { made: schema !== null };
}

/** Makes all that is missing, and marks the database as made. */
export async function makeSchema(db: Db, collections: Collections): Promise<void> {
  await ensureCollections(db);
  await ensureIndexes(db);
  await markMade(collections);
}

/** From now on what is missing is a problem, not something that is still to be made. */
export async function markMade({ meta }: Collections): Promise<void> {
  try {
    await meta.insertOne({ _id: 'schema', v: version, minReader: 1 });
  } catch (error) {
    if (classify(error, 'write') !== 'duplicate') throw error;
  }
}

/**
 * Makes a fresh database, checks one that is in use. A database counts as fresh until it is marked as made, as long as
 * no head is in it: of several processes that start at once, none takes the half-made work of another for damage.
 */
export async function prepare(db: Db, collections: Collections, warn: (message: string) => void): Promise<void> {
  const { made } = await expectReadable(collections);
  if (!made && (await isEmpty(collections))) return makeSchema(db, collections);
  const problems = await checkIndexes(db);
  const fatal = problems.filter(({ index }) => index.unique || index.named);
  if (fatal.length > 0) throw new IndexesMissing(fatal);
  for (const { index, problem } of problems) {
    warn(`the index ${index.collection}.${index.name} is ${problem} (${index.serves}): colloquy doctor --fix`);
  }
  for (const { collection, problem } of await checkCollections(db)) {
    const what = problem === 'missing' ? 'is missing' : 'has another validator';
    warn(`the collection ${collection} ${what}: colloquy doctor --fix`);
  }
}

export async function isEmpty({ conversations, entries, turns }: Collections): Promise<boolean> {
  const options = { projection: { _id: 1 as const }, maxTimeMS: readMs };
  const some = await Promise.all([
    conversations.findOne({}, options),
    entries.findOne({}, options),
    turns.findOne({}, options),
  ]);
  return some.every((one) => one === null);
}
