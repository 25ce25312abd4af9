import { type Readable, Readable as ReadableStream } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Binary, type Db, type Filter, GridFSBucket, MongoGridFSChunkError, type ObjectId } from 'mongodb';
import { DomainError } from '../../domain/errors.js';
import { BlobBroken, type Blobs, BlobUnsettled } from '../archive/blobs.js';
import { durability, readMs, writeMs } from './client.js';
import type { Collections } from './collections.js';
import { classify } from './failures.js';

/** A file of GridFS; the `_id` is its key, which begins with the tenant. */
export interface ArchiveFileDocument {
  readonly _id: string;
  readonly length: number;
  readonly chunkSize: number;
  readonly uploadDate: Date;
  readonly filename: string;
}

export interface ArchiveChunkDocument {
  readonly _id: ObjectId;
  readonly files_id: string;
  readonly n: number;
  readonly data: Binary;
}

/** Keys that are read at once. */
const pageSize = 1_000;

/** Blobs in GridFS. A file's document is written after all its chunks: what has one is whole. */
export function archiveFiles(db: Db, collections: Collections): Blobs {
  const { 'archive.files': files, 'archive.chunks': chunks } = collections;
  const { writeConcern, readPreference } = durability;
  const bucket = new GridFSBucket(db, { bucketName: 'archive', writeConcern, readPreference });
  // The driver's types know ObjectIds alone; the server takes any.
  const idOf = (key: string) => key as unknown as ObjectId;

  async function put(key: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
    const upload = bucket.openUploadStreamWithId(idOf(key), key);
    try {
      await pipeline(ReadableStream.from(bytes), upload, { signal });
    } catch (error) {
      await remove(key).catch(() => undefined);
      // What was sent last is waited for no longer.
      const isLost = !(error instanceof DomainError) && classify(error, 'write') === 'unknown';
      throw signal.aborted || isLost ? new BlobUnsettled(error) : error;
    }
  }

  async function remove(key: string): Promise<void> {
    await files.deleteOne({ _id: key }, { maxTimeMS: writeMs });
    await chunks.deleteMany({ files_id: key }, { maxTimeMS: writeMs });
  }

  async function keys(prefix: string): Promise<string[]> {
    const found: string[] = [];
    for (let after = prefix; ; ) {
      const page = await files
        .find(beginning('_id', prefix, after), {
          projection: { _id: 1 },
          sort: { _id: 1 },
          limit: pageSize,
          maxTimeMS: readMs,
        })
        .toArray();
      found.push(...page.map(({ _id }) => _id));
      if (page.length < pageSize) return found;
      after = found.at(-1) ?? after;
    }
  }

  return {
    name: `GridFS ${db.databaseName}.archive`,
    put,
    async get(key, signal) {
      const there = await files.findOne({ _id: key }, { projection: { _id: 1 }, maxTimeMS: readMs });
      return there ? read(bucket.openDownloadStream(idOf(key)), signal) : undefined;
    },
    keys,
    remove,
    async removeParts(prefix) {
      const whole = await keys(prefix);
      await chunks.deleteMany(
        { $and: [beginning('files_id', prefix), { files_id: { $nin: whole } }] },
        { maxTimeMS: writeMs },
      );
    },
    async check() {
      await files.findOne({ _id: '' }, { maxTimeMS: readMs });
    },
    // The store's client has the connections.
    close: async () => undefined,
  };
}

/** All that begins with a prefix, which ends with a slash, and comes after one of them. */
export function beginning<D>(field: keyof D & string, prefix: string, after = prefix): Filter<D> {
  const behind = `${prefix.slice(0, -1)}0`;
  return { [field]: { $gt: after, $lt: behind } } as Filter<D>;
}

async function* read(download: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const stop = () => download.destroy(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    yield* download;
  } catch (error) {
    throw error instanceof MongoGridFSChunkError ? new BlobBroken(error.message, { cause: error }) : error;
  } finally {
    signal.removeEventListener('abort', stop);
    download.destroy();
  }
}
