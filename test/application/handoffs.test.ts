import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { DomainError } from '../../src/domain/errors.js';
import { beginning } from '../../src/domain/playback.js';
import type { Agent, ConversationStore } from '../../src/domain/ports.js';
import { isOver, type Turn } from '../../src/domain/turn.js';
import { until } from '../support/until.js';
import {
  agentOf,
  forever,
  lineTo,
  logOf,
  makePuppet,
  makeWorker,
  type Puppet,
  readAll,
  said,
  saidIn,
  send,
  textOfShown,
  type Worker,
} from '../support/worker.js';

/** Workers on one store, as replicas have it, and a clock that stands still unless it is moved. */
describe('a conversation', () => {
  let dataDir: string;
  let store: ConversationStore;
  let now: number;
  let puppet: Puppet;
  let here: Worker;
  let there: Worker;
  /** How often it was asked whether a turn has readers. */
  let looks: number;
  const clock = { now: () => now };
  const { signal } = new AbortController();

  /** A worker in a process of its own: it takes the store to be one that others share. */
  const replica = (agent: Agent = puppet.agent) => {
    const count = (call: () => Promise<unknown>, name: string) => {
      if (name === 'attended') looks++;
      return call();
    };
    const line = lineTo(store, count, 'mongodb');
    return { ...line, ...makeWorker(line.store, agent, clock) };
  };

  beforeEach(async () => {
    now = 1_000_000;
    dataDir = await mkdtemp(join(tmpdir(), 'colloquy-handoffs-'));
    store = await openEmbeddedStore(dataDir, { clock });
    looks = 0;
    puppet = makePuppet();
    here = replica();
    there = replica();
  });
  afterEach(async () => {
    await Promise.all([here.turns.release(), there.turns.release()]);
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const say = async (worker: Worker, text: string) => (await worker.chat.send(send(text))).turn;
  const at = ({ tenantId, conversationId }: Turn) => ({ tenantId, conversationId });
  const headOf = async ({ tenantId, conversationId }: Turn) => (await store.conversation(tenantId, conversationId))!;
  const byAnn = (expectedEpoch = 0) => ({ humanId: 'ann', reason: 'mine', expectedEpoch });
  const takeOver = (worker: Worker, turn: Turn, humanId = 'ann') =>
    worker.handoffs.takeOver(at(turn), { ...byAnn(), humanId }, signal);
  const changesOf = async (turn: Turn) =>
    (await logOf(store, turn)).flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'ownerChanged'));
  /** Hears of stops as the service does, until the promise settles. */
  async function heeding<T>(promise: Promise<T>, ...workers: Worker[]): Promise<T> {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    promise.then(settle, settle);
    await until('it is answered', async () => {
      await Promise.all(workers.map(({ turns }) => turns.heedStops()));
      return settled;
    });
    return promise;
  }
  /** A reader that is up with what its process shows. */
  async function follow(worker: Worker, turn: Turn, shown: string[]): Promise<void> {
    for await (const { event } of worker.reading.read(turn, beginning, signal)) {
      shown.push(event.kind === 'textDelta' ? event.text : event.kind);
    }
  }

  it('that twenty want at once gets one owner, and the others are told who', async () => {
    const turn = await say(here, 'hold one');
    const names = Array.from({ length: 20 }, (_, i) => `human-${i}`);
    const results = await heeding(
      Promise.allSettled(names.map((name, i) => takeOver(i % 2 ? there : here, turn, name))),
      here,
      there,
    );
    const { owner } = await headOf(turn);
    expect(owner).toMatchObject({ kind: 'HUMAN', epoch: 2 });
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    expect(results[names.indexOf(owner.id)]?.status).toBe('fulfilled');
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    for (const error of refused) {
      expect(error).toBeInstanceOf(DomainError);
      expect(error.fault).toEqual({
        kind: 'taken-over',
        conversationId: turn.conversationId,
        owner: owner.id,
        epoch: 2,
      });
    }
    expect((await changesOf(turn)).length).toBe(1);
  });

  describe.each([
    ['here', () => here],
    ['on another worker', () => there],
  ] as const)('whose turn runs %s', (_, runner) => {
    it.each(['a person', 'a queue'])('is handed to %s when no reader anywhere gets agent text any more', async (to) => {
      let more: () => void = () => undefined;
      const told = new Promise<void>((resolve) => {
        more = resolve;
      });
      // A model that goes on speaking whatever it is told.
      const stubborn = agentOf(async function* () {
        yield said('first ');
        await told;
        for (let i = 0; i < 50; i++) {
          yield said(`late${i} `);
          await new Promise((resolve) => setImmediate(resolve));
        }
      });
      const runs = replica(stubborn);
      if (runner() === here) here = runs;
      else there = runs;
      const turn = await say(runs, 'one');
      const shown: [string[], string[]] = [[], []];
      const readers = [follow(here, turn, shown[0]), follow(there, turn, shown[1])];
      await until('both have the first words', () => shown.every((texts) => texts.includes('first ')));
      const passing: Promise<unknown> =
        to === 'a person' ? takeOver(here, turn) : here.handoffs.request(at(turn), 'sales', 'asked', signal);
      await until('it is decided', async () => (await headOf(turn)).owner.kind !== 'AGENT');
      more();
      await heeding(passing, here, there);
      const atAnswer = shown.map((texts) => texts.join('|'));
      expect(await store.turn('default', turn.id)).toMatchObject({ status: 'HANDED_OFF' });
      await Promise.all(readers);
      for (const [i, texts] of shown.entries()) {
        const after = texts.join('|').slice(atAnswer[i]?.length);
        expect(after.replace('|', '')).toMatch(/^(ended)?$/);
        expect(texts.at(-1)).toBe('ended');
      }
      // Whole words alone were said: what was shown is what is kept.
      const reply = (await saidIn(store, turn)).at(-1);
      const both = shown.map((texts) => texts.filter((text) => /first|late/.test(text)).join(''));
      for (const text of both) expect(reply).toBe(`AGENT ${text} (PARTIAL)`);
    });
  });

  it('is handed over when a reader elsewhere that was slow has been shown the end of its turn', async () => {
    const turn = await say(here, 'hold one');
    const reader = there.reading.read(turn, beginning, signal)[Symbol.asyncIterator]();
    const kinds: string[] = [];
    const pull = async () => {
      const { value, done } = await reader.next();
      if (!done) kinds.push(value.event.kind);
      return !done;
    };
    while (kinds.at(-1) !== 'textDelta') await pull();
    let answered = false;
    const passing = takeOver(here, turn).finally(() => {
      answered = true;
    });
    await until('the turn is over', async () => isOver((await store.turn('default', turn.id))!));
    await until('its reader was looked for', () => looks > 2);
    expect(answered).toBe(false);
    while (await pull());
    await passing;
    expect(kinds.at(-1)).toBe('ended');
  });

  it('whose turn runs on a dead worker is handed over once the lease is over and another has ended the turn', async () => {
    const dead = replica();
    const turn = await say(dead, 'hold one');
    await until('its words are saved', async () => (await store.pieces(turn, 0, 1)).length > 0);
    dead.cut('hangs');
    const shown: string[] = [];
    const reader = follow(there, turn, shown);
    let answered = false;
    const passing = takeOver(here, turn).finally(() => {
      answered = true;
    });
    await until('it is decided', async () => (await headOf(turn)).owner.kind === 'HUMAN');
    await there.turns.sweep();
    expect(isOver((await store.turn('default', turn.id))!)).toBe(false);
    expect(answered).toBe(false);
    now += 10_001;
    await there.turns.sweep();
    await passing;
    expect(await store.turn('default', turn.id)).toMatchObject({ status: 'HANDED_OFF', attempt: 2 });
    await reader;
    expect(shown.at(-1)).toBe('ended');
    // What it had saved is kept; its model was not asked again.
    expect(await saidIn(store, turn)).toEqual(['USER hold one', 'AGENT re: hold one (PARTIAL)']);
    expect(puppet.inputs.length).toBe(1);
  });

  it('that is handed over has one who gave up waiting, and the next call waits in its place', async () => {
    const turn = await say(there, 'hold one');
    const impatient = new AbortController();
    const first = here.handoffs.takeOver(at(turn), byAnn(), impatient.signal);
    await until('it is decided', async () => (await headOf(turn)).owner.kind === 'HUMAN');
    impatient.abort(new Error('deadline'));
    await expect(first).rejects.toThrow('deadline');
    let answered = false;
    const second = takeOver(here, turn).finally(() => {
      answered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    await heeding(second, there);
    expect(await store.turn('default', turn.id)).toMatchObject({ status: 'HANDED_OFF' });
  });

  it('that a person has stores what the user says, answers nothing, and says whose it is', async () => {
    const running = await say(here, 'hold one');
    const waiting = await say(there, 'two');
    const reading = readAll(there, waiting);
    await takeOver(here, running);
    expect((await reading).at(-1)?.turn).toMatchObject({
      status: 'COMPLETED',
      outcome: { owner: { kind: 'HUMAN', id: 'ann', epoch: 2 } },
    });
    for (const onBusy of ['ENQUEUE', 'REJECT', 'INTERRUPT', 'ROLLBACK', 'COALESCE'] as const) {
      const { turn } = await there.chat.send(send(`under ${onBusy}`, { onBusy }));
      expect(turn).toMatchObject({ status: 'COMPLETED', outcome: { owner: { kind: 'HUMAN', id: 'ann' } } });
      const shown = await readAll(here, turn);
      expect(shown.map(({ event }) => event.kind)).toEqual(['accepted', 'ended']);
      expect(shown.at(-1)?.event).toEqual({ kind: 'ended', reply: undefined });
    }
    expect(puppet.inputs.length).toBe(1);
    expect((await saidIn(store, running)).filter((line) => line.startsWith('USER')).length).toBe(7);
    expect((await saidIn(store, running)).filter((line) => line.includes('SUPERSEDED'))).toEqual([]);
  });

  it('that came back before its old turn was stopped gets no reply of that turn', async () => {
    const line = replica(
      agentOf(async function* (_, signal) {
        yield said('old words');
        await forever(signal);
      }),
    );
    const old = await say(line, 'one');
    const impatient = new AbortController();
    const passing = here.handoffs.takeOver(at(old), byAnn(), impatient.signal);
    await until('it is decided', async () => (await headOf(old)).owner.kind === 'HUMAN');
    impatient.abort(new Error('deadline'));
    await expect(passing).rejects.toThrow('deadline');
    await there.handoffs.returnToAgent(at(old), 'ann', '');
    const next = await say(there, 'two');
    expect(next).toMatchObject({ status: 'QUEUED' });
    await line.turns.heedStops();
    await until('the next has the floor', async () => (await headOf(old)).activeTurnId === next.id);
    expect(await store.turn('default', old.id)).toMatchObject({ status: 'HANDED_OFF' });
    await line.turns.release();
    await there.turns.sweep();
    expect(textOfShown(await readAll(there, next))).toBe('re: two.');
  });
});
