import { type ClientSession, type Document, MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { type Tenant, tenantOf } from '../contracts/tenant.js';
import { freshId } from '../support/build.js';
import { mongoTest } from '../support/mongodb.js';
import { until } from '../support/until.js';

const mongo = mongoTest();

describe.skipIf(!mongo)('what an open transaction of a process that is gone holds', () => {
  const minute = 60_000;
  let client: MongoClient;
  let session: ClientSession;
  let store: ConversationStore;
  let tenant: Tenant;
  let database: string;

  beforeAll(async () => {
    client = await new MongoClient(mongo!.uri).connect();
  });
  beforeEach(async () => {
    database = freshId('held');
    store = await openMongoStore({ uri: `${mongo!.uri}?minPoolSize=0`, database });
    tenant = tenantOf(store);
    session = client.startSession();
    session.startTransaction();
  });
  afterEach(async () => {
    await session.endSession();
    await client.db(database).dropDatabase();
    await store.close();
  });
  afterAll(() => client.close());

  async function hold(collection: string, filter: Document): Promise<void> {
    const { deletedCount } = await client.db(database).collection(collection).deleteOne(filter, { session });
    expect(deletedCount).toBe(1);
  }

  it('keeps no other turn from being taken over', async () => {
    const turns = [await tenant.running(1), await tenant.running(1), await tenant.running(1)];
    const [held, ...free] = turns.map(({ id }) => id);
    await hold('turns', { turnId: held });
    const taken: string[] = [];
    await until('the others are taken over', async () => {
      taken.push(...(await store.takeExpired('w', minute, 10)).map(({ id }) => id));
      return taken.length === 2;
    });
    expect(taken.toSorted()).toEqual(free.toSorted());
    expect(await store.takeExpired('w', minute, 10)).toEqual([]);
    await session.abortTransaction();
    expect((await store.takeExpired('w', minute, 10)).map(({ id }) => id)).toEqual([held]);
  });

  it('keeps no other turn from being taken over, however many it holds', async () => {
    const held = await Promise.all(Array.from({ length: 25 }, () => tenant.running(1)));
    const free = await tenant.running(50);
    await client
      .db(database)
      .collection('turns')
      .deleteMany({ turnId: { $in: held.map(({ id }) => id) } }, { session });
    await until('the one behind them is taken over', async () => {
      return (await store.takeExpired('w', minute, 10)).some(({ id }) => id === free.id);
    });
  });

  it('keeps no other lesson from being taken', async () => {
    const [held, ...free] = await tenant.left({ userId: 'a' }, { userId: 'b' }, { userId: 'c' });
    await hold('lessons', { userId: held!.userId });
    const ids = async () => (await store.takeLessons('w', minute, 10)).map(({ id }) => id);
    expect((await ids()).toSorted()).toEqual(free.map(({ id }) => id).toSorted());
    expect(await ids()).toEqual([]);
    await session.abortTransaction();
    expect(await ids()).toEqual([held!.id]);
  });

  it('keeps no other erasure from going on', async () => {
    const orders = ['a', 'b', 'c'].map((userId) => {
      const own = { id: freshId('erasure'), request: userId, subject: userId, userId, tenantId: tenant.id };
      return { ...own, startedAt: Date.now(), erased: {}, attempt: 0 };
    });
    for (const erasure of orders) await store.erasures.begin(erasure);
    await hold('erasures', { userId: 'a' });
    const users = async () => (await store.erasures.take(minute, 10)).map(({ userId }) => userId);
    expect((await users()).toSorted()).toEqual(['b', 'c']);
    expect(await users()).toEqual([]);
    await session.abortTransaction();
    expect(await users()).toEqual(['a']);
  });
});
