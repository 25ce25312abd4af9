import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { mongoTest } from '../support/mongodb.js';
import { type FaultProxy, startProxy } from '../support/proxy.js';
import { agentOf, makeWorker, readAll, said, send, textOfShown } from '../support/worker.js';

const mongo = mongoTest();

describe.skipIf(!mongo)('a turn whose end is committed, and the answer is lost', () => {
  let proxy: FaultProxy;
  let store: ConversationStore;

  beforeAll(async () => {
    const { hostname, port, searchParams } = new URL(mongo!.uri);
    proxy = await startProxy({ host: hostname, port: Number(port) });
    searchParams.set('directConnection', 'true');
    searchParams.set('minPoolSize', '0');
    searchParams.set('serverSelectionTimeoutMS', '800');
    store = await openMongoStore({
      uri: `mongodb://127.0.0.1:${proxy.port}/?${searchParams}`,
      database: mongo!.database,
    });
  });
  afterAll(async () => {
    await store.close();
    await proxy.close();
    const admin = await new MongoClient(mongo!.uri).connect();
    await admin.db(mongo!.database).dropDatabase();
    await admin.close();
  });

  const answering = agentOf(async function* () {
    yield said('once');
  });

  // How often a commit is sent before its caller looks for itself whether the turn is over.
  for (const [what, failures] of [
    ['is committed again under the same id', 1],
    ['is found to be over when the store is away for longer than that', 3],
  ] as const) {
    it(`${what}, and ends once`, async () => {
      const sent: string[] = [];
      const lost = proxy.lost;
      const away: ConversationStore = {
        ...store,
        async commit(parts) {
          if (!parts.turns?.some(({ turn }) => turn.status === 'COMPLETED')) return store.commit(parts);
          sent.push(parts.id);
          if (sent.length === 1) proxy.loseReplyTo('commitTransaction', 'cut');
          return store.commit(parts).finally(() => {
            if (sent.length === failures) proxy.restore();
          });
        },
      };
      const worker = makeWorker(away, answering, Date, { leaseMs: 60_000 });
      const { turn } = await worker.chat.send(send('hello', { userId: `user-${failures}` }));
      const shown = await readAll(worker, turn);
      expect(textOfShown(shown)).toBe('once');
      expect(shown.filter(({ event }) => event.kind === 'ended')).toHaveLength(1);
      expect(proxy.lost).toBe(lost + 1);
      expect(sent.length).toBeGreaterThan(1);
      expect(new Set(sent).size).toBe(1);
      const { tenantId, conversationId } = turn;
      const log = await store.entries({ tenantId, conversationId, order: 'oldest', messagesOnly: false, limit: 10 });
      expect(log.map(({ seq, message }) => [seq, message?.text])).toEqual([
        [1, 'hello'],
        [2, 'once'],
      ]);
      expect(await store.turn(tenantId, turn.id)).toMatchObject({ status: 'COMPLETED', attempt: 1, replySeq: 2 });
      expect((await store.conversation(tenantId, conversationId))?.activeTurnId).toBeUndefined();
    });
  }
});
