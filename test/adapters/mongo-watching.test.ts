import { type CommandStartedEvent, type Document, MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import type { ConversationStore, StoreChange } from '../../src/domain/ports.js';
import { type Tenant, tenantOf } from '../contracts/tenant.js';
import { freshId } from '../support/build.js';
import { canFail } from '../support/mongo-server.js';
import { mongoTest } from '../support/mongodb.js';
import { type FaultProxy, startProxy } from '../support/proxy.js';
import { until } from '../support/until.js';

const mongo = mongoTest();
const tellsFaults = mongo !== undefined && (await canFail(mongo.uri));

describe.skipIf(!mongo)('the change stream of the MongoDB store', () => {
  const appName = freshId('watching');
  let proxy: FaultProxy;
  let admin: MongoClient;
  /** Watches through the proxy. */
  let store: ConversationStore;
  /** Another process, which nothing disturbs. */
  let other: ConversationStore;
  let tenant: Tenant;
  let warnings: string[];
  let clients: MongoClient[];
  const sent: CommandStartedEvent[] = [];
  /** Of cursors that are open, the ids. */
  const cursors = new Set<string>();

  beforeAll(async () => {
    const { hostname, port } = new URL(mongo!.uri);
    proxy = await startProxy({ host: hostname, port: Number(port) });
    admin = await new MongoClient(mongo!.uri).connect();
    other = await openMongoStore({ uri: `${mongo!.uri}?minPoolSize=0`, database: mongo!.database });
  });
  beforeEach(async () => {
    warnings = [];
    clients = [];
    sent.length = 0;
    cursors.clear();
    const more = 'directConnection=true&minPoolSize=0&serverSelectionTimeoutMS=400&socketTimeoutMS=800';
    store = await openMongoStore({
      uri: `mongodb://127.0.0.1:${proxy.port}/?appName=${appName}&${more}`,
      database: mongo!.database,
      warn: (message) => warnings.push(message),
      onClient: observe,
    });
    tenant = tenantOf(other);
  });
  afterEach(async () => {
    proxy.restore();
    if (tellsFaults) await fail('off', {});
    await store.close();
  });
  afterAll(async () => {
    await other.close();
    await admin.db(mongo!.database).dropDatabase();
    await admin.close();
    await proxy.close();
  });

  function observe(client: MongoClient): void {
    clients.push(client);
    client.on('commandStarted', (event) => sent.push(event));
    client.on('commandSucceeded', ({ commandName, reply }) => {
      const { cursor, cursorsKilled = [] } = reply as Document;
      if (commandName === 'aggregate') cursors.add(String(cursor.id));
      for (const id of cursorsKilled) cursors.delete(String(id));
    });
  }

  const fail = (mode: object | string, data: object) =>
    admin.db('admin').command({ configureFailPoint: 'failCommand', mode, data: { ...data, appName } });
  const streams = () => sent.filter(({ commandName }) => commandName === 'aggregate');

  /** What one listener was told of conversations, and how often of a gap. */
  async function watcher() {
    const ids: string[] = [];
    let gaps = 0;
    const stop = await store.watch((change: StoreChange) => {
      if (change.kind === 'gap') gaps++;
      else if (change.tenantId === tenant.id) ids.push(change.conversationId);
    });
    return { ids, stop, gaps: () => gaps };
  }

  it('is one for a thousand listeners, each is told, and none once the last has left', async () => {
    const many = await Promise.all(Array.from({ length: 1_000 }, watcher));
    const head = await tenant.said(await tenant.opened());
    await until('all are told', () => many.every(({ ids }) => ids.length === 2));
    expect(streams().length).toBe(1);
    expect(cursors.size).toBe(1);
    expect(new Set(many.flatMap(({ ids }) => ids))).toEqual(new Set([head.id]));
    for (const { stop } of many.slice(1)) stop();
    expect(cursors.size).toBe(1);
    many[0]!.stop();
    await until('it is closed', () => cursors.size === 0);
    const before = sent.length;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(sent.length).toBe(before);
    (await watcher()).stop();
    await until('it is closed again', () => cursors.size === 0 && streams().length === 2);
  });

  it('has a small pool of its own, limits of time, and asks for nothing but ids', async () => {
    const { stop } = await watcher();
    const own = clients.filter(({ options }) => options.maxPoolSize === 2);
    expect([clients.length, own.length, own[0]?.options.minPoolSize]).toEqual([2, 1, 0]);
    const [{ command }] = streams() as [CommandStartedEvent];
    expect(command).toMatchObject({ aggregate: 'conversations', readConcern: { level: 'majority' } });
    expect(command.maxTimeMS).toBeGreaterThan(0);
    expect(command.pipeline.at(-1)).toEqual({
      $project: { 'fullDocument.tenantId': 1, 'fullDocument.conversationId': 1 },
    });
    const more = await until('it is read on', () => sent.find(({ commandName }) => commandName === 'getMore'));
    expect(more.command.maxTimeMS).toBeLessThan(800);
    stop();
  });

  it('tells of a commit whether the server has it as a change or as a replacement, and of nothing else', async () => {
    const heads = admin.db(mongo!.database).collection('conversations');
    const raw = heads.watch();
    const kinds: string[] = [];
    raw.on('change', ({ operationType }) => kinds.push(operationType));
    const { ids, stop } = await watcher();
    const [one, two] = [await tenant.opened(), await tenant.opened()];
    await tenant.said(one);
    await heads.updateOne({ conversationId: one.id }, { $set: { indexed: { version: 1, through: 0 } } });
    const { _id, ...head } = (await heads.findOne({ conversationId: two.id }))!;
    await heads.replaceOne({ _id }, { ...head, commitId: 'another' });
    await until('it is told', () => ids.length >= 4);
    expect(ids).toEqual([one.id, two.id, one.id, two.id]);
    // As any server has it: a replacement alone is told whole, what a pipeline writes as what differs.
    await until('all came', () => kinds.length >= 5);
    expect(kinds).toEqual(['insert', 'insert', 'update', 'update', 'replace']);
    await raw.close();
    stop();
  });

  it('ends with the store, whoever still listens', async () => {
    const one = await watcher();
    await store.close();
    await tenant.opened();
    const before = sent.length;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect([sent.length, one.ids.length]).toEqual([before, 0]);
  });

  /** Commits elsewhere while `disturb` goes on, and waits until every one of them is told. */
  async function nothingLost(disturb: () => Promise<void>): Promise<{ readonly gaps: () => number }> {
    const told = await watcher();
    const committed: string[] = [];
    let going = true;
    const commits = (async () => {
      while (going) {
        committed.push((await tenant.opened()).id);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    try {
      await disturb();
    } finally {
      going = false;
      await commits;
    }
    await until('all are told', () => committed.every((id) => told.ids.includes(id)));
    expect(committed.length).toBeGreaterThan(10);
    expect(streams().length).toBeGreaterThan(1);
    const resumed = streams()
      .slice(1)
      .map(({ command }) => command.pipeline[0].$changeStream.resumeAfter);
    for (const token of resumed) expect(token).toBeDefined();
    told.stop();
    return told;
  }

  for (const how of ['cut', 'hang'] as const) {
    it(`whose connection breaks (${how}) loses nothing: it goes on where it was`, async () => {
      const { gaps } = await nothingLost(async () => {
        for (let i = 0; i < 3; i++) {
          proxy[how]();
          await new Promise((resolve) => setTimeout(resolve, how === 'hang' ? 1_200 : 150));
          proxy.restore();
          await new Promise((resolve) => setTimeout(resolve, 1_000));
        }
      });
      expect(gaps()).toBeLessThan(6);
    });
  }

  it('that is away for longer tells so every two seconds, and goes on where it was', async () => {
    const { gaps } = await nothingLost(async () => {
      proxy.cut();
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      proxy.restore();
    });
    expect(gaps()).toBeGreaterThanOrEqual(2);
    expect(gaps()).toBeLessThan(7);
    expect(warnings).toContainEqual(expect.stringContaining('change stream'));
  });

  describe.skipIf(!tellsFaults)('as the server tells it', () => {
    for (const [what, data] of [
      ['is killed', { errorCode: 237 }],
      ['is unknown to the server', { errorCode: 43 }],
      ['is interrupted', { errorCode: 11601 }],
      ['loses its connection', { closeConnection: true }],
    ] as const) {
      it(`whose cursor ${what} loses nothing`, async () => {
        await nothingLost(async () => {
          for (let i = 0; i < 4; i++) {
            await fail({ times: 1 }, { failCommands: ['getMore'], ...data });
            await new Promise((resolve) => setTimeout(resolve, 600));
          }
        });
      });
    }

    it('whose history is lost tells a gap, and of every commit after it', async () => {
      const told = await watcher();
      await tenant.opened();
      await until('it is told', () => told.ids.length === 1);
      await fail({ times: 1 }, { failCommands: ['getMore'], errorCode: 286 });
      await until('the gap is told', () => told.gaps() > 0);
      expect(streams().at(-1)?.command.pipeline[0].$changeStream.resumeAfter).toBeUndefined();
      const { id } = await tenant.opened();
      await until('the commit after it is told', () => told.ids.includes(id));
      told.stop();
    });

    it('that the server does not have: gaps, until it has', async () => {
      await fail('alwaysOn', { failCommands: ['aggregate'], errorCode: 40573 });
      const told = await watcher();
      await until('gaps are told', () => told.gaps() >= 2);
      expect(streams().length).toBeLessThan(12);
      await fail('off', {});
      await until('it is there', () => cursors.size === 1);
      const { id } = await tenant.opened();
      await until('a commit is told', () => told.ids.includes(id));
      told.stop();
    });

    it('that fails again and again is not asked for in a hurry', async () => {
      const told = await watcher();
      await fail('alwaysOn', { failCommands: ['getMore'], errorCode: 43 });
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      expect(streams().length).toBeLessThan(14);
      expect(cursors.size).toBeLessThanOrEqual(streams().length);
      told.stop();
    });
  });
});
