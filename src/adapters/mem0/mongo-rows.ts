import { Binary, type Collection, type Filter, type MongoClient } from 'mongodb';
import { DomainError } from '../../domain/errors.js';
import type { MemoryOwner } from '../../domain/memory.js';
import { connect, durable, readMs, within, writeMs } from '../mongo/client.js';
import { collectionsOf } from '../mongo/collections.js';
import { keyOf, type MemoryDocument, type MemoryOwnerDocument, version } from '../mongo/documents.js';
import { classify, guarded, unavailable } from '../mongo/failures.js';
import { scope } from '../mongo/queries.js';
import { type TransactionLimits, transact } from '../mongo/transaction.js';
import { asMemoryError, firstEpoch, type Head, hashOf, type MemoryRows, type NewRow, type Row } from './rows.js';

const counted = 100_000;
/** Writes of one owner wait for each other by trying again: fifty at once all get through. */
const limits: TransactionLimits = { attempts: 100, commits: 3, deadlineMs: 10_000 };

/** Memories in MongoDB, with a client of their own. The collections are made with those of the conversations. */
export async function openMongoRows(uri: string, database: string): Promise<MemoryRows> {
  const client = await answered('read', () => connect(uri));
  const { memories, memoryOwners } = collectionsOf(durable(client, database));
  return makeRows(client, memories, memoryOwners);
}

function makeRows(
  client: MongoClient,
  memories: Collection<MemoryDocument>,
  owners: Collection<MemoryOwnerDocument>,
): MemoryRows {
  const find = (filter: Filter<MemoryDocument>, sort: Record<string, 1 | -1>, limit: number) =>
    answered('read', async () =>
      limit <= 0 ? [] : (await memories.find(filter, { sort, limit, maxTimeMS: readMs }).toArray()).map(toRow),
    );

  /** The owner's document is the lock of all of the owner's: numbers are given in the order of the commits. */
  async function insertAll(owner: MemoryOwner, rows: readonly NewRow[]): Promise<Row[]> {
    const hashes = [...new Set(rows.map(({ text }) => hashOf(text)))];
    if (hashes.length === 0) return [];
    for (let tries = 0; tries < limits.attempts; tries++) {
      await lockable(owner);
      const stored = await insertLocked(owner, rows, hashes);
      if (stored) return stored;
    }
    throw unavailable(new Error('the owner was erased again and again'));
  }

  /** Undefined when the owner's document went meanwhile: the owner is being erased. */
  function insertLocked(owner: MemoryOwner, rows: readonly NewRow[], hashes: readonly string[]) {
    return transacted<Row[] | undefined>(async (session) => {
      const options = within(session);
      const there = await memories.find({ ...of(owner), hash: { $in: [...hashes] } }, options).toArray();
      const stored = new Map(there.map((document) => [document.hash, toRow(document)]));
      const fresh = rows.filter(({ text }, i) => !stored.has(hashOf(text)) && isFirst(rows, i));
      if (fresh.length > 0) {
        const rise = { $inc: { number: fresh.length } };
        const head = await owners.findOneAndUpdate({ _id: ownerKey(owner) }, rise, {
          ...options,
          returnDocument: 'after',
        });
        if (!head) return { commit: false, result: undefined };
        const before = head.number - fresh.length;
        const numbered = fresh.map((row, i): Row => ({ ...row, number: before + i + 1 }));
        await memories.insertMany(
          numbered.map((row) => fromRow(owner, row)),
          options,
        );
        for (const row of numbered) stored.set(hashOf(row.text), row);
      }
      const result = rows.flatMap(({ text }) => stored.get(hashOf(text)) ?? []);
      // Also where nothing was written: what was read is durable then.
      return { commit: true, result };
    });
  }

  /** Makes the owner's document where there is none: made in a transaction, it would not keep two first ones apart. */
  async function lockable(owner: MemoryOwner): Promise<void> {
    const _id = ownerKey(owner);
    if (await owners.findOne({ _id }, { projection: { _id: 1 }, maxTimeMS: readMs })) return;
    try {
      await owners.insertOne({ _id, v: version, ...of(owner), number: 0, epoch: firstEpoch() }, { maxTimeMS: writeMs });
    } catch (error) {
      if (classify(error, 'write') !== 'duplicate') throw error;
    }
  }

  /** Changes rows that are there; `work` says whether it did, and then the epoch does. */
  function change(
    owner: MemoryOwner,
    work: (options: ReturnType<typeof within>) => Promise<boolean>,
  ): Promise<boolean> {
    return transacted(async (session) => {
      const options = within(session);
      const result = await work(options);
      if (result) await owners.updateOne({ _id: ownerKey(owner) }, { $inc: { epoch: 1 } }, options);
      return { commit: result, result };
    });
  }

  /** The owner's document goes with the last rows: who stores others at the same time waits, and begins anew. */
  function eraseSome(owner: MemoryOwner, limit: number): Promise<number> {
    return transacted(async (session) => {
      const options = within(session);
      const some = await memories.find(of(owner), { ...options, limit, projection: { memoryId: 1 } }).toArray();
      const ids = some.map(({ memoryId }) => memoryId);
      if (ids.length > 0) await memories.deleteMany({ ...of(owner), memoryId: { $in: ids } }, options);
      const gone = ids.length < limit ? (await owners.deleteOne({ _id: ownerKey(owner) }, options)).deletedCount : 0;
      return { commit: ids.length + gone > 0, result: ids.length };
    });
  }

  const transacted = <T>(work: Parameters<typeof transact<T>>[1]) =>
    answered('write', () => transact(client, work, limits));

  return {
    insert: (owner, rows) => answered('write', () => insertAll(owner, rows)),
    head: (owner) =>
      answered('read', async (): Promise<Head> => {
        const head = await owners.findOne({ _id: ownerKey(owner) }, { maxTimeMS: readMs });
        return { number: head?.number ?? 0, epoch: head?.epoch ?? 0 };
      }),
    after: (owner, number, limit) => find({ ...of(owner), number: { $gt: number } }, { number: 1 }, limit),
    byIds: (owner, ids) => find({ ...of(owner), memoryId: { $in: [...ids] } }, { memoryId: 1 }, ids.length),
    list: (owner, from, limit) => find({ ...of(owner), ...beyond(from) }, { createdAt: -1, memoryId: -1 }, limit),
    isLearned: async (owner, { conversationId, seq }) =>
      (await find({ ...of(owner), conversationId, seq }, { number: 1 }, 1)).length > 0,
    remove: (owner, id) =>
      change(
        owner,
        async (options) => (await memories.deleteOne({ ...of(owner), memoryId: id }, options)).deletedCount > 0,
      ),
    erase: eraseSome,
    count: (owner) => answered('read', () => memories.countDocuments(of(owner), { limit: counted, maxTimeMS: readMs })),
    settle: async () => true,
    unlike: (embedder, limit) =>
      answered('read', async () => {
        if (limit <= 0) return [];
        const options = { limit, maxTimeMS: readMs };
        const found = await memories.find({ embedder: { $ne: embedder } }, options).toArray();
        return found.map((document) => {
          const { tenantId, userId } = document;
          return { owner: { tenantId, userId }, row: toRow(document) };
        });
      }),
    countUnlike: (embedder) =>
      answered('read', () =>
        memories.countDocuments({ embedder: { $ne: embedder } }, { limit: counted, maxTimeMS: readMs }),
      ),
    async embed(owner, vectors) {
      if (vectors.size === 0) return;
      const operations = [...vectors].map(([id, { embedder, values }]) => ({
        updateOne: {
          filter: { ...of(owner), memoryId: id },
          update: { $set: { embedder, vector: binaryOf(values) } },
        },
      }));
      await change(owner, async (options) => (await memories.bulkWrite(operations, options)).matchedCount > 0);
    },
    close: () => client.close(),
  };
}

