import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { DomainError } from '../../src/domain/errors.js';
import { beginning } from '../../src/domain/playback.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { until } from '../support/until.js';
import { agentOf, forever, makeWorker, readAll, said, send, textOfShown } from '../support/worker.js';

/** Two workers on one store, as two replicas have it, and a clock that stands still unless it is moved. */
describe('a turn', () => {
  let dataDir: string;
  let store: ConversationStore;
  let now: number;
  const clock = { now: () => now };

  beforeEach(async () => {
    now = 1_000_000;
    dataDir = await mkdtemp(join(tmpdir(), 'colloquy-turns-'));
    store = await openEmbeddedStore(dataDir, { clock });
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const hanging = (...texts: string[]) =>
    agentOf(async function* (_, signal) {
      for (const text of texts) yield said(text);
      await forever(signal);
    });
  const answering = (...texts: string[]) =>
    agentOf(async function* () {
      for (const text of texts) yield said(text);
    });

  /** A worker that the store no longer hears of: its process is gone, or paused. */
  function cutOff() {
    let gone = false;
    const cut = new Proxy(store, {
      get(target, name) {
        const member = target[name as keyof ConversationStore];
        if (typeof member !== 'function') return member;
        return (...args: never[]) =>
          gone ? new Promise(() => undefined) : (member as (...args: never[]) => unknown).apply(target, args);
      },
    });
    return {
      store: cut,
      go: () => {
        gone = true;
      },
      comeBack: () => {
        gone = false;
      },
    };
  }

  it('whose process is gone is taken over once its lease is over, and not before', async () => {
    const line = cutOff();
    const first = makeWorker(line.store, hanging('lost '), clock);
    const second = makeWorker(store, answering('found'), clock);
    const { turn } = await first.chat.send(send('hello'));
    line.go();
    await second.turns.sweep();
    expect((await store.turn('default', turn.id))?.attempt).toBe(1);
    now += 10_001;
    const reading = readAll(second, turn);
    await second.turns.sweep();
    const shown = await reading;
    expect(textOfShown(shown)).toBe('found');
    const ended = await store.turn('default', turn.id);
    expect(ended).toMatchObject({ status: 'COMPLETED', attempt: 2 });
  });

  it('that was taken over cannot be committed by its old worker', async () => {
    const line = cutOff();
    let finish: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = agentOf(async function* () {
      yield said('old');
      await waiting;
    });
    const first = makeWorker(line.store, slow, clock);
    const second = makeWorker(store, answering('new'), clock);
    const { turn } = await first.chat.send(send('hello'));
    now += 10_001;
    await second.turns.sweep();
    expect(await second.turns.idle(5000)).toBe(true);
    finish();
    expect(await first.turns.idle(5000)).toBe(true);
    expect(first.reports).toEqual(['turn dropped']);
    const entries = await store.entries({
      tenantId: 'default',
      conversationId: turn.conversationId,
      order: 'oldest',
      messagesOnly: true,
      limit: 10,
    });
    expect(entries.map(({ message }) => message?.text)).toEqual(['hello', 'new']);
  });

  it('tells a reader that had seen text of the lost attempt to discard it', async () => {
    const line = cutOff();
    const first = makeWorker(line.store, hanging('lost '), clock);
    const second = makeWorker(store, answering('found'), clock);
    const { turn } = await first.chat.send(send('hello'));
    const before = [];
    for await (const one of first.reading.read(
      turn,
      { attempt: 0, cues: 0, chars: 0, bytes: 0 },
      new AbortController().signal,
    )) {
      before.push(one);
      if (one.event.kind === 'textDelta') break;
    }
    line.go();
    now += 10_001;
    await second.turns.sweep();
    const after = await readAll(second, turn, before.at(-1)?.position);
    expect(after.map(({ event }) => event.kind)).toEqual(['restarted', 'textDelta', 'ended']);
    expect(textOfShown([...before, ...after])).toBe('found');
  });

  it('that never finishes is begun three times and then fails', async () => {
    let turnId = '';
    for (let i = 0; i < 3; i++) {
      const line = cutOff();
      const worker = makeWorker(line.store, hanging(), clock);
      if (i === 0) turnId = (await worker.chat.send(send('hello'))).turn.id;
      else await worker.turns.sweep();
      line.go();
      now += 10_001;
    }
    const last = makeWorker(store, answering('never'), clock);
    await last.turns.sweep();
    await last.turns.idle(5000);
    expect(await store.turn('default', turnId)).toMatchObject({
      status: 'FAILED',
      error: { kind: 'turn-attempts-exhausted', attempts: 3 },
    });
  });

  it('that is released is taken over at once', async () => {
    const first = makeWorker(store, hanging('a'), clock);
    const second = makeWorker(store, answering('b'), clock);
    const { turn } = await first.chat.send(send('hello'));
    await first.turns.release();
    await second.turns.sweep();
    expect(textOfShown(await readAll(second, turn))).toBe('b');
  });

  it('that is released stays so, although a renewal of its lease was under way', async () => {
    let stopped = false;
    const agent = agentOf(async function* (_, signal) {
      yield said('a');
      await forever(signal).finally(() => {
        stopped = true;
      });
    });
    const worker = makeWorker(store, agent, clock, { leaseMs: 3000 });
    const { renewLease } = store;
    let letGo: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => {
      store.renewLease = async (...args) => {
        store.renewLease = renewLease;
        resolve();
        await new Promise<void>((go) => {
          letGo = go;
        });
        return renewLease(...args);
      };
    });
    const { turn } = await worker.chat.send(send('hello'));
    await underWay;
    const released = worker.turns.release();
    await until('the run is stopped', () => stopped);
    letGo();
    await released;
    expect(await store.takeExpired('other', 3000, 10)).toMatchObject([{ id: turn.id, attempt: 2 }]);
  });

  it('keeps its lease for as long as it runs', async () => {
    const worker = makeWorker(store, hanging('a'), clock, { leaseMs: 3000 });
    const { turn } = await worker.chat.send(send('hello'));
    const renewed = new Promise<void>((resolve) => {
      const renew = store.renewLease;
      store.renewLease = async (...args) => {
        const lease = await renew(...args);
        resolve();
        return lease;
      };
    });
    now += 2500;
    await renewed;
    now += 2500;
    expect(await store.takeExpired('other', 3000, 10)).toEqual([]);
    await worker.chat.cancel('default', turn.id);
    await worker.turns.idle(5000);
  });

  it('that waits begins on whichever worker ends the one before', async () => {
    const first = makeWorker(store, hanging('a'), clock);
    const second = makeWorker(store, answering('b'), clock);
    const one = await first.chat.send(send('one'));
    const two = await second.chat.send(send('two'));
    expect(two.turn).toMatchObject({ status: 'QUEUED', position: 1 });
    const reading = readAll(second, two.turn);
    await first.chat.cancel('default', one.turn.id);
    await first.turns.idle(100);
    // Its turn runs on the first worker, whose model hangs; cancelled from the second.
    await second.chat.cancel('default', two.turn.id);
    expect((await store.turn('default', two.turn.id))?.status).toBe('RUNNING');
    await first.turns.release();
    await second.turns.sweep();
    expect((await reading).at(-1)?.event.kind).toBe('ended');
  });

  it('that waits on one worker and is answered by another is read to its end on both', async () => {
    const first = makeWorker(store, hanging('a'), clock);
    const second = makeWorker(store, answering('b'), clock);
    const one = await first.chat.send(send('one'));
    const two = await second.chat.send(send('two', { requestId: 'two' }));
    const reading = readAll(second, two.turn);
    const rest = makeWorker(store, answering('c'), clock);
    await first.turns.release();
    await rest.turns.sweep();
    const shown = await reading;
    expect(textOfShown(shown)).toBe('c');
    expect(shown.at(-1)?.turn.status).toBe('COMPLETED');
    expect(second.turns.underWay('default', two.turn.id)).toBeUndefined();
    expect(textOfShown(await readAll(rest, one.turn))).toBe('c');
  });

  it('that is read where it does not run begins with what the ledger has of it', async () => {
    const first = makeWorker(store, hanging('a'), clock);
    const second = makeWorker(store, answering('b'), clock);
    const { turn } = await first.chat.send(send('one'));
    const kinds: string[] = [];
    for await (const { event } of second.reading.read(turn, beginning, new AbortController().signal)) {
      kinds.push(event.kind);
      if (event.kind === 'started') await first.chat.cancel('default', turn.id);
    }
    expect(kinds).toEqual(['accepted', 'started', 'textDelta', 'ended']);
  });

  it('that waits gets no answer once the agent has asked for a person', async () => {
    let ask: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const agent = agentOf(async function* () {
      await asked;
      yield said('a person comes');
      yield { kind: 'assessed', assessment: { handoff: { queue: 'sales', reason: 'r', briefing: 'b' } } };
    });
    const worker = makeWorker(store, agent, clock);
    const { turn: first } = await worker.chat.send(send('one'));
    const { turn: second } = await worker.chat.send(send('two'));
    const reading = readAll(worker, second);
    ask();
    const last = (await reading).at(-1);
    expect(last?.turn).toMatchObject({ status: 'COMPLETED', outcome: { owner: { kind: 'QUEUE', id: 'sales' } } });
    expect(last?.event).toEqual({ kind: 'ended', reply: undefined });
    expect(await store.turn('default', first.id)).toMatchObject({ status: 'HANDED_OFF' });
    expect((await store.conversation('default', first.conversationId))?.activeTurnId).toBeUndefined();
  });

  it('is taken over with all others at once, however many they are', async () => {
    const line = cutOff();
    const gone = makeWorker(line.store, hanging(), clock);
    for (let i = 0; i < 45; i++) await gone.chat.send(send('x', { userId: `u${i}` }));
    line.go();
    now += 10_001;
    const worker = makeWorker(store, answering('y'), clock);
    await worker.turns.sweep();
    expect(await worker.turns.idle(5000)).toBe(true);
    expect(await store.takeExpired('other', 1, 100)).toEqual([]);
  });

  it('that could not renew its lease is shown no longer', async () => {
    let say: () => void = () => undefined;
    const told = new Promise<void>((resolve) => {
      say = resolve;
    });
    const agent = agentOf(async function* (_, signal) {
      await Promise.race([told, forever(signal)]);
      yield said('late');
    });
    const worker = makeWorker(store, agent, clock, { leaseMs: 30 });
    const { turn } = await worker.chat.send(send('hello'));
    store.renewLease = () => new Promise(() => undefined);
    now += 31;
    await until('the run is dropped', () => worker.turns.underWay('default', turn.id) === undefined);
    say();
    expect((await store.turn('default', turn.id))?.status).toBe('RUNNING');
    expect(worker.reports).toEqual(['turn dropped']);
  });

  it('that ends while its worker leaves begins none of those that wait', async () => {
    const worker = makeWorker(store, hanging('a'), clock);
    await worker.chat.send(send('one'));
    const { turn: waiting } = await worker.chat.send(send('two'));
    const { commit } = store;
    let leave: Promise<void> | undefined;
    store.commit = async (parts) => {
      if (parts.turns?.some(({ turn }) => turn.status === 'CANCELLED')) leave ??= worker.turns.release();
      return commit(parts);
    };
    const running = await store.newestTurn('default', waiting.conversationId);
    expect(running?.id).toBe(waiting.id);
    const head = await store.conversation('default', waiting.conversationId);
    await worker.chat.cancel('default', head?.activeTurnId ?? '');
    await until('the worker leaves', () => leave !== undefined);
    await leave;
    const [taken] = await store.takeExpired('other', 1000, 10);
    expect(taken).toMatchObject({ id: waiting.id, attempt: 2 });
  });

  it('that takes too long fails and keeps its text', async () => {
    const worker = makeWorker(store, hanging('so far'), clock, { turnTimeoutMs: 20 });
    const { turn } = await worker.chat.send(send('hello'));
    const shown = await readAll(worker, turn);
    expect(textOfShown(shown)).toBe('so far');
    expect(shown.at(-1)?.turn).toMatchObject({ status: 'FAILED', error: { kind: 'turn-timeout' } });
  });

  // Of a head that is locked the store says that it is away, while the lease is renewed as ever.
  for (const [what, times, eachMs] of [
    ['the store was away for a while', 2, 0],
    ['its conversation was locked for longer than a lease', 7, 12_000],
  ] as const)
    it(`ends once, in its first attempt, although ${what}`, async () => {
      let refusals: number = times;
      const flaky = new Proxy(store, {
        get(target, name) {
          if (name !== 'commit') return target[name as keyof ConversationStore];
          return async (commit: Parameters<ConversationStore['commit']>[0]) => {
            if (commit.turns?.some(({ turn }) => turn.status === 'COMPLETED') && refusals-- > 0) {
              now += eachMs;
              throw new DomainError({ kind: 'store-unavailable', retryAfterMs: 1 });
            }
            return target.commit(commit);
          };
        },
      });
      const worker = makeWorker(flaky, answering('kept'), clock, { leaseMs: 10_000 });
      const { turn } = await worker.chat.send(send('hello'));
      const shown = await readAll(worker, turn);
      expect(textOfShown(shown)).toBe('kept');
      expect(shown.at(-1)?.turn).toMatchObject({ status: 'COMPLETED', attempt: 1 });
    });

  it('is read the same, whether it runs or is over', async () => {
    const agent = agentOf(async function* () {
      yield { kind: 'memoryRecalled', memories: ['m'], skipped: '', elapsedMs: 1 };
      yield said('a👩‍🚀');
      yield { kind: 'toolUse', use: { id: '1', name: 'lookup', arguments: {}, result: '', failed: false } };
      yield { kind: 'toolUse', use: { id: '1', name: 'lookup', arguments: {}, result: 'r', failed: false } };
      yield said('b');
      yield {
        kind: 'assessed',
        assessment: { stage: 'ENGAGED', criteria: [{ name: 'need', status: 'MET', value: 'v', confidence: 1 }] },
      };
    });
    const worker = makeWorker(store, agent, clock);
    const { turn } = await worker.chat.send(send('hello'));
    const live = await readAll(worker, turn);
    const stored = await readAll(makeWorker(store, agent, clock), turn);
    const shape = (shown: typeof live) => shown.map(({ event, position, at }) => ({ event, position, at }));
    expect(textOfShown(stored)).toBe('a👩‍🚀b');
    expect(shape(stored)).toEqual(shape(live));
  });
});
