import { gunzipSync } from 'node:zlib';
import { Binary, type Document, MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import { archiveContract } from '../contracts/archive.js';
import { mongoTest } from '../support/mongodb.js';

const mongo = mongoTest();

describe.skipIf(!mongo)('MongoDB', () => {
  archiveContract('GridFS', async () => {
    const { uri, database } = mongo!;
    const store = await openMongoStore({ uri: `${uri}?minPoolSize=0`, database });
    const client = await new MongoClient(uri).connect();
    const db = client.db(database);
    const files = db.collection<{ _id: string } & Document>('archive.files');
    const chunks = db.collection<{ files_id: string; n: number; data: Binary } & Document>('archive.chunks');
    const bytesOf = async (key: string) => {
      const found = await chunks.find({ files_id: key }).sort({ n: 1 }).toArray();
      return Buffer.concat(found.map(({ data }) => data.buffer));
    };
    return {
      archive: store.archive,
      async damage(key, how) {
        const bytes = how(await bytesOf(key));
        if (!bytes) await chunks.deleteMany({ files_id: key });
        else await chunks.updateOne({ files_id: key, n: 0 }, { $set: { data: bytes } as never });
      },
      async everything() {
        const keys = await chunks.distinct('files_id');
        const texts = await Promise.all(keys.map(async (key) => [key, gunzipSync(await bytesOf(key))]));
        return [...texts, JSON.stringify(await files.find().toArray())].join('\n');
      },
      async dispose() {
        await store.close();
        await db.dropDatabase();
        await client.close();
      },
    };
  });

  it('what a put that was killed has left goes by its key', async () => {
    const { uri, database } = mongo!;
    const store = await openMongoStore({ uri: `${uri}?minPoolSize=0`, database: `${database}-left` });
    const client = await new MongoClient(uri).connect();
    const db = client.db(`${database}-left`);
    const chunks = db.collection<{ files_id: string } & Document>('archive.chunks');
    const left = ['t/c/1', 't/c/2'].map((key) => ({ files_id: key, n: 0, data: new Binary(Buffer.from('half')) }));
    await chunks.insertMany(left);
    await store.archive.remove('t/c/1', new AbortController().signal);
    expect(await chunks.distinct('files_id')).toEqual(['t/c/2']);
    await store.close();
    await db.dropDatabase();
    await client.close();
  });
});
