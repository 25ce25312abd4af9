import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mongoTest } from '../support/mongodb.js';
import { type Clients, type Fleet, startFleet } from '../support/replicas.js';
import { ask, listen, say } from '../support/service.js';

const mongo = mongoTest();
const rounds = process.env.LONG_TESTS === '1' ? 10 : 2;

describe.skipIf(!mongo)('two replicas on one MongoDB', () => {
  let fleet: Fleet;
  let a: Clients;
  let b: Clients;

  beforeAll(async () => {
    const env = { MONGODB_URI: mongo!.uri, MONGODB_DATABASE: mongo!.database, COLLOQUY_HEARTBEAT_MS: '500' };
    fleet = await startFleet([env, env]);
    [a, b] = fleet.replicas.map(({ clients }) => clients) as [Clients, Clients];
  });
  afterAll(() => fleet.close());

  it(
    'a watcher on one sees what the other writes, without a gap over a kill of its replica',
    async () => {
      const userId = 'ada';
      const { conversationId } = await say(a, 'first', { userId });
      const seen: number[] = [];
      const watching = (clients: Clients) =>
        listen(clients.conversations.watchConversation({ conversationId, afterSeq: seen.at(-1) ?? 0 }));
      const entriesOf = (events: ReturnType<typeof watching>['events']) =>
        events.flatMap((event) => (event.$case === 'entry' ? [event.value.seq] : []));
      let stopped = false;
      const writer = (async () => {
        while (!stopped) await say(a, '@script steps=2', { userId });
      })();
      const [, replicaB] = fleet.replicas;
      for (let round = 0; round < rounds; round++) {
        const onB = watching(replicaB!.clients);
        await onB.until(() => entriesOf(onB.events).length > 8);
        await replicaB?.kill();
        expect((await onB.over)?.code).toBe(14);
        seen.push(...entriesOf(onB.events));
        await replicaB?.again();
      }
      b = replicaB!.clients;
      stopped = true;
      await writer;
      const { lastSeq } = await ask(a.conversations, 'listEntries', { conversationId });
      const last = watching(b);
      const beat = await last.until(({ $case }) => $case === 'heartbeat');
      last.cancel();
      seen.push(...entriesOf(last.events));
      // A summary of so long a conversation may have come since.
      const { headSeq } = beat.value as { readonly headSeq: number };
      expect(headSeq).toBeGreaterThanOrEqual(lastSeq);
      expect(headSeq).toBeLessThanOrEqual(lastSeq + 1);
      expect(seen).toEqual(Array.from({ length: headSeq }, (_, i) => i + 1));
    },
    rounds * 30_000,
  );
});
