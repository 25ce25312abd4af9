import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConversationFilter } from '../../src/gen/colloquy/v1/conversation_service.js';
import { type Fleet, startFleet } from '../support/replicas.js';
import { ask, say } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';

const rounds = process.env.LONG_TESTS === '1' ? 200 : 20;

describe.each(storesUnderTest())('first messages of a user, at once, on $name', ({ name, env }) => {
  let fleet: Fleet;
  beforeAll(async () => {
    const shared = env();
    fleet = await startFleet(name === 'mongodb' ? [shared, shared] : [shared]);
  });
  afterAll(() => fleet.close());

  it(
    'make one conversation, and each is answered in it',
    async () => {
      const { replicas } = fleet;
      let begun = 0;
      const some = async () => {
        for (let round = begun++; round < rounds; round = begun++) {
          const userId = `user-${round}`;
          const answers = await Promise.all(
            Array.from({ length: 5 }, (_, i) => say(replicas[i % replicas.length]!.clients, `m${i}`, { userId })),
          );
          const ids = new Set(answers.map(({ conversationId }) => conversationId));
          expect(ids.size).toBe(1);
          expect(answers.filter(({ event }) => event === 'CONVERSATION_EVENT_CREATED')).toHaveLength(1);
          expect(answers.map(({ reply }) => reply?.text)).toEqual(Array(5).fill('ok'));
          const filter = ConversationFilter.fromPartial({ userId });
          const { conversations } = await ask(replicas[0]!.clients.conversations, 'listConversations', { filter });
          expect(conversations.map(({ id, messageCount }) => [id, messageCount])).toEqual([[...ids, 10]]);
        }
      };
      await Promise.all([some(), some(), some(), some()]);
    },
    rounds > 20 ? 600_000 : 60_000,
  );
});
