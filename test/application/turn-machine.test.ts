import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { memoryOff } from '../../src/adapters/memory/off.js';
import { makeVerify } from '../../src/application/verify.js';
import type { Entry } from '../../src/domain/entry.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { isOver, type Turn } from '../../src/domain/turn.js';
import { logOf } from '../support/worker.js';
import { leaseMs, makeWorld, type World } from '../support/world.js';

const long = process.env['LONG_TESTS'] !== undefined;
const places = 3;

/** What a caller, an operator or fate may do next; numbers choose among what there is. */
type Step =
  | { do: 'say'; place: number; policy: 'REJECT' | 'ENQUEUE' | 'INTERRUPT' | 'ROLLBACK' | 'COALESCE'; how: string }
  | { do: 'say once'; place: number; which: number; how: string }
  | { do: 'cancel' | 'crash' | 'part' | 'mend' | 'leave' | 'blip' | 'hand off'; place: number; which: number }
  | { do: 'take over' | 'give back' | 'speak'; place: number; human: string; named: boolean }
  | { do: 'read' | 'move'; place: number; which: number; from: number }
  | { do: 'wait'; ms: number };

const place = fc.nat({ max: places - 1 });
const which = fc.nat({ max: 1000 });
const how = fc.constantFrom(
  'p1',
  'p3',
  'p3 w30',
  'p5 w60',
  'p9 w120',
  'p2 w10 tool',
  'p2 w50 tool hang',
  'p2 hang',
  'p2 w5 fail',
  'p2 person',
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('say'),
      place,
      policy: fc.constantFrom('REJECT', 'ENQUEUE', 'INTERRUPT', 'ROLLBACK', 'COALESCE'),
      how,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('say once'), place, which: fc.nat({ max: 3 }), how: fc.constant('p2 w20') }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel'), place, which }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('crash', 'part', 'mend', 'leave', 'blip', 'hand off'), place, which }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('take over', 'give back', 'give back', 'speak'),
      place,
      human: fc.constantFrom('ann', 'bob'),
      named: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('read', 'move'), place, which, from: which }) },
  {
    weight: 9,
    arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.constantFrom(0, 10, 30, 70, 200, leaseMs + 50) }),
  },
) as fc.Arbitrary<Step>;

