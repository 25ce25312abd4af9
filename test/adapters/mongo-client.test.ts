import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { clientOptions } from '../../src/adapters/mongo/client.js';

describe("the client's options", () => {
  it('are durable and bounded, and never the one limit that does nothing', () => {
    const options = new MongoClient('mongodb://h/', clientOptions('mongodb://h/')).options;
    expect(options).toMatchObject({
      appName: 'colloquy',
      retryWrites: true,
      retryReads: true,
      serverSelectionTimeoutMS: 2_500,
      connectTimeoutMS: 3_000,
      socketTimeoutMS: 10_000,
      waitQueueTimeoutMS: 1_000,
      maxPoolSize: 50,
      ignoreUndefined: false,
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority', j: true, wtimeout: 5_000 },
      readPreference: { mode: 'primary' },
    });
    expect(options.timeoutMS).toBeUndefined();
  });

  it('are what the URI says of pool, limits and fail-over', () => {
    const uri = 'mongodb://u:p%3F@h1,h2/db?maxPoolSize=3&socketTimeoutms=7&retryWrites=false&appName=x&replicaSet=r';
    const options = new MongoClient(uri, clientOptions(uri)).options;
    expect(options).toMatchObject({ maxPoolSize: 3, minPoolSize: 0, socketTimeoutMS: 7, retryWrites: false });
    expect(options).toMatchObject({ appName: 'x', replicaSet: 'r', waitQueueTimeoutMS: 1_000 });
  });
});
