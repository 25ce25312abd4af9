import { MongoNetworkError, MongoServerError } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChangesTiming, changesTiming, makeChanges, type StreamEvents } from '../../src/adapters/mongo/changes.js';
import type { StoreChange } from '../../src/domain/ports.js';

const gap: StoreChange = { kind: 'gap' };
const changed = (conversationId: string): StoreChange => ({ kind: 'changed', tenantId: 't', conversationId });
const lost = new MongoServerError({ message: 'the history is lost', code: 286 });
const unsupported = new MongoServerError({ message: 'only with replica sets', code: 40573 });
const network = new MongoNetworkError('the connection is closed');

/** Streams that do what a test says. */
function stub(timing?: ChangesTiming) {
  const opened: { readonly token: unknown; readonly on: StreamEvents; fail(error?: unknown): void; open: boolean }[] =
    [];
  const reports: string[] = [];
  const streams = {
    open(token: unknown, on: StreamEvents) {
      let fail: (error?: unknown) => void = () => undefined;
      const ended = new Promise<unknown>((resolve) => {
        fail = resolve;
      });
      const one = { token, on, fail, open: true };
      opened.push(one);
      const close = async () => {
        one.open = false;
        fail();
      };
      return { ended, close };
    },
    close: async () => undefined,
  };
  const told: StoreChange[] = [];
  const changes = makeChanges(streams, (message) => reports.push(message), timing);
  const watch = () => changes.watch((change) => told.push(change));
  /** The newest stream. */
  const now = () => opened[opened.length - 1]!;
  const tell = (token: string, conversationId: string) => now().on.changed(token, { tenantId: 't', conversationId });
  return { changes, opened, reports, told, watch, now, tell, open: () => opened.filter(({ open }) => open).length };
}

