import { gunzipSync } from 'node:zlib';
import { type Binary, type Document, MongoClient } from 'mongodb';
import { describe } from 'vitest';
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
});
