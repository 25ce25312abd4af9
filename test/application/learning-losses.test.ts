import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstOf, type Learner, type Note, overMs, textsOf, useLearners } from '../support/learners.js';
import { until } from '../support/until.js';
import { forever, lineTo } from '../support/worker.js';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
const none = { waiting: 0, givenUp: 0 };

describe('while a memory hangs at what one user said', () => {
  const { learner, told } = useLearners();
  let one: Learner;
  let looking: Promise<void>;
  beforeEach(async () => {
    await told('hang', 'ada');
    await told('other', 'bob');
    one = learner(({ text }, signal) => (text === 'hang' ? forever(signal) : undefined));
    looking = one.learning.look();
    await until('what another said is learned', () => one.notes.length > 0);
  });
  afterEach(() => one.learning.stop());

  it('what others say after that is learned', async () => {
    await told('late', 'bob');
    await told('new', 'cyd');
    const look = () => {
      void one.learning.look();
      return one.notes.length === 3;
    };
    await until('both are learned', look, 2_000);
    expect(textsOf(one.notes).toSorted()).toEqual(['late', 'new', 'other']);
  });

  it('stop() puts that back within a moment, due at once for another, and nothing more is begun', async () => {
    const asked = performance.now();
    await one.learning.stop();
    await looking;
    expect(performance.now() - asked).toBeLessThan(1_000);
    await told('late', 'bob');
    await one.learning.look();
    expect(textsOf(one.notes)).toEqual(['other']);
    const next = learner();
    await next.learning.look();
    expect(textsOf(next.notes).toSorted()).toEqual(['hang', 'late']);
  });
});

describe('while a memory does not end, though it is told to', () => {
  const { elapse, learner, told } = useLearners();

  it('what it was told is nobody else’s until the lease is over', async () => {
    await told('hang', 'ada');
    let begun = false;
    const one = learner(() => {
      begun = true;
      return new Promise(() => undefined);
    });
    void one.learning.look();
    await until('it has begun', () => begun);
    await one.learning.stop();
    const next = learner();
    await next.learning.look();
    expect(textsOf(next.notes)).toEqual([]);
    elapse(overMs);
    await next.learning.look();
    expect(textsOf(next.notes)).toEqual(['hang']);
    expect([...one.reports, ...next.reports]).toEqual([]);
  });
});

describe('what users said', () => {
  const learners = useLearners();
  const { elapse, learner, told } = learners;

  /** Of fifty turns of five users, each user's texts in their order, those of some. */
  async function fifty(...users: number[]): Promise<void> {
    for (let i = 0; i < 50; i++) {
      if (!users.includes(i % 5)) continue;
      await told(`${i}`, `user-${i % 5}`, {}, i % 2 ? learners.here : learners.there);
    }
  }
  /** Each of the fifty is there, each user's in their order. */
  function expectFifty(notes: readonly Note[]): void {
    const byUser = (user: number) => notes.filter(({ userId }) => userId === `user-${user}`);
    for (let user = 0; user < 5; user++) {
      expect(textsOf(byUser(user))).toEqual(Array.from({ length: 10 }, (_, i) => `${i * 5 + user}`));
    }
    expect(notes.length).toBe(50);
  }

  it('is waited for by stop() until nothing is under way, also when the store failed for one of two', async () => {
    await told('lost', 'ada');
    await told('slow', 'bob');
    const line = lineTo(learners.store);
    let underWay = 0;
    const one = learner(async ({ text }, signal) => {
      underWay++;
      if (text === 'slow') {
        await forever(signal).catch(() => undefined);
        for (let i = 0; i < 10; i++) await tick();
      } else {
        await until('both are under way', () => underWay === 2);
        line.cut('rejects');
      }
      underWay--;
    }, line.store);
    void one.learning.look();
    await until('one is lost', () => one.notes.length > 0);
    line.mend();
    await one.learning.stop();
    expect(underWay).toBe(0);
    const next = learner();
    await next.learning.look();
    expect(textsOf(next.notes)).toContain('slow');
  });

  const calls = ['takeLessons', 'entries', 'dropLesson', 'countLessons'];
  it.each(calls.flatMap((name) => ['before', 'after'].map((when) => [name, when] as const)))(
    'is all learned when the store is lost at %s, %s it was done, and comes back',
    async (name, when) => {
      for (const text of ['one', 'two']) await told(text, 'ada');
      await told('other', 'bob');
      let seen = 0;
      const line = lineTo(learners.store, async (call, called) => {
        const isIt = called === name && seen++ === 0;
        if (isIt && when === 'before') line.cut('rejects');
        const answer = await call();
        if (isIt) line.cut('rejects');
        return answer;
      });
      const one = learner(undefined, line.store);
      await one.learning.look();
      expect(seen).toBeGreaterThan(0);
      line.mend();
      elapse(overMs);
      await one.learning.look();
      const first = textsOf(firstOf(one.notes));
      expect(first.toSorted()).toEqual(['one', 'other', 'two']);
      expect(first.filter((text) => text !== 'other')).toEqual(['one', 'two']);
      expect(await learners.store.countLessons()).toEqual(none);
      // The sweep tells of a store that is away.
      expect(one.reports).not.toContain('lessons not looked at');
      expect(one.conditions.list()).toEqual([]);
    },
  );

  it('is learned exactly once by two that look at the same time, each user’s in order', async () => {
    const notes: Note[] = [];
    const begun = [0, 0];
    const [a, b] = [0, 1].map((i) => {
      const line = lineTo(learners.store, async (call) => {
        await tick();
        return call();
      });
      const before = async () => {
        begun[i]!++;
        for (let ticks = 0; ticks < 3; ticks++) await tick();
        // So that each has a part in it.
        if (i === 0) await until('the other learns, too', () => begun[1]! > 0);
      };
      return learner(before, line.store, notes);
    }) as [Learner, Learner];
    await fifty(0, 1, 2);
    const looking = a.learning.look();
    await until('the first has some', () => begun[0]! > 0);
    await fifty(3, 4);
    const all = (one: Learner) =>
      until('all is learned', async () => {
        await one.learning.look();
        return (await learners.store.countLessons()).waiting === 0;
      });
    const second = all(b);
    await until('the second has some', () => begun[1]! > 0);
    await Promise.all([second, all(a), looking]);
    expectFifty(notes);
    expect([...a.reports, ...b.reports]).toEqual([]);
  });

  it('is all learned when one of two dies in the midst, each user’s in order, and little is told twice', async () => {
    await fifty(0, 1, 2, 3, 4);
    const notes: Note[] = [];
    const line = lineTo(learners.store);
    const dead = learner(
      async (_, signal) => {
        await tick();
        if (notes.length < 12) return;
        line.cut('hangs');
        await forever(signal);
      },
      line.store,
      notes,
    );
    void dead.learning.look();
    await until('it died', () => notes.length >= 12);
    const other = learner(undefined, learners.store, notes);
    await other.learning.look();
    expect(await learners.store.countLessons()).toMatchObject({ givenUp: 0 });
    expect(firstOf(notes).length).toBeLessThan(50);
    elapse(overMs);
    await other.learning.look();
    expectFifty(firstOf(notes));
    expect(notes.length - 50).toBeLessThanOrEqual(5);
    expect(await learners.store.countLessons()).toEqual(none);
  });
});
