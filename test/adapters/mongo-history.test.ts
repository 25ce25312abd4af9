import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsettledMs } from '../../src/adapters/mongo/history.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import type { Conversation } from '../../src/domain/conversation.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { tenantOf } from '../contracts/tenant.js';
import { mongoTest } from '../support/mongodb.js';

const mongo = mongoTest();

describe.skipIf(!mongo)('moments on MongoDB', () => {
  let client: MongoClient;
  let store: ConversationStore;
  const { uri: server = '', database = '' } = mongo ?? {};
  const uri = `${server}?minPoolSize=0`;
  const db = () => client.db(database);

  beforeAll(async () => {
    client = await new MongoClient(uri).connect();
    store = await openMongoStore({ uri, database });
  });
  afterAll(async () => {
    await store.close();
    await db().dropDatabase();
    await client.close();
  });

  /** As if it had been recorded long ago. */
  const settled = (tenantId: string) =>
    db()
      .collection('occurrences')
      .updateMany({ tenantId }, { $set: { recordedAt: new Date(Date.now() - 2 * unsettledMs) } });

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

  it('are kept aside where much was seen just before, and are refused once they are forgotten', async () => {
    const tenant = tenantOf(store);
    const heads: Conversation[] = [];
    for (let i = 0; i < 12; i++) heads.push(await tenant.opened());
    const moment = await store.history.now(tenant.id);
    expect(moment.length).toBeLessThan(100);
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
});
