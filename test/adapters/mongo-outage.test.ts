import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { tenantOf } from '../contracts/tenant.js';
import {
  arriving,
  commitOf,
  endedTurn,
  freshId,
  keptRequest,
  opening,
  openingWith,
  pieceOf,
  userMessage,
  written,
} from '../support/build.js';
import { canFail } from '../support/mongo-server.js';
import { mongoTest } from '../support/mongodb.js';
import { type FaultProxy, startProxy } from '../support/proxy.js';
import { until } from '../support/until.js';

const mongo = mongoTest();
const gone = { fault: { kind: 'store-unavailable' } };

/** Faults that the server itself can be told to show: a mongod without test commands cannot. */
const tellsFaults = mongo !== undefined && (await canFail(mongo.uri));

describe.skipIf(!mongo)('the MongoDB store when things fail', () => {
  const appName = freshId('outage');
  let proxy: FaultProxy;
  let admin: MongoClient;
  let store: ConversationStore;

  beforeAll(async () => {
    const { hostname, port, searchParams } = new URL(mongo!.uri);
    proxy = await startProxy({ host: hostname, port: Number(port) });
    admin = await new MongoClient(mongo!.uri).connect();
    for (const [key, value] of Object.entries({
      appName,
      directConnection: 'true',
      minPoolSize: '0',
      serverSelectionTimeoutMS: '400',
      socketTimeoutMS: '400',
      connectTimeoutMS: '400',
    })) {
      searchParams.set(key, value);
    }
    const uri = `mongodb://127.0.0.1:${proxy.port}/?${searchParams}`;
    store = await openMongoStore({ uri, database: mongo!.database });
  });
  afterEach(async () => {
    proxy.restore();
    if (tellsFaults) await admin.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
  });
  afterAll(async () => {
    await store.close();
    await admin.db(mongo!.database).dropDatabase();
    await admin.close();
    await proxy.close();
  });

  const fail = (mode: object | string, data: object) =>
    admin.db('admin').command({ configureFailPoint: 'failCommand', mode, data: { ...data, appName } });
  const back = () =>
    until('the store answers again', () =>
      store.turn('none', 'none').then(
        () => true,
        () => false,
      ),
    );

  for (const how of ['cut', 'hang'] as const) {
    it(`a server that goes away (${how}) makes calls fail in time, and they work again when it is back`, async () => {
      const tenant = tenantOf(store);
      const turn = await tenant.running(60_000);
      const head = await tenant.stored(turn.conversationId);
      proxy[how]();
      const commit = commitOf(tenant.id, [written(arriving(head), head)]);
      const began = performance.now();
      const calls = [
        store.follow([{ turn, after: 0 }]),
        store.savePiece(turn, pieceOf(1)),
        store.conversation(tenant.id, head.id),
        store.conversations(tenant.id, { filter: {}, order: 'newest', limit: 1 }),
        store.commit(commit),
        store.renewLease(turn, 1_000),
        store.takeExpired('w', 1_000, 1),
        store.secret(),
      ];
      const outcomes = await Promise.allSettled(calls);
      // Every stage has a limit: to find a server, to wait for its reply, each with the driver's one retry.
      expect(performance.now() - began).toBeLessThan(10_000);
      for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: gone });
      proxy.restore();
      await back();
      expect(await store.commit(commit)).toBeUndefined();
      expect((await tenant.log(head.id)).map(({ seq }) => seq)).toEqual([1, 2]);
      expect(await store.renewLease(turn, 1_000)).toBe('held');
    });
  }

  it('a commit whose reply was lost is done, and done once', async () => {
    const tenant = tenantOf(store);
    for (let i = 0; i < 3; i++) {
      const turn = await tenant.running(60_000);
      const head = await tenant.stored(turn.conversationId);
      const over = { turn: endedTurn(turn), from: { status: 'RUNNING' as const, attempt: 1 } };
      const more = i === 0 ? {} : i === 1 ? { turns: [over] } : { request: keptRequest(head.id) };
      const commit = commitOf(tenant.id, [written(arriving(head, { text: 'once' }), head)], more);
      const before = proxy.lost;
      proxy.loseReplyTo('commitTransaction');
      expect(await store.commit(commit)).toBeUndefined();
      expect(proxy.lost).toBe(before + 1);
      expect(await store.commit(commit)).toBeUndefined();
      expect(await tenant.stored(head.id)).toMatchObject({ revision: 2, lastSeq: 2 });
      expect((await tenant.log(head.id)).map(({ seq }) => seq)).toEqual([1, 2]);
    }
  });

  it('the store goes away as it commits: unavailable, and the same commit again finds it done', async () => {
    const tenant = tenantOf(store);
    const head = await tenant.opened();
    const commit = commitOf(tenant.id, [written(arriving(head), head)]);
    const before = proxy.lost;
    proxy.loseReplyTo('commitTransaction', 'cut');
    await expect(store.commit(commit)).rejects.toMatchObject(gone);
    expect(proxy.lost).toBe(before + 1);
    proxy.restore();
    await back();
    expect(await store.commit(commit)).toBeUndefined();
    expect((await tenant.log(head.id)).length).toBe(2);
  });

  it('a write of a commit whose reply was lost does nothing until the whole is tried again', async () => {
    const tenant = tenantOf(store);
    const head = await tenant.opened();
    proxy.loseReplyTo('entries');
    expect(await store.commit(commitOf(tenant.id, [written(arriving(head), head)]))).toBeUndefined();
    expect((await tenant.log(head.id)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  describe.skipIf(!tellsFaults)('as the server tells it', () => {
    it('a commit that the server first refuses as interrupted is done once', async () => {
      const tenant = tenantOf(store);
      const head = await tenant.opened();
      await fail({ times: 2 }, { failCommands: ['commitTransaction'], closeConnection: true });
      expect(await store.commit(commitOf(tenant.id, [written(arriving(head), head)]))).toBeUndefined();
      expect(await tenant.stored(head.id)).toMatchObject({ revision: 2, lastSeq: 2 });
    });

    it('written, but not replicated in time: the commit is looked for, found, and done', async () => {
      const tenant = tenantOf(store);
      const head = await tenant.opened();
      const writeConcernError = { code: 64, errmsg: 'waiting for replication timed out' };
      await fail({ times: 3 }, { failCommands: ['commitTransaction'], writeConcernError });
      expect(await store.commit(commitOf(tenant.id, [written(arriving(head), head)]))).toBeUndefined();
      expect((await tenant.log(head.id)).length).toBe(2);
    });

    it('conflicts without end: unavailable after a bounded number of tries, and nothing is written', async () => {
      const tenant = tenantOf(store);
      const head = await tenant.opened();
      const errorLabels = ['TransientTransactionError'];
      await fail('alwaysOn', { failCommands: ['insert'], errorCode: 112, errorLabels });
      const began = performance.now();
      const commit = commitOf(tenant.id, [written(arriving(head), head)]);
      await expect(store.commit(commit)).rejects.toMatchObject(gone);
      expect(performance.now() - began).toBeLessThan(10_000);
      await fail('off', {});
      expect(await tenant.stored(head.id)).toEqual(head);
      expect(await store.commit(commit)).toBeUndefined();
    });

    it('a commit that conflicts with one that is there by now says what was taken', async () => {
      const tenant = tenantOf(store);
      const head = await tenant.opened();
      const request = keptRequest(head.id);
      await store.commit(commitOf(tenant.id, [written(arriving(head), head)], { request }));
      const errorLabels = ['TransientTransactionError'];
      await fail('alwaysOn', { failCommands: ['insert'], errorCode: 112, errorLabels });
      const other = openingWith(userMessage(), { tenantId: tenant.id });
      const same = opening({ tenantId: tenant.id, userId: head.userId });
      expect(
        await Promise.all([
          store.commit(commitOf(tenant.id, [written(other)], { request: { ...request, hash: 'other' } })),
          store.commit(commitOf(tenant.id, [written(same)])),
          store.commit(commitOf(tenant.id, [written(arriving(head), head)])),
        ]),
      ).toEqual(['request-taken', 'open-taken', 'stale']);
    });

    it('a piece whose reply was lost is kept, once', async () => {
      const turn = await tenantOf(store).running(60_000);
      const before = proxy.lost;
      proxy.loseReplyTo('pieces');
      await store.savePiece(turn, pieceOf(1));
      expect(proxy.lost).toBe(before + 1);
      expect(await store.pieces(turn, 0, 10)).toEqual([pieceOf(1)]);
    });

    it('a lease that a majority has later than the server waits for it is taken all the same', async () => {
      const writeConcernError = { code: 50, codeName: 'MaxTimeMSExpired', errmsg: 'operation exceeded time limit' };
      const { id, attempt } = await tenantOf(store).running(0);
      await fail('alwaysOn', { failCommands: ['findAndModify', 'update'], writeConcernError });
      const taken = await store.takeExpired('w', 60_000, 10);
      expect(taken.filter((turn) => turn.id === id)).toMatchObject([{ attempt: attempt + 1, worker: 'w' }]);
      const [lesson] = await tenantOf(store).left({ userId: 'ada' });
      expect(await store.takeLessons('w', 60_000, 10)).toMatchObject([{ id: lesson!.id, attempts: 1 }]);
    });

    it('a lease whose renewal loses its connection is renewed by the driver, once', async () => {
      const turn = await tenantOf(store).running(60_000);
      await fail({ times: 1 }, { failCommands: ['update'], closeConnection: true });
      expect(await store.renewLease(turn, 60_000)).toBe('held');
    });
  });
});
