import type { CommandSucceededEvent, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { tenantOf } from '../contracts/tenant.js';
import { mongoTest } from '../support/mongodb.js';

const mongo = mongoTest();
const { signal } = new AbortController();

describe.skipIf(!mongo)('numbers on MongoDB', () => {
  let store: ConversationStore;
  let client: MongoClient;
  /** How many documents each reply had. */
  const replies: number[] = [];

  beforeAll(async () => {
    const { uri = '', database = '' } = mongo ?? {};
    const listen = ({ reply }: CommandSucceededEvent) => {
      const { firstBatch, nextBatch } = (reply as { cursor?: Record<string, unknown[]> }).cursor ?? {};
      const documents = firstBatch ?? nextBatch;
      if (documents) replies.push(documents.length);
    };
    store = await openMongoStore({
      ...{ uri: `${uri}?minPoolSize=0`, database },
      onClient: (one) => {
        client = one;
        one.on('commandSucceeded', listen);
      },
    });
  });
  afterAll(async () => {
    await client.db(mongo?.database).dropDatabase();
    await store.close();
  });

  it('are taken from what a batch of conversations has, however much was recorded just before', async () => {
    const tenant = tenantOf(store);
    const ids: string[] = [];
    for (let i = 0; i < 24; i++) ids.push((await tenant.opened()).id);
    ids.sort();
    const moment = await store.history.now(tenant.id);
    const range = { what: { kind: 'created' }, moment } as const;
    const selection = { ...range, from: 0, to: Date.UTC(2100, 0), group: {} };
    replies.length = 0;
    const found: string[] = [];
    for (let page: readonly string[] = ['']; page.length > 0; found.push(...page)) {
      page = await store.numbers.counted(tenant.id, selection, found.at(-1) ?? '', 4, signal);
    }
    expect(found).toEqual(ids);
    const boundaries = [selection.from, selection.to];
    const query = { ...range, boundaries, groupBy: [], spread: false, conversationIds: ids.slice(8, 12) };
    expect(await store.numbers.count(tenant.id, query, signal)).toMatchObject([{ count: 4 }]);
    // The moment each time, and what is asked for.
    expect(replies).toEqual([...Array(6).fill([1, 4]), [1, 0], [1, 1]].flat());
  });
});
