import { afterEach, describe, expect, it } from 'vitest';
import type { Memory } from '../../src/gen/colloquy/v1/memory_service.js';
import { mongoTest } from '../support/mongodb.js';
import { type Clients, type Fleet, type Replica, startFleet } from '../support/replicas.js';
import { ask, is, say, stream, valueIn } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { until } from '../support/until.js';

const bakery = 'we are a bakery with 14 people';
/** A process that was killed may have had a lesson: another of several gets it when its lease is over. */
const leaseMs = 90_000;
const patienceMs = 2 * leaseMs;
const turns = process.env.LONG_TESTS === '1' ? 10 : 4;

const remembered = async ({ memory }: Clients, userId = 'ada'): Promise<Memory[]> =>
  (await ask(memory, 'listMemories', { userId, pageSize: 500 })).memories;

/** Once so many are, of the newest first. */
function manyRemembered(clients: () => Clients, count: number, userId = 'ada'): Promise<Memory[]> {
  const look = async () => {
    const memories = await remembered(clients(), userId);
    return memories.length >= count && memories;
  };
  return until(`${count} are remembered`, look, leaseMs);
}

/** Says something, and kills the server as soon as the turn has ended; with where it was said. */
async function lastWords(server: Replica, text: string) {
  const reading = stream(server.clients, text);
  const ended = reading.until(is('ended')).then((event) => server.kill().then(() => event));
  const { turn } = valueIn('ended', await ended);
  expect(turn?.status).toBe('TURN_STATUS_COMPLETED');
  const { conversationId, message } = valueIn('accepted', reading.events[0]);
  return { text, userId: 'ada', conversationId, sourceSeq: message?.seq };
}

let fleet: Fleet | undefined;
afterEach(() => fleet?.close());

/** Servers that remember, as many as there are environments. */
async function start(...envs: Record<string, string>[]): Promise<Replica[]> {
  fleet = await startFleet(envs.map((env) => ({ COLLOQUY_MEMORY: 'mem0', COLLOQUY_LEASE_MS: '1000', ...env })));
  return [...fleet.replicas];
}

describe.each(storesUnderTest())('what a user stated, on $name', ({ env }) => {
  it(
    'is remembered once, with its source, when the server is killed as soon as the turn has ended',
    async () => {
      const [server] = (await start(env())) as [Replica];
      const first = await lastWords(server, bakery);
      await server.again();
      const [memory] = await manyRemembered(() => server.clients, 1);
      expect(memory).toMatchObject(first);
      const { memories } = await ask(server.clients.memory, 'searchMemories', {
        userId: 'ada',
        query: 'which bakery?',
      });
      expect(memories.map(({ id }) => id)).toEqual([memory?.id]);
      // A user's turns are learned in order: with the second, the first is done with.
      const second = await lastWords(server, 'our budget is 500 euros a month');
      await server.again();
      expect(await manyRemembered(() => server.clients, 2)).toMatchObject([second, first]);
      const all = await remembered(server.clients);
      expect(all.length).toBe(2);
      expect(await server.stop()).toMatchObject({ code: 0 });
      await server.again();
      expect(await remembered(server.clients)).toEqual(all);
    },
    patienceMs,
  );

  it(
    `in ${turns} turns that each were the last thing the server did is ${turns} memories`,
    async () => {
      const [server] = (await start(env())) as [Replica];
      const stated = [];
      for (let i = 1; i <= turns; i++) {
        stated.unshift(await lastWords(server, `our shop number ${i} has ${i + 20} employees`));
        await server.again();
      }
      expect(await manyRemembered(() => server.clients, turns)).toMatchObject(stated);
      expect(new Set(stated.map(({ conversationId }) => conversationId)).size).toBe(1);
    },
    patienceMs,
  );

  it('that a caller added is there when the server is killed as soon as it said so', async () => {
    const [server] = (await start(env())) as [Replica];
    const { memory } = await ask(server.clients.memory, 'addMemory', { userId: 'ada', text: bakery });
    await server.kill();
    await server.again();
    expect(await remembered(server.clients)).toEqual([memory]);
    const again = await ask(server.clients.memory, 'addMemory', { userId: 'ada', text: bakery });
    expect(again.memory).toEqual(memory);
  });

  it('is known when that user comes back in a new conversation on another channel, and to no one else', async () => {
    const [server] = (await start(env())) as [Replica];
    const { clients } = server;
    const before = await say(clients, bakery, { channel: 'web' });
    await manyRemembered(() => clients, 1);
    const asks = async (userId: string) => {
      const question = '@script context=1 how many people are in our bakery?';
      const reading = stream(clients, question, { userId, channel: 'mail' });
      const recalled = valueIn('memoryRecalled', await reading.until(is('memoryRecalled')));
      const { turn } = valueIn('ended', await reading.until(is('ended')));
      return { recalled, turn, given: JSON.parse(turn?.reply?.text ?? '') as { system: string } };
    };
    const mine = await asks('ada');
    expect(mine.turn?.conversationId).not.toBe(before.conversationId);
    expect(mine.recalled).toMatchObject({ memories: [bakery], skipped: '' });
    expect(mine.given.system).toContain(bakery);
    const other = await asks('bob');
    expect(other.recalled).toMatchObject({ memories: [], skipped: '' });
    expect(other.given.system).not.toContain(bakery);
  });
});

const mongo = mongoTest();

describe.skipIf(!mongo)('two replicas on one MongoDB', () => {
  it(
    'remember what a user stated when the one that answered is killed at once: the other learns it, once',
    async () => {
      const env = { MONGODB_URI: mongo!.uri, MONGODB_DATABASE: mongo!.database };
      const [a, b] = (await start(env, env)) as [Replica, Replica];
      const first = await lastWords(a, bakery);
      expect(await manyRemembered(() => b.clients, 1)).toMatchObject([first]);
      await a.again();
      const second = await lastWords(b, 'our budget is 500 euros a month');
      expect(await manyRemembered(() => a.clients, 2)).toMatchObject([second, first]);
      await b.again();
      expect(await remembered(b.clients)).toEqual(await remembered(a.clients));
      expect((await remembered(a.clients)).length).toBe(2);
    },
    patienceMs,
  );

  it('recall on one what was stated on the other a moment ago', async () => {
    const env = { MONGODB_URI: mongo!.uri, MONGODB_DATABASE: mongo!.database };
    const [a, b] = (await start(env, env)) as [Replica, Replica];
    const recalledOn = async ({ clients }: Replica, question: string) => {
      const reading = stream(clients, question, { userId: 'cyd' });
      const { memories } = valueIn('memoryRecalled', await reading.until(is('memoryRecalled')));
      await reading.over;
      return memories;
    };
    // Each has looked at the user's memories before there are any.
    expect([await recalledOn(a, 'a bakery?'), await recalledOn(b, 'a bakery?')]).toEqual([[], []]);
    await say(a.clients, bakery, { userId: 'cyd' });
    await manyRemembered(() => b.clients, 1, 'cyd');
    expect(await recalledOn(b, 'how many people are in our bakery?')).toEqual([bakery]);
    expect(await recalledOn(a, 'how many people are in our bakery?')).toEqual([bakery]);
  });
});
