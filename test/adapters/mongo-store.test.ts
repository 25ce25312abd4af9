import { type Document, MongoClient, type UpdateFilter } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { indexes } from '../../src/adapters/mongo/indexes.js';
import { inspectMongo } from '../../src/adapters/mongo/inspect.js';
import { collectionNames, validator } from '../../src/adapters/mongo/schema.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { conversationStoreContract } from '../contracts/conversation-store.js';
import { tenantOf } from '../contracts/tenant.js';
import { commitOf, freshId, keptRequest, opening, pieceOf, written } from '../support/build.js';
import { installSecantus, startSecantus } from '../support/mongo-server.js';
import { mongoTest } from '../support/mongodb.js';
import { colloquy } from '../support/process.js';

const mongo = mongoTest();

describe.skipIf(!mongo)('MongoDB', () => {
  conversationStoreContract('the MongoDB store', async () => {
    const { uri, database } = mongoTest()!;
    const open = () => openMongoStore({ uri: `${uri}?minPoolSize=0`, database });
    let store = await open();
    return {
      store,
      async reopen() {
        await store.close();
        store = await open();
        return store;
      },
      async dispose() {
        await store.close();
        await dropped(uri, database);
      },
    };
  });

  describe('a database', () => {
    let client: MongoClient;
    let uri: string;
    let database: string;
    let stores: ConversationStore[];
    let warnings: string[];
    const db = () => client.db(database);
    const open = async () => {
      const store = await openMongoStore({ uri, database, warn: (message) => warnings.push(message) });
      stores.push(store);
      return store;
    };

    beforeAll(async () => {
      uri = `${mongo!.uri}?minPoolSize=0`;
      client = await new MongoClient(uri).connect();
    });
    beforeEach(() => {
      database = mongoTest()!.database;
      stores = [];
      warnings = [];
    });
    afterEach(async () => {
      await Promise.all(stores.map((store) => store.close()));
      await db().dropDatabase();
    });
    afterAll(() => client.close());

    it('that is fresh gets its collections, validators and indexes, also from several that start at once', async () => {
      await Promise.all(Array.from({ length: 5 }, open));
      expect(warnings).toEqual([]);
      for (const { collection, name, unique } of indexes) {
        const found = (await db().collection(collection).indexes()).find((index) => index.name === name);
        expect(found, name).toBeDefined();
        expect(found?.unique ?? false).toBe(unique ?? false);
      }
      const [turns] = await db().listCollections({ name: 'turns' }).toArray();
      expect(turns).toMatchObject({ options: { validator: validator('turns') } });
      expect(await inspectMongo(uri, database)).toEqual([
        { ok: true, what: 'server', detail: expect.stringMatching(/replica set|sharded/) },
        { ok: true, what: 'collections', detail: `all ${collectionNames.length}, with their validators` },
        { ok: true, what: 'indexes', detail: `all ${indexes.length}` },
      ]);
    });

    for (const index of indexes.filter(({ unique }) => unique)) {
      it(`without its unique index ${index.name} is not served until doctor --fix has made it`, async () => {
        const tenant = tenantOf(await open());
        const head = await tenant.opened();
        const of = db().collection(index.collection);
        await of.dropIndex(index.name);
        await expect(open()).rejects.toMatchObject({
          name: 'IndexesMissing',
          message: `${index.collection}.${index.name} is missing: colloquy doctor --fix`,
        });
        await of.createIndex(index.key, { name: index.name });
        await expect(open()).rejects.toThrow(`${index.collection}.${index.name} is different`);

        const what = `index ${index.collection}.${index.name}`;
        const found = await inspectMongo(uri, database);
        expect(found.filter(({ ok }) => !ok)).toEqual([
          { ok: false, what, detail: `different: serves ${index.serves}` },
        ]);
        expect((await inspectMongo(uri, database, { fix: true })).every(({ ok }) => ok)).toBe(true);
        expect(await (await open()).conversation(tenant.id, head.id)).toEqual(head);
      });
    }

    for (const { collection, name } of indexes.filter(({ named }) => named)) {
      it(`without the index ${name}, which reads name, is not served until doctor --fix has made it`, async () => {
        await open();
        await db().collection(collection).dropIndex(name);
        const message = `${collection}.${name} is missing: colloquy doctor --fix`;
        await expect(open()).rejects.toMatchObject({ name: 'IndexesMissing', message });
        expect((await inspectMongo(uri, database, { fix: true })).every(({ ok }) => ok)).toBe(true);
        await open();
      });
    }

    it('with duplicates is not repaired: doctor names them and leaves all as it is', async () => {
      const tenant = tenantOf(await open());
      const head = await tenant.opened();
      const of = db().collection('conversations');
      await of.dropIndex('conversation');
      await of.createIndex({ tenantId: 1, conversationId: 1 }, { name: 'mine' });
      const stored = await of.findOne({ tenantId: tenant.id });
      const { _id, ...twin } = stored!;
      await of.insertOne(twin);
      const lines = await inspectMongo(uri, database, { fix: true });
      const bad = lines.filter(({ ok }) => !ok);
      expect(bad.map(({ what }) => what)).toEqual(['index conversations.conversation']);
      expect(bad[0]?.detail).toContain(`{"tenantId":"${tenant.id}","conversationId":"${head.id}"} 2 times`);
      expect((await of.indexes()).map(({ name }) => name)).toContain('mine');
      expect(await of.countDocuments({ tenantId: tenant.id })).toBe(2);
      await of.deleteOne({ _id });
      expect((await inspectMongo(uri, database, { fix: true })).every(({ ok }) => ok)).toBe(true);
      await open();
    });

    it('without an index that is about speed, or with another validator, is served with a warning', async () => {
      const store = await open();
      await db().collection('turns').dropIndex('turn_queue');
      await db().command({ collMod: 'entries', validator: {} });
      await open();
      expect(warnings).toEqual([
        expect.stringContaining('turns.turn_queue is missing'),
        expect.stringContaining('entries'),
      ]);
      expect(await store.queuedTurns('t', 'c', 1)).toEqual([]);
      expect((await inspectMongo(uri, database)).filter(({ ok }) => !ok).length).toBe(2);
      expect((await inspectMongo(uri, database, { fix: true })).filter(({ ok }) => !ok)).toEqual([]);
      warnings = [];
      await open();
      expect(warnings).toEqual([]);
    });

    it('that is empty is left so by doctor, and made with --fix', async () => {
      expect(await inspectMongo(uri, database)).toContainEqual(
        expect.objectContaining({ ok: true, detail: 'empty: the first start makes it' }),
      );
      expect(await db().listCollections().toArray()).toEqual([]);
      await inspectMongo(uri, database, { fix: true });
      await open();
      expect(warnings).toEqual([]);
    });

    it('refuses malformed documents, whoever writes them', async () => {
      const tenant = tenantOf(await open());
      const turn = await tenant.running(1_000);
      const head = await tenant.stored(turn.conversationId);
      const claim = opening({ tenantId: tenant.id });
      await tenant.applied(claim, undefined as never, { request: keptRequest(head.id) });
      await stores[0]!.savePiece(turn, pieceOf(1));
      const wrong: [string, Document][] = [
        ['conversations', { unheardOf: 1 }],
        ['conversations', { status: 'SLEEPING' }],
        ['conversations', { metadata: { free: 'form' } }],
        ['conversations', { tenantId: '' }],
        ['entries', { seq: 0 }],
        ['entries', { seq: 'one' }],
        ['entries', { changes: null }],
        ['entries', { $unset: { commitId: 1 } }],
        ['turns', { status: 'RESTING' }],
        ['turns', { leaseUntil: new Date() }],
        ['turns', { marks: [{}] }],
        ['turns', { messageSeqs: [] }],
        ['turns', { stop: 'SOON' }],
        ['turns', { coalescing: { until: 1 } }],
        ['pieces', { number: 0 }],
        ['pieces', { at: 1 }],
        ['requests', { keptUntil: 'tomorrow' }],
        ['claims', { $unset: { conversationId: 1 } }],
        ['meta', { v: 0 }],
      ];
      for (const [collection, change] of wrong) {
        const update: UpdateFilter<Document> = '$unset' in change ? change : { $set: change };
        const write = db().collection(collection).updateOne({}, update);
        await expect(write, JSON.stringify([collection, change])).rejects.toMatchObject({ code: 121 });
      }
    });

    it('with a document of a newer version: that document is refused, not read half; the rest is served', async () => {
      const store = await open();
      const tenant = tenantOf(store);
      const newer = await tenant.running(0);
      const turn = await tenant.running(0);
      const filter = { tenantId: tenant.id, conversationId: newer.conversationId };
      for (const collection of ['conversations', 'entries', 'turns']) {
        await db()
          .collection(collection)
          .updateMany(filter, { $set: { v: 2 } });
      }
      const refused = { fault: { kind: 'document-too-new', version: 2 } };
      await expect(store.conversation(tenant.id, newer.conversationId)).rejects.toMatchObject(refused);
      await expect(tenant.log(newer.conversationId)).rejects.toMatchObject(refused);
      await expect(store.turn(tenant.id, newer.id)).rejects.toMatchObject(refused);
      expect((await tenant.log(turn.conversationId)).length).toBe(1);
      expect((await store.takeExpired('w', 1_000, 10)).map(({ id }) => id)).toEqual([turn.id]);
    });

    it('that a newer version has closed to this one is not served', async () => {
      await open();
      await db()
        .collection<{ _id: string }>('meta')
        .updateOne({ _id: 'schema' }, { $set: { minReader: 2 } });
      await expect(open()).rejects.toMatchObject({ fault: { kind: 'document-too-new', version: 2 } });
      expect((await inspectMongo(uri, database)).some(({ ok }) => !ok)).toBe(true);
    });

    it('a renewal and a takeover at once: one of them happens', async () => {
      const store = await open();
      const tenant = tenantOf(store);
      for (let i = 0; i < 40; i++) {
        const turn = await tenant.running(0);
        const taking = store.takeExpired('worker-2', 60_000, 10);
        if (i % 2 === 1) await new Promise((resolve) => setTimeout(resolve, i % 5));
        const [taken, renewed] = await Promise.all([taking, store.renewLease(turn, 60_000)]);
        expect([taken.length, renewed]).toEqual(renewed === 'held' ? [0, 'held'] : [1, 'lost']);
      }
    });

    it('with turns of before, which have no messageSeqs: each is read, and taken over, with its one', async () => {
      const store = await open();
      const tenant = tenantOf(store);
      const turn = await tenant.running(0);
      await db()
        .collection('turns')
        .updateOne({ turnId: turn.id }, { $unset: { messageSeqs: 1 } });
      expect(await store.turn(tenant.id, turn.id)).toEqual(turn);
      expect(await store.takeExpired('w', 1_000, 1)).toMatchObject([{ id: turn.id, messageSeqs: [turn.messageSeq] }]);
    });

    it('keeps pieces that nobody drops for a day', async () => {
      const store = await open();
      const ttl = (await db().collection('pieces').indexes()).find(({ name }) => name === 'piece_expiry');
      expect(ttl).toMatchObject({ key: { at: 1 }, expireAfterSeconds: 86_400 });
      await store.savePiece(await tenantOf(store).running(1_000), pieceOf(1));
      const stored = await db().collection('pieces').findOne({});
      expect(Math.abs(stored?.at.getTime() - Date.now())).toBeLessThan(60_000);
    });

    it('keeps request ids for as long as they say, and no longer', async () => {
      await open();
      const ttl = (await db().collection('requests').indexes()).find(({ name }) => name === 'request_expiry');
      expect(ttl).toMatchObject({ key: { keptUntil: 1 }, expireAfterSeconds: 0 });
      const tenant = tenantOf(stores[0]!);
      const request = keptRequest('c');
      await stores[0]!.commit(commitOf(tenant.id, [written(opening({ tenantId: tenant.id }))], { request }));
      const stored = await db().collection('requests').findOne({ tenantId: tenant.id });
      expect(stored?.keptUntil).toEqual(new Date(request.keptUntil));
    });
  });

  it('a standalone server is refused in words that help, and the start ends with 2', async ({ skip }) => {
    const program = mongo!.kind === 'secantus' ? await installSecantus() : undefined;
    if (program === undefined) return skip('the server of this run is a replica set');
    const server = await startSecantus(program, { args: ['--standalone'] });
    try {
      await expect(openMongoStore({ uri: server.uri, database: freshId('database') })).rejects.toMatchObject({
        name: 'TransactionsUnsupported',
        message: expect.stringContaining('--replSet'),
      });
      const [line] = await inspectMongo(server.uri, 'x', { fix: true });
      expect(line).toMatchObject({ ok: false, what: 'server', detail: expect.stringContaining('--replSet') });
      const env = { MONGODB_URI: server.uri, COLLOQUY_MODEL: 'script', COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0' };
      expect(await colloquy(['serve'], { env }).exit).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(
          /^colloquy: the MongoDB server is a standalone one .*--replSet.*rs\.initiate\(\)\n$/,
        ),
      });
    } finally {
      await server.stop();
    }
  });

  it('a server that is not there is store-unavailable at the opening', async () => {
    const uri = 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200';
    const gone = { fault: { kind: 'store-unavailable' }, cause: expect.any(Error) };
    await expect(openMongoStore({ uri, database: 'x' })).rejects.toMatchObject(gone);
    expect(await inspectMongo(uri, 'x')).toEqual([{ ok: false, what: 'MongoDB', detail: expect.any(String) }]);
  });
});

async function dropped(uri: string, database: string): Promise<void> {
  const client = new MongoClient(uri);
  await client.db(database).dropDatabase();
  await client.close();
}