async function answered<T>(on: 'read' | 'write', work: () => Promise<T>): Promise<T> {
  try {
    return await guarded(on, work);
  } catch (error) {
    throw asMemoryError(error);
  }
}

/** Whether no row before it has the same text. */
function isFirst(rows: readonly NewRow[], at: number): boolean {
  return rows.findIndex(({ text }) => text === rows[at]?.text) === at;
}

function of({ tenantId, userId }: MemoryOwner): MemoryOwner {
  if (typeof userId !== 'string' || userId === '') throw new TypeError('a query needs an owner');
  return { ...scope(tenantId), userId };
}

function ownerKey(owner: MemoryOwner): string {
  const { tenantId, userId } = of(owner);
  return keyOf(tenantId, userId);
}

function beyond(from: { readonly createdAt: number; readonly id: string } | undefined): Filter<MemoryDocument> {
  if (!from) return {};
  const at = new Date(from.createdAt);
  return { createdAt: { $lte: at }, $or: [{ createdAt: { $lt: at } }, { memoryId: { $lt: from.id } }] };
}

function binaryOf(values: Int8Array): Binary {
  return new Binary(new Uint8Array(values.buffer, values.byteOffset, values.length));
}

function fromRow(owner: MemoryOwner, row: Row): MemoryDocument {
  const { id, number, text, metadata, createdAt, source, vector } = row;
  return {
    v: version,
    ...of(owner),
    memoryId: id,
    number,
    text,
    hash: hashOf(text),
    ...(metadata ? { metadata: JSON.stringify(metadata) } : {}),
    createdAt: new Date(createdAt),
    ...(source ?? {}),
    embedder: vector?.embedder ?? '',
    ...(vector ? { vector: binaryOf(vector.values) } : {}),
  };
}

function toRow(document: MemoryDocument): Row {
  const { v } = document;
  if (v > version)
    throw new DomainError({ kind: 'document-too-new', document: `memory ${document.memoryId}`, version: v });
  const { memoryId, number, text, metadata, createdAt, conversationId, seq, embedder, vector } = document;
  return {
    id: memoryId,
    number,
    text,
    createdAt: createdAt.getTime(),
    ...(metadata === undefined ? {} : { metadata: JSON.parse(metadata) }),
    ...(conversationId === undefined || seq === undefined ? {} : { source: { conversationId, seq } }),
    ...(vector === undefined ? {} : { vector: { embedder, values: Int8Array.from(new Int8Array(vector.value())) } }),
  };
}