/** A generator of numbers in [0, 1): mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('whatever happens to turns on several workers', () => {
  let dataDir: string;
  let store: ConversationStore;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  const headNow = () => store.openConversation('default', 'ada', 'web');

  async function take(world: World, step: Step, index: number): Promise<void> {
    const head = await headNow();
    const at = { tenantId: 'default', conversationId: head?.id ?? 'none' };
    const one = <T>(all: readonly T[], n: number) => (all.length > 0 ? all[n % all.length] : undefined);
    switch (step.do) {
      case 'say':
        return world.say(step.place, `m${index} ${step.how}`, { onBusy: step.policy });
      case 'say once':
        return world.say(step.place, `once${step.which} ${step.how}`, { requestId: `r${step.which}` });
      case 'cancel': {
        const turnId = one(world.turnIds, step.which);
        if (turnId) world.ask(step.place, world.processAt(step.place).worker.chat.cancel('default', turnId));
        return;
      }
      case 'take over':
        return world.takeOver(step.place, at.conversationId, step.human, step.named ? (head?.owner.epoch ?? 0) : 0);
      case 'hand off': {
        const { handoffs } = world.processAt(step.place).worker;
        return world.ask(step.place, handoffs.request(at, 'sales', 'asked', new AbortController().signal));
      }
      case 'give back':
        return world.ask(
          step.place,
          world.processAt(step.place).worker.handoffs.returnToAgent(at, step.human, 'n'),
          'not-owner',
        );
      case 'speak': {
        const message = { role: 'HUMAN', text: `h${index}`, authorId: step.human } as const;
        const { conversations } = world.processAt(step.place).worker;
        return world.ask(
          step.place,
          conversations.addMessage('default', at.conversationId, message, '', ''),
          'not-owner',
        );
      }
      case 'read': {
        const other = one(world.clients, step.which);
        const seen = other?.seen.slice(0, step.from % (other.seen.length + 1));
        if (other) world.read(other.turn, other.messageSeq, seen).attach(world.processAt(step.place));
        return;
      }
      case 'move': {
        const client = one(world.clients, step.which);
        if (client && !client.done) client.attach(world.processAt(step.place), step.from % (client.seen.length + 1));
        return;
      }
      case 'wait':
        return world.elapse(step.ms);
      case 'blip':
        return world.blip(step.place, step.which % 6);
      default:
        return void world[step.do](step.place);
    }
  }

  async function turnsOf(entries: readonly Entry[]): Promise<Turn[]> {
    const ids = new Set(entries.flatMap(({ message, turnId }) => (message?.role === 'USER' && turnId ? [turnId] : [])));
    return Promise.all([...ids].map(async (id) => (await store.turn('default', id))!));
  }

  /** Nothing more is asked; all that is under way comes to its end. */
  async function settle(world: World): Promise<void> {
    for (let i = 0; i < places; i++) world.mend(i);
    for (let rounds = 0; rounds < 2000; rounds++) {
      await world.elapse(50, 50);
      for (const client of world.clients) if (client.broken && !client.done) client.attach(world.processAt(rounds));
      const head = await headNow();
      const busy = head && (head.activeTurnId ?? (await store.queuedTurns('default', head.id, 1))[0]);
      if (!busy && world.pending.size === 0 && world.clients.every(({ done }) => done)) return;
    }
    const head = await headNow();
    const active = head?.activeTurnId === undefined ? undefined : await store.turn('default', head.activeTurnId);
    const stuck = world.clients.filter(({ done }) => !done).map(({ turn, seen }) => ({ turn, seen }));
    throw new Error(`nothing ends: ${JSON.stringify({ active, pending: world.pending.size, stuck })}`);
  }

  async function check(world: World): Promise<void> {
    const { facts, clients } = world;
    expect(facts.wrongs).toEqual([]);
    for (const { worker, wasCut } of world.live())
      if (!wasCut) expect(worker.reports.filter((what) => what !== 'turn failed')).toEqual([]);
    const head = await headNow();
    if (!head) return expect(facts.acks).toEqual([]);

    // I1, I6: seq is gap-free, and the head is what the log folds to.
    const verified = await makeVerify(store, memoryOff)(
      'default',
      head.id,
      () => undefined,
      () => undefined,
      new AbortController().signal,
    );
    expect(verified).toEqual({ differences: [], entries: head.lastSeq });
    const log = await logOf(store, { tenantId: 'default', conversationId: head.id } as Turn);
    const messages = log.flatMap(({ message }) => (message ? [message] : []));
    const mine = messages.filter(({ role }) => role === 'USER');
    const replies = messages.filter(({ role }) => role === 'AGENT');

    // I2: one message for each that was sent, however often; I3: where it was said to be.
    expect(new Set(mine.map(({ text }) => text)).size).toBe(mine.length);
    for (const { message, messageSeq, turnId } of facts.acks) {
      expect(log[messageSeq - 1]).toMatchObject({ turnId, message: { role: 'USER', text: message } });
    }
    // I4: what was acknowledged before another began comes before it.
    for (const first of facts.acks) {
      for (const then of facts.acks) {
        if (first.acked < then.begun && !then.replayed) expect(first.messageSeq).toBeLessThan(then.messageSeq);
      }
    }

    // I10: every turn ends, and names its messages and they it; no conversation stays busy.
    const turns = await turnsOf(log);
    expect(head).not.toHaveProperty('activeTurnId');
    expect(await store.queuedTurns('default', head.id, 10)).toEqual([]);
    expect(turns.flatMap(({ messageIds }) => messageIds).toSorted()).toEqual(mine.map(({ id }) => id).toSorted());
    for (const turn of turns) {
      expect(isOver(turn)).toBe(true);
      if (!world.facts.lost) expect(turn.attempt).toBeLessThanOrEqual(1);
      expect(turn.messageSeqs.map((seq) => log[seq - 1]?.message?.id)).toEqual(turn.messageIds);
      // I12: at most one reply for a turn, and so for each message; a stale worker's is not among them.
      const own = replies.filter(({ turnId }) => turnId === turn.id);
      expect(own.length).toBe(turn.replySeq === undefined ? 0 : 1);
      const rolledBack = turn.status === 'ROLLED_BACK';
      for (const reply of own) {
        expect(reply.inReplyTo).toEqual(turn.messageIds);
        // A whole reply may hand over itself; after a takeover there is none.
        const wish = log[turn.replySeq! - 1]?.changes.some(({ kind }) => kind === 'ownerChanged');
        const whole = turn.status === 'COMPLETED' || (turn.status === 'HANDED_OFF' && wish);
        expect(reply.status).toBe(rolledBack ? 'SUPERSEDED' : whole ? 'COMPLETE' : 'PARTIAL');
        for (const use of reply.toolUses) expect(use.result).not.toBe('');
      }
      for (const id of turn.messageIds) {
        expect(mine.find((message) => message.id === id)?.status).toBe(rolledBack ? 'SUPERSEDED' : 'COMPLETE');
      }
      if (turn.status === 'COMPLETED' && own.length === 0) expect(turn.outcome?.owner.kind).not.toBe('AGENT');
    }

    // Readers, however they came, have the reply as it is stored, from `accepted` to `ended`.
    const fresh = turns.map((turn) => world.read(turn, turn.messageSeq));
    for (const [i, client] of fresh.entries()) client.attach(world.processAt(i));
    await world.elapse(300, 50);
    for (const { turn, seen, messageSeq } of clients) {
      const stored = (await store.turn('default', turn.id))!;
      expect(seen.at(-1)?.text).toBe(log[(stored.replySeq ?? 0) - 1]?.message?.text ?? '');
      const kinds = seen.map(({ kind }) => kind);
      expect([kinds[0], kinds.at(-1), messageSeq > 0]).toEqual(['accepted', 'ended', true]);
      expect(kinds.filter((kind) => kind === 'accepted' || kind === 'ended').length).toBe(2);
    }

    // What the model reads has no superseded message, and no tool call without a result.
    for (const { messages: given, conversation } of facts.inputs) {
      const gone = log
        .slice(0, conversation.lastSeq)
        .flatMap(({ changes }) =>
          changes.flatMap((change) => (change.kind === 'messagesSuperseded' ? change.messageIds : [])),
        );
      expect(given.filter(({ id }) => gone.includes(id))).toEqual([]);
      for (const use of given.flatMap(({ toolUses }) => toolUses)) expect(use.result).not.toBe('');
    }
    expect(facts.wrongs).toEqual([]);
  }

  it(
    'I1 I2 I3 I4 I6 I10 I12 I13 I14: the log is whole, each message is answered once, and all come to an end',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }),
          fc.nat(),
          async (steps, seed) => {
            const random = randomFrom(seed);
            vi.setSystemTime(1_700_000_000_000);
            vi.spyOn(Math, 'random').mockImplementation(random);
            dataDir = await mkdtemp(join(tmpdir(), 'colloquy-machine-'));
            store = await openEmbeddedStore(dataDir, { clock: { now: () => Date.now() } });
            const world = makeWorld(store, places, random);
            try {
              for (const [i, each] of steps.entries()) await take(world, each, i);
              await settle(world);
              await check(world);
            } finally {
              world.close();
              await world.elapse(0);
              vi.clearAllTimers();
              await store.close();
              await rm(dataDir, { recursive: true, force: true });
            }
          },
        ),
        { numRuns: long ? 1500 : 60 },
      );
    },
    long ? 600_000 : 30_000,
  );
});
