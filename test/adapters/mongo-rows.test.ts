import { describe } from 'vitest';
import { openMongoRows } from '../../src/adapters/mem0/mongo-rows.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import { memoryRowsContract } from '../contracts/memory-rows.js';
import { mongoTest } from '../support/mongodb.js';
import { startProxy } from '../support/proxy.js';

describe.skipIf(!mongoTest())('MongoDB', () => {
  memoryRowsContract('rows in MongoDB', 12, async () => {
    const { uri, database } = mongoTest()!;
    // Makes the collections and their indexes.
    const store = await openMongoStore({ uri: `${uri}?minPoolSize=0`, database });
    const { hostname: host, port } = new URL(uri);
    const proxy = await startProxy({ host, port: Number(port) });
    const near = `${uri}?minPoolSize=0`;
    const through = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true&minPoolSize=0&serverSelectionTimeoutMS=500`;
    let rows = await openMongoRows(through, database);
    const other = await openMongoRows(near, database);
    return {
      get rows() {
        return rows;
      },
      other,
      async reopen() {
        await rows.close();
        rows = await openMongoRows(through, database);
        return rows;
      },
      async part() {
        proxy.cut();
      },
      async mend() {
        proxy.restore();
      },
      async dispose() {
        await Promise.all([rows.close(), other.close(), store.close()]);
        await proxy.close();
      },
    };
  });
});
