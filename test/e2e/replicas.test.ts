import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BusyPolicy, TurnEvent } from '../../src/gen/colloquy/v1/chat_service.js';
import type { Message } from '../../src/gen/colloquy/v1/resources.js';
import { mongoTest } from '../support/mongodb.js';
import { type Clients, type Fleet, startFleet } from '../support/replicas.js';
import { ask, is, type Listening, refused, resume, say, stream, textOf, valueIn } from '../support/service.js';
import { until } from '../support/until.js';

const mongo = mongoTest();
const long = process.env.LONG_TESTS === '1';
/** Of what is done again and again. */
const patience = long ? 1_200_000 : 60_000;
const text = (steps: number, word = 'w') => Array.from({ length: steps }, (_, i) => `${word}${i} `).join('');
const idsOf = (reading: Listening) => valueIn('accepted', reading.events[0]);
/** All but text, which may come in other pieces, and whether it was joined. */
const besidesText = (events: readonly TurnEvent[]) =>
  events
    .filter((event) => !is('textDelta')(event) && !is('heartbeat')(event))
    .map(({ at, event }) =>
      event?.$case === 'accepted' ? { at, ...event.value, replayed: true } : { at, ...event?.value, is: event?.$case },
    );

describe.skipIf(!mongo)('two replicas on one MongoDB', () => {
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

  const historyOf = async (conversationId: string, more: object = {}): Promise<Message[]> =>
    (await ask(b.conversations, 'listMessages', { conversationId, pageSize: 500, ...more })).messages;

  /** A turn that runs on A and that a reader on A has seen text of. */
  async function running(words: string, more: object = {}) {
    const reading = stream(a, words, { userId: someone(), ...more });
    await reading.until(is('textDelta'));
    return { reading, ...idsOf(reading) };
  }

  describe('a turn that runs on one', () => {
    it('is read on the other as it happens, with little delay, the same events in the same order', async () => {
      const arrived: [number, number][][] = [[], []];
      const note = (reading: Listening, into: [number, number][]) =>
        reading.until((event) => {
          if (event.event?.$case === 'textDelta') {
            into.push([event.event.value.offset + Buffer.byteLength(event.event.value.text), performance.now()]);
          }
          return is('ended')(event);
        });
      const steps = 60;
      const here = stream(a, `@script steps=${steps} ms=40 reply=é👩🏽‍🚀 tools=1 stage=engaged need=met`, {
        userId: someone(),
      });
      const [onA, onB] = arrived as [[number, number][], [number, number][]];
      const over = [note(here, onA)];
      await here.until(is('accepted'));
      const there = resume(b, { turnId: idsOf(here).turnId });
      over.push(note(there, onB));
      await Promise.all(over);
      const delays = onA.map(([end, at]) => (onB.find(([reached]) => reached >= end)?.[1] ?? Infinity) - at);
      const sorted = delays.toSorted((x, y) => x - y);
      const [median = 0, late = 0] = [sorted[sorted.length >> 1], sorted[Math.floor(sorted.length * 0.95)]];
      console.log(
        `text on the other replica: median ${median.toFixed(0)} ms, 95th percentile ${late.toFixed(0)} ms later`,
      );
      expect(median).toBeLessThan(400);
      expect(onB.length).toBeGreaterThan(10);
      expect(textOf(here.events)).toBe(text(steps, 'é👩🏽‍🚀'));
      expect(textOf(there.events)).toBe(textOf(here.events));
      expect(besidesText(there.events)).toEqual(besidesText(here.events));
      expect(valueIn('ended', there.events.at(-1)).turn?.reply?.text).toBe(textOf(here.events));
    });

    it('is taken up there from any cursor got here, and back, running or over', async () => {
      const { reading, turnId } = await running('@script steps=24 ms=25 tools=1 toolms=60 stage=engaged reply=ü');
      const whole = text(24, 'ü');
      const check = async (from: Clients, seen: readonly TurnEvent[]) => {
        const before = textOf(seen);
        const rest = resume(from, { turnId, afterCursor: seen.at(-1)?.cursor ?? '' });
        expect(await rest.over).toBeUndefined();
        expect(before + textOf(rest.events, Buffer.byteLength(before))).toBe(whole);
        const kinds = [...besidesText(seen), ...besidesText(rest.events)].map((event) =>
          'is' in event ? event.is : '',
        );
        expect(kinds.filter((kind) => kind === 'toolUse')).toHaveLength(2);
        expect(kinds.filter((kind) => kind === 'ended').length).toBeGreaterThan(0);
        return rest.events;
      };
      // From each event of A to B as soon as it is there; from some way into that back to A.
      const live: Promise<void>[] = [];
      for (let i = 1; ; i++) {
        await reading.until(() => reading.events.length >= i).catch(() => undefined);
        if (reading.events.length < i) break;
        const seen = reading.events.slice(0, i);
        live.push(
          (async () => {
            const onB = resume(b, { turnId, afterCursor: seen.at(-1)?.cursor ?? '' });
            const first = await onB.until((event) => !is('heartbeat')(event));
            onB.cancel();
            if (!is('ended')(first)) await check(a, [...seen, first]);
          })(),
        );
      }
      await Promise.all(live);
      const onB = resume(b, { turnId });
      await onB.over;
      for (let i = 1; i <= reading.events.length; i++) await check(b, reading.events.slice(0, i));
      for (let i = 1; i <= onB.events.length; i++) await check(a, onB.events.slice(0, i));
    });

    it('is joined there by a repeat of its request, and twenty repeats on both are one turn', async () => {
      const more = { userId: someone(), requestId: 'repeated' };
      const words = '@script steps=20 ms=20';
      const here = stream(a, words, more);
      const delta = await here.until(is('textDelta'));
      const there = stream(b, words, more);
      const rest = stream(b, words, more, delta.cursor);
      expect(await Promise.all([here.over, there.over, rest.over])).toEqual([undefined, undefined, undefined]);
      expect(idsOf(there)).toMatchObject({ turnId: idsOf(here).turnId, replayed: true });
      const seen = textOf(here.events.slice(0, here.events.indexOf(delta) + 1));
      expect([textOf(there.events), seen + textOf(rest.events, seen.length)]).toEqual([text(20), text(20)]);
      const many = { userId: someone(), requestId: 'twenty' };
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) => say(i % 2 ? a : b, '@script steps=4', many)),
      );
      expect(new Set(answers.map(({ turn }) => turn?.id)).size).toBe(1);
      expect(await historyOf(answers[0]?.conversationId ?? '')).toHaveLength(2);
    });

    it('is cancelled from the other within a second, once, and keeps the text that was shown', async () => {
      const { reading, turnId, conversationId } = await running('@script steps=5000 ms=5');
      const there = resume(b, { turnId });
      await there.until(is('textDelta'));
      const asked = performance.now();
      const cancelled = await ask(b.chat, 'cancelTurn', { conversationId });
      expect(performance.now() - asked).toBeLessThan(1000);
      expect(cancelled).toMatchObject({ stopped: true, turn: { id: turnId, status: 'TURN_STATUS_CANCELLED' } });
      expect(await ask(a.chat, 'cancelTurn', { turnId })).toEqual({ ...cancelled, stopped: false });
      expect(await Promise.all([reading.over, there.over])).toEqual([undefined, undefined]);
      const kept = (await historyOf(conversationId)).at(-1);
      expect(kept).toMatchObject({ status: 'MESSAGE_STATUS_PARTIAL', inReplyTo: [idsOf(reading).message?.id] });
      expect([textOf(reading.events), textOf(there.events)]).toEqual([kept?.text, kept?.text]);
    });

    it.each(['the one that runs it', 'the other'])(
      'is cancelled when it asked for that and its last reader, on %s, has gone, not before',
      async (last) => {
        const { reading, turnId } = await running('@script steps=1 hang=1', {
          onDisconnect: 'DISCONNECT_POLICY_CANCEL',
        });
        const there = resume(b, { turnId });
        await there.until(is('textDelta'));
        const [first, second] = last === 'the other' ? [reading, there] : [there, reading];
        first.cancel();
        // Long enough for the one that has gone to be missed.
        const seen = second.events.length;
        await second.until(() => second.events.slice(seen).filter(is('heartbeat')).length > 1);
        expect((await ask(b.chat, 'getTurn', { turnId })).turn?.status).toBe('TURN_STATUS_RUNNING');
        second.cancel();
        const turn = await until('the turn ends', async () => {
          const { turn: now } = await ask(b.chat, 'getTurn', { turnId });
          return now?.endedAt && now;
        });
        expect(turn?.status).toBe('TURN_STATUS_CANCELLED');
      },
    );
  });

  describe('a message that arrives on one while a turn runs on the other', () => {
    const sent = async (onBusy: BusyPolicy, words = '@script steps=3 reply=n') => {
      const userId = someone();
      const first = await running('@script steps=5000 ms=5', { userId });
      const readingB = resume(b, { turnId: first.turnId });
      await readingB.until(is('textDelta'));
      const asked = performance.now();
      const second = stream(b, words, { userId, onBusy });
      await Promise.all([first.reading.over, readingB.over, second.over]);
      expect(performance.now() - asked).toBeLessThan(3000);
      const ended = first.reading.events.at(-1);
      expect(readingB.events.at(-1)?.event).toEqual(ended?.event);
      const begun = second.events.find(is('textDelta'))?.at?.getTime() ?? 0;
      expect(ended?.at?.getTime()).toBeLessThanOrEqual(begun);
      return { ...first, readingB, second, ended: valueIn('ended', ended).turn };
    };

    it('INTERRUPT stops it, keeps what was shown, and is answered next', async () => {
      const { conversationId, reading, readingB, second, ended } = await sent('BUSY_POLICY_INTERRUPT');
      expect(ended?.status).toBe('TURN_STATUS_INTERRUPTED');
      expect(textOf(second.events)).toBe(text(3, 'n'));
      const messages = await historyOf(conversationId);
      expect(messages.map(({ role, status }) => [role, status])).toEqual([
        ['ROLE_USER', 'MESSAGE_STATUS_COMPLETE'],
        ['ROLE_USER', 'MESSAGE_STATUS_COMPLETE'],
        ['ROLE_AGENT', 'MESSAGE_STATUS_PARTIAL'],
        ['ROLE_AGENT', 'MESSAGE_STATUS_COMPLETE'],
      ]);
      const partial = messages[2]?.text;
      expect([textOf(reading.events), textOf(readingB.events), ended?.reply?.text]).toEqual([
        partial,
        partial,
        partial,
      ]);
    });

    it('ROLLBACK takes its place: nobody reads the old message or its reply any more', async () => {
      const { conversationId, reading, second, ended } = await sent('BUSY_POLICY_ROLLBACK', '@script context=1');
      expect(ended?.status).toBe('TURN_STATUS_ROLLED_BACK');
      const { messages: read } = JSON.parse(textOf(second.events)) as { messages: { text: string }[] };
      expect(read.map((message) => message.text)).toEqual(['@script context=1']);
      expect((await historyOf(conversationId)).map(({ id }) => id)).toEqual([
        idsOf(second).message?.id,
        valueIn('ended', second.events.at(-1)).turn?.reply?.id,
      ]);
      const all = await historyOf(conversationId, { includeSuperseded: true });
      const superseded = all.filter(({ status }) => status === 'MESSAGE_STATUS_SUPERSEDED');
      expect(superseded.map((message) => message.text)).toEqual(['@script steps=5000 ms=5', textOf(reading.events)]);
    });

    it('COALESCE waits with the others for one reply, which each of their streams carries whole', async () => {
      const userId = someone();
      const { conversationId, turnId } = await running('@script steps=1 hang=1', { userId });
      const waiting: Listening[] = [];
      for (const [i, clients] of [b, a, b].entries()) {
        const words = `@script steps=3 reply=c${i}-`;
        const reading = stream(clients, words, { userId, onBusy: 'BUSY_POLICY_COALESCE' });
        await reading.until(is('accepted'));
        waiting.push(reading);
      }
      await ask(b.chat, 'cancelTurn', { turnId });
      await Promise.all(waiting.map(({ over }) => over));
      const asked = waiting.map((reading) => idsOf(reading).message?.id);
      expect(new Set(asked).size).toBe(3);
      expect(new Set(waiting.map((reading) => idsOf(reading).turnId)).size).toBe(1);
      for (const { events } of waiting) expect(textOf(events)).toBe(text(3, 'c2-'));
      const reply = (await historyOf(conversationId)).at(-1);
      expect(reply).toMatchObject({ text: text(3, 'c2-'), inReplyTo: asked });
    });

    it('REJECT names the turn, ENQUEUE waits its turn', async () => {
      const userId = someone();
      const { turnId, reading } = await running('@script steps=40 ms=10', { userId });
      const no = await refused(say(b, 'x', { userId, onBusy: 'BUSY_POLICY_REJECT' }));
      expect(no).toMatchObject({ reason: 'CONVERSATION_BUSY', metadata: { turnId } });
      const next = stream(b, 'next', { userId });
      expect(await next.over).toBeUndefined();
      expect(next.events.some(is('queued'))).toBe(true);
      expect(textOf(next.events)).toBe('ok');
      expect(textOf(reading.events)).toBe(text(40));
    });

    it(
      'from both at once, with policies that contradict each other: each is answered or says how it ended',
      async () => {
        for (let round = 0; round < (long ? 50 : 3); round++) {
          const userId = someone();
          const { conversationId, reading } = await running('@script steps=5000 ms=5', { userId });
          const policies = ['INTERRUPT', 'ROLLBACK', 'COALESCE', 'INTERRUPT', 'ENQUEUE', 'ROLLBACK'];
          const sends = policies.map((policy, i) =>
            stream(i % 2 ? a : b, `@script steps=2 reply=${policy}-`, {
              userId,
              onBusy: `BUSY_POLICY_${policy}` as BusyPolicy,
            }),
          );
          expect(await Promise.all([reading, ...sends].map(({ over }) => over))).toEqual(Array(7).fill(undefined));
          const statuses = sends.map(({ events }) => valueIn('ended', events.at(-1)).turn?.status);
          const fine = ['TURN_STATUS_COMPLETED', 'TURN_STATUS_INTERRUPTED', 'TURN_STATUS_ROLLED_BACK'];
          expect(statuses.filter((status) => !fine.includes(status ?? ''))).toEqual([]);
          expect(statuses).toContain('TURN_STATUS_COMPLETED');
          const verified = await ask(b.data, 'verifyConversation', { conversationId });
          expect(verified).toMatchObject({ intact: true, differences: [] });
          const { conversation } = await ask(a.conversations, 'getConversation', { conversationId });
          expect(conversation?.activeTurnId).toBe('');
          const messages = await historyOf(conversationId);
          const answered = messages.flatMap(({ inReplyTo }) => inReplyTo);
          expect(new Set(answered).size).toBe(answered.length);
          expect(conversation?.messageCount).toBe(messages.length);
        }
      },
      patience,
    );
  });
});
