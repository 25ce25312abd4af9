import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/gen/colloquy/v1/resources.js';
import { mongoTest } from '../support/mongodb.js';
import { type Clients, type Fleet, startFleet } from '../support/replicas.js';
import { ask, is, refused, resume, stream, textOf, valueIn } from '../support/service.js';

const mongo = mongoTest();
const long = process.env.LONG_TESTS === '1';
const patience = long ? 1_200_000 : 60_000;

describe.skipIf(!mongo)('takeovers on one of two replicas on one MongoDB', () => {
  let fleet: Fleet;
  let a: Clients;
  let b: Clients;
  let users = 0;
  const someone = () => `user-${++users}`;

  beforeAll(async () => {
    const env = { MONGODB_URI: mongo!.uri, MONGODB_DATABASE: mongo!.database, COLLOQUY_HEARTBEAT_MS: '500' };
    fleet = await startFleet([env, env]);
    [a, b] = fleet.replicas.map(({ clients }) => clients) as [Clients, Clients];
  });
  afterAll(() => fleet.close());

  const historyOf = async (conversationId: string): Promise<Message[]> =>
    (await ask(b.conversations, 'listMessages', { conversationId, pageSize: 500 })).messages;

  /** A turn that runs on A and that a reader on A has seen text of. */
  async function running(words: string, more: object = {}) {
    const reading = stream(a, words, { userId: someone(), ...more });
    await reading.until(is('textDelta'));
    return { reading, ...valueIn('accepted', reading.events[0]) };
  }

  it(
    'end what the agent says on the other: once one is answered no reader anywhere gets text of the agent',
    async () => {
      const names = ['its caller on A', 'a reader on B', 'a reader on A', 'one who waits on B'];
      const late: unknown[] = [];
      const one = async () => {
        const userId = someone();
        const { reading, conversationId, turnId } = await running('@script steps=5000 ms=3', { userId });
        const waiting = stream(b, '@script steps=5000 ms=3', { userId });
        const readers = [reading, resume(b, { turnId }), resume(a, { turnId }), waiting];
        await readers[1]?.until(is('textDelta'));
        const some = reading.events.length + randomInt(1, 25);
        await reading.until(() => reading.events.length > some);
        const { conversation } = await ask(b.conversations, 'takeOver', { conversationId, humanId: 'eve' });
        const seen = readers.map(({ events }) => events.filter(is('textDelta')).length);
        expect(conversation?.owner).toMatchObject({ kind: 'OWNER_KIND_HUMAN', id: 'eve', epoch: 2 });
        expect(await Promise.all(readers.map(({ over }) => over))).toEqual(Array(4).fill(undefined));
        const after = readers.map(({ events }) => events.filter(is('textDelta')).length);
        for (const [i, count] of after.entries()) if (count > (seen[i] ?? 0)) late.push(names[i]);
        const messages = await historyOf(conversationId);
        const partial = messages.find(({ role }) => role === 'ROLE_AGENT');
        expect(messages).toHaveLength(3);
        expect(partial?.status).toBe('MESSAGE_STATUS_PARTIAL');
        expect(readers.map(({ events }) => textOf(events))).toEqual([...Array(3).fill(partial?.text), '']);
        const { turn } = valueIn('ended', reading.events.at(-1));
        expect(turn?.status).toBe('TURN_STATUS_HANDED_OFF');
      };
      const rounds = long ? 500 : 10;
      let begun = 0;
      const some = async () => {
        while (begun++ < rounds) await one();
      };
      await Promise.all([some(), some(), some(), some()]);
      console.log(
        `${rounds} takeovers from the other replica: ${late.length} readers got late text ${late.join(', ')}`,
      );
      expect(late).toEqual([]);
    },
    patience,
  );

  it('of twenty at once on both: one wins, and the others are told who', async () => {
    const { conversationId, reading } = await running('@script steps=5000 ms=5');
    const calls = Array.from({ length: 20 }, (_, i) =>
      ask((i % 2 ? a : b).conversations, 'takeOver', { conversationId, humanId: `person-${i}` }),
    );
    const answers = await Promise.allSettled(calls);
    const won = answers.flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value.conversation?.owner?.id] : [],
    );
    expect(won).toHaveLength(1);
    for (const [i, answer] of answers.entries()) {
      if (answer.status === 'fulfilled') continue;
      expect(await refused(calls[i] ?? Promise.resolve())).toMatchObject({
        code: 10,
        reason: 'TAKEN_OVER',
        metadata: { owner: won[0] },
      });
    }
    await reading.over;
  });
});
