import fc from 'fast-check';
import { type CommandStartedEvent, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsettledMs } from '../../src/adapters/mongo/moments.js';
import { pack, revisionIn } from '../../src/adapters/mongo/revisions.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import type { Conversation } from '../../src/domain/conversation.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { tenantOf } from '../contracts/tenant.js';
import { mongoTest } from '../support/mongodb.js';

const mongo = mongoTest();

it('revisions of conversations are found in 12 bytes each, and no others', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 });
  fc.assert(
    fc.property(ids, fc.array(fc.nat(2 ** 32 - 1), { minLength: 60, maxLength: 60 }), (all, revisions) => {
      const known = all.slice(0, all.length / 2).map((id, i) => [id, revisions[i]!] as const);
      const packed = pack(known);
      expect(packed.length).toBe(12 * known.length);
      const wanted = new Map(known);
      for (const id of all) expect(revisionIn(packed, id)).toBe(wanted.get(id));
    }),
  );
});

describe.skipIf(!mongo)('moments on MongoDB', () => {
  let client: MongoClient;
  let store: ConversationStore;
  const finds: string[] = [];
  const reads: [collection: string, readConcern: string][] = [];
  const { uri: server = '', database = '' } = mongo ?? {};
  const uri = `${server}?minPoolSize=0`;
  const db = () => client.db(database);

  beforeAll(async () => {
    client = await new MongoClient(uri).connect();
    const listen = ({ commandName, command }: CommandStartedEvent) => {
      if (commandName === 'find') finds.push(`${command['limit']} of ${command['find']}`);
      if (command['readConcern']) reads.push([command[commandName], command['readConcern'].level]);
    };
    store = await openMongoStore({ uri, database, onClient: (one) => one.on('commandStarted', listen) });
  });
  afterAll(async () => {
    await store.close();
    await db().dropDatabase();
    await client.close();
  });

  /** As if it had been recorded long ago. */
  async function settled(tenantId: string): Promise<void> {
    const longAgo = { $set: { recordedAt: new Date(Date.now() - 2 * unsettledMs) } };
    for (const collection of ['occurrences', 'conversations']) {
      await db().collection(collection).updateMany({ tenantId }, longAgo);
    }
  }

  it('have what was recorded long before, name what was seen just before, and leave out what came to light later', async () => {
    const tenant = tenantOf(store);
    const old = await tenant.opened();
    await settled(tenant.id);
    const seen = await tenant.opened();
    const moment = await store.history.now(tenant.id);
    await tenant.said(seen);
    const late = await tenant.opened();
    // Begun before the moment, committed after it.
    await db()
      .collection('occurrences')
      .updateMany({ conversationId: late.id }, { $set: { recordedAt: new Date(store.history.timeOf(moment) - 5) } });
    const found = await store.history.lastSeqs(tenant.id, moment, [old.id, seen.id, late.id]);
    expect([...found].toSorted()).toEqual([[old.id, 1] as const, [seen.id, 1] as const].toSorted());
  });

  it('are taken when a majority has all that was written before: what lags behind is never left out', async () => {
    const tenant = tenantOf(store);
    reads.length = 0;
    await store.history.now(tenant.id);
    expect(reads).toEqual([
      ['meta', 'linearizable'],
      ['occurrences', 'majority'],
    ]);
  });

  it('are kept aside where much was seen just before, and are refused once they are forgotten', async () => {
    const tenant = tenantOf(store);
    const heads: Conversation[] = [];
    for (let i = 0; i < 12; i++) heads.push(await tenant.opened());
    const moment = await store.history.now(tenant.id);
    expect(moment.length).toBeLessThan(100);
    const kept = await db().collection('moments').find({ tenantId: tenant.id }).toArray();
    expect(kept.map(({ recent }) => recent.length())).toEqual([12 * heads.length]);
    await tenant.said(heads[0]!);
    const found = await store.history.lastSeqs(
      tenant.id,
      moment,
      heads.map(({ id }) => id),
    );
    expect([...found.values()]).toEqual(heads.map(() => 1));
    await db().collection('moments').deleteMany({ tenantId: tenant.id });
    await expect(store.history.lastSeqs(tenant.id, moment, [heads[0]!.id])).rejects.toMatchObject({
      fault: { kind: 'moment-forgotten', keptDays: 90 },
    });
  });

  it('that are asked for while one is taken are one', async () => {
    const tenant = tenantOf(store);
    for (let i = 0; i < 5; i++) await tenant.opened();
    const first = store.history.now(tenant.id);
    await new Promise(setImmediate);
    const others = Array.from({ length: 5 }, () => store.history.now(tenant.id));
    expect(new Set([await first, ...(await Promise.all(others))]).size).toBe(2);
    expect(await db().collection('moments').countDocuments({ tenantId: tenant.id })).toBe(2);
  });

  it('read the heads of conversations that have not moved since, and of each other one its newest occurrence', async () => {
    const tenant = tenantOf(store);
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) ids.push((await tenant.said(await tenant.opened())).id);
    await settled(tenant.id);
    const moment = await store.history.now(tenant.id);
    const lengths = async () => [...(await store.history.lastSeqs(tenant.id, moment, ids)).values()];
    finds.length = 0;
    expect(await lengths()).toEqual(ids.map(() => 2));
    expect(finds).toEqual(['12 of conversations']);
    for (const id of ids.slice(0, 2)) await tenant.said(await tenant.said(await tenant.stored(id)));
    finds.length = 0;
    expect(await lengths()).toEqual(ids.map(() => 2));
    expect(finds).toEqual(['12 of conversations', '1 of occurrences', '1 of occurrences']);
  });

  it('of heads that an earlier version wrote are known by occurrences', async () => {
    const tenant = tenantOf(store);
    const head = await tenant.said(await tenant.opened());
    await settled(tenant.id);
    await db()
      .collection('conversations')
      .updateMany({ tenantId: tenant.id }, { $unset: { recordedAt: 1 } });
    const moment = await store.history.now(tenant.id);
    await tenant.said(await tenant.opened());
    expect([...(await store.history.lastSeqs(tenant.id, moment, [head.id]))]).toEqual([[head.id, 2]]);
  });

  it('one after the other are compared by what was recorded since alone', async () => {
    const tenant = tenantOf(store);
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) ids.push((await tenant.opened()).id);
    await settled(tenant.id);
    const since = await store.history.now(tenant.id);
    await tenant.said(await tenant.stored(ids[3]!));
    const until = await store.history.now(tenant.id);
    finds.length = 0;
    const found: unknown[] = [];
    const { signal } = new AbortController();
    for await (const page of store.history.conversations(tenant.id, { until, since, limit: 5 }, signal)) {
      found.push(...page);
    }
    expect(found).toEqual([{ id: ids[3], lastSeq: 2, lastSeqBefore: 1 }]);
    expect(finds).toEqual(['1000 of occurrences', '1 of conversations', '1 of occurrences']);
  });
});