describe('the one stream of a process', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  /** A stream that is open, with one listener. */
  async function begun() {
    const it_ = stub();
    const watching = it_.watch();
    await pass(0);
    it_.now().on.answered('first');
    return { ...it_, leave: await watching };
  }

  it('is opened with the first listener, who waits until it is open, and closed with the last', async () => {
    const { changes, watch, now, opened, open } = stub();
    let ready = 0;
    const waiting = [1, 2].map(() =>
      watch().then((leave) => {
        ready++;
        return leave;
      }),
    );
    await pass(1_000);
    expect([opened.length, ready]).toEqual([1, 0]);
    now().on.answered('first');
    const leaves = [...(await Promise.all(waiting)), await watch()];
    expect(opened.length).toBe(1);
    for (const leave of leaves) leave();
    await pass(0);
    expect(open()).toBe(0);
    const again = watch();
    await pass(0);
    now().on.answered('second');
    await again;
    expect([opened.length, open(), now().token]).toEqual([2, 1, undefined]);
    await changes.close();
    expect(open()).toBe(0);
    await expect(watch()).rejects.toMatchObject({ fault: { kind: 'store-unavailable' } });
    await pass(60_000);
    expect(opened.length).toBe(2);
  });

  it('that breaks is taken up where it was, after a pause: nothing is missed, and no gap is told', async () => {
    const { now, tell, opened, told, open } = await begun();
    tell('a', '1');
    now().fail(network);
    await pass(240);
    expect([opened.length, open()]).toEqual([1, 0]);
    await pass(520);
    expect([opened.length, open(), now().token]).toEqual([2, 1, 'a']);
    tell('b', '2');
    expect(told).toEqual([changed('1'), changed('2')]);
    now().on.answered('c');
    now().fail(network);
    await pass(800);
    expect(now().token).toBe('c');
  });

  it('that cannot be taken up is begun anew, and the gap is told once it is open', async () => {
    for (const error of [lost, undefined, new TypeError('an event without its document')]) {
      const { now, tell, told, reports } = await begun();
      tell('a', '1');
      now().fail(error);
      await pass(800);
      expect(now().token).toBeUndefined();
      expect(told).toEqual([changed('1')]);
      tell('b', '2');
      expect(told).toEqual([changed('1'), gap, changed('2')]);
      expect(reports.length).toBe(1);
    }
  });

  it('whose place the server does not know any more is begun anew', async () => {
    const { now, tell, told } = await begun();
    tell('a', '1');
    const unknown = new MongoServerError({ message: 'no such token', code: 260 });
    now().fail(unknown);
    await pass(800);
    expect(now().token).toBe('a');
    now().fail(unknown);
    await pass(1_500);
    expect(now().token).toBeUndefined();
    now().on.answered('b');
    expect(told).toEqual([changed('1'), gap, gap]);
  });

  it('that stays away: pauses from 250 ms to 5 s, a gap every two seconds, and no more once it is back', async () => {
    const { now, opened, told } = await begun();
    const began: number[] = [];
    for (let seconds = 0; seconds < 50; seconds += 0.05) {
      const before = opened.length;
      if (opened.at(-1)?.open) now().fail(network);
      await pass(50);
      if (opened.length > before) began.push(seconds);
    }
    const pauses = began.slice(1).map((at, i) => at - began[i]!);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(0.2);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(5.1);
    expect(pauses.at(-1)).toBeGreaterThan(0.25);
    expect(opened.length).toBeLessThan(50);
    expect(told.filter(({ kind }) => kind !== 'gap')).toEqual([]);
    expect(told.length).toBeOneOf([24, 25]);
    await until(() => opened.at(-1)!.open);
    expect(now().token).toBe('first');
    now().on.answered('first');
    const before = told.length;
    for (let i = 0; i < 20; i++) {
      await pass(500);
      now().on.answered('first');
    }
    expect(told.length).toBe(before);
  });

  it('that was away for more than a minute is begun anew', async () => {
    const { now, opened, told } = await begun();
    for (let i = 0; i < 700; i++) {
      if (opened.at(-1)?.open) now().fail(network);
      await pass(100);
    }
    await until(() => opened.at(-1)!.open);
    expect(now().token).toBeUndefined();
    const before = told.length;
    now().on.answered('new');
    expect(told.slice(before)).toEqual([gap]);
  });

  it('that hangs is a gap every two seconds from two seconds on, too', async () => {
    const { told } = await begun();
    await pass(1_400);
    expect(told).toEqual([]);
    await pass(200);
    expect(told).toEqual([gap]);
    await pass(6_000);
    expect(told).toEqual([gap, gap, gap, gap]);
  });

  it('that the server does not have: who watches is let in, and told a gap every two seconds until it has', async () => {
    const { watch, now, opened, told } = stub();
    const watching = watch();
    await pass(0);
    now().fail(unsupported);
    await watching;
    for (let i = 0; i < 200; i++) {
      if (opened.at(-1)?.open) now().fail(unsupported);
      await pass(50);
    }
    expect(told).toEqual([gap, gap, gap, gap, gap]);
    await until(() => opened.at(-1)!.open);
    const before = told.length;
    now().on.answered('first');
    expect(told.slice(before)).toEqual([gap]);
  });

  it('that hangs as it is opened keeps nobody waiting', async () => {
    const { watch, told } = stub();
    const watching = watch();
    await pass(1_600);
    await watching;
    expect(told).toEqual([gap]);
  });

  it('tells nothing after the last has left, whatever comes in late, and opens none in a pause', async () => {
    const { now, opened, told, leave, tell } = await begun();
    now().fail(network);
    await pass(0);
    leave();
    tell('late', '1');
    await pass(60_000);
    expect([opened.length, told]).toEqual([1, []]);
  });

  it('leaves no timer behind, also when the last one leaves as it is told', async () => {
    const { changes, now } = stub();
    let leave: () => void = () => undefined;
    const watching = changes.watch(() => leave());
    await pass(0);
    now().on.answered('first');
    leave = await watching;
    await pass(1_600);
    expect(vi.getTimerCount()).toBe(0);
  });

  async function until(look: () => boolean): Promise<void> {
    for (let i = 0; i < 200 && !look(); i++) await pass(50);
    expect(look()).toBe(true);
  }
});

it('the limits are those that are promised', () => {
  expect(changesTiming).toMatchObject({ gapMs: 2_000, leastMs: 250, mostMs: 5_000 });
});
