import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, nothing } from '../support/caller.js';
import { mongoTest } from '../support/mongodb.js';
import { type Fleet, type Replica, startFleet } from '../support/replicas.js';
import { ask, is, resume, stream, textOf, valueIn } from '../support/service.js';

const mongo = mongoTest();
const rounds = process.env.LONG_TESTS === '1' ? 20 : 1;

describe.skipIf(!mongo)('a process that stands still for longer than its lease', () => {
  let fleet: Fleet;
  let stopped: Replica;
  let other: Replica;
  let users = 0;

  beforeAll(async () => {
    const env = { MONGODB_URI: mongo!.uri, MONGODB_DATABASE: mongo!.database, COLLOQUY_LEASE_MS: '1000' };
    fleet = await startFleet([env, env]);
    [stopped, other] = fleet.replicas as [Replica, Replica];
  });
  afterAll(() => fleet.close());

  /** A turn that has shown text to a reader on each replica, and whose process stands still since. */
  async function paused(words: string) {
    const here = stream(stopped.clients, words, { userId: `user-${++users}` });
    await here.until(is('textDelta'));
    const { turnId, conversationId } = valueIn('accepted', here.events[0]);
    const there = resume(other.clients, { turnId });
    await there.until(is('textDelta'));
    stopped.pause();
    return { here, there, turnId, conversationId };
  }

  it.each(Array(rounds).fill(0))('has lost its turn: its readers get the reply of the other', async () => {
    const { here, there } = await paused('@script steps=30 ms=20');
    await there.until(is('restarted'));
    expect(await there.over).toBeUndefined();
    stopped.wake();
    expect(await here.over).toBeUndefined();
    const found = { ...nothing };
    const told = [here, there].map(({ events }) => ({ events, breaks: [] }));
    await audit(other.clients, told, found);
    expect(found).toEqual({ ...nothing, acknowledged: 2 });
    expect(valueIn('ended', here.events.at(-1)).turn).toMatchObject({ status: 'TURN_STATUS_COMPLETED', attempt: 2 });
  });

  it.each(Array(rounds).fill(0))(
    'shows no text of the agent once it is back when a person has taken over',
    async () => {
      const { here, there, conversationId } = await paused('@script steps=5000 ms=2');
      await ask(other.clients.conversations, 'takeOver', { conversationId, humanId: 'eve' });
      expect(await there.over).toBeUndefined();
      const seen = here.events.length;
      stopped.wake();
      expect(await here.over).toBeUndefined();
      const { turn } = valueIn('ended', here.events.at(-1));
      expect(turn?.status).toBe('TURN_STATUS_HANDED_OFF');
      const partial = turn?.reply?.text ?? '';
      expect([textOf(here.events), textOf(there.events)]).toEqual([partial, partial]);
      const restarted = here.events.findIndex(is('restarted'));
      // What was on its way when the process stopped was sent before: one piece of text at most.
      expect(here.events.slice(seen, restarted).filter(is('textDelta')).length).toBeLessThanOrEqual(1);
    },
  );

  it.each(Array(rounds).fill(0))(
    'cannot keep a turn from being cancelled, which keeps the text that was saved',
    async () => {
      const { here, there, turnId } = await paused('@script steps=5000 ms=2');
      const { turn, stopped: was } = await ask(other.clients.chat, 'cancelTurn', { turnId });
      expect({ was, status: turn?.status }).toEqual({ was: true, status: 'TURN_STATUS_CANCELLED' });
      expect(turn?.reply?.status).toBe('MESSAGE_STATUS_PARTIAL');
      expect(await there.over).toBeUndefined();
      stopped.wake();
      expect(await here.over).toBeUndefined();
      expect([textOf(here.events), textOf(there.events)]).toEqual([turn?.reply?.text, turn?.reply?.text]);
    },
  );
});
