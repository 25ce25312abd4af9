import { afterEach, expect, it } from 'vitest';
import type { Lesson } from '../../src/domain/memory.js';
import type { Commit, ConversationStore, Refusal } from '../../src/domain/ports.js';
import {
  answering,
  arriving,
  commitOf,
  endedTurn,
  freshId,
  keptRequest,
  lessonOf,
  opening,
  reply,
  written,
} from '../support/build.js';
import { until } from '../support/until.js';
import { type Tenant, tenantOf } from './tenant.js';

const minute = 60_000;

/** What turns leave to be learned: who gets it, when, and in which order. Takers get those of all tenants. */
export function lessons(store: () => ConversationStore): void {
  const all: Lesson[] = [];
  afterEach(async () => {
    while (all.length > 0) await Promise.all(all.splice(0, 50).map((lesson) => store().dropLesson(lesson)));
    expect(await store().countLessons()).toEqual({ waiting: 0, givenUp: 0 });
  });

  const take = (leaseMs = minute, limit = 1000, worker = freshId('worker')) =>
    store().takeLessons(worker, leaseMs, limit);
  const idsOf = (lessons: readonly Lesson[]) => lessons.map(({ id }) => id);
  const taken = async (limit?: number) => idsOf(await take(minute, limit)).toSorted();
  /** Once there are any. */
  const taking = () =>
    until('a lesson is due', async () => {
      const some = await take();
      return some.length > 0 && some;
    });
  async function left(tenant: Tenant, ...lessons: Partial<Lesson>[]): Promise<Lesson[]> {
    const made = await tenant.left(...lessons);
    all.push(...made);
    return made;
  }
  const users = (count: number) => Array.from({ length: count }, () => ({ userId: freshId('user') }));

  it('a lesson comes as it was committed, with the message seqs of its turn, begun once', async () => {
    const seqs = [3, 4, 9_007_199_254_740_991];
    const [lesson] = await left(tenantOf(store()), { messageSeqs: seqs, at: 1 });
    expect(await store().countLessons()).toEqual({ waiting: 1, givenUp: 0 });
    expect(await take()).toEqual([{ ...lesson, messageSeqs: seqs, at: 1, attempts: 1 }]);
    expect(await store().countLessons()).toEqual({ waiting: 1, givenUp: 0 });
  });

  it.each<[Refusal, (tenant: Tenant, commit: Commit) => Promise<Commit>]>([
    [
      'stale',
      async (tenant, commit) => {
        const old = await tenant.opened();
        await tenant.said(old);
        return { ...commit, conversations: [...commit.conversations, written(arriving(old), old)] };
      },
    ],
    [
      'request-taken',
      async (tenant, commit) => {
        const head = await tenant.opened();
        const request = keptRequest(head.id);
        await tenant.applied(arriving(head), head, { request });
        return { ...commit, request: { ...request, resultId: 'another' } };
      },
    ],
    [
      'open-taken',
      async (tenant, commit) => {
        const { userId } = await tenant.opened();
        const rival = written(opening({ tenantId: tenant.id, userId }));
        return { ...commit, conversations: [...commit.conversations, rival] };
      },
    ],
  ])('a commit that is refused as %s leaves none', async (refusal, spoil) => {
    const tenant = tenantOf(store());
    const turn = await tenant.running(minute);
    const head = await tenant.stored(turn.conversationId);
    const commit = commitOf(tenant.id, [written(answering(head, turn.id, reply()), head)], {
      turns: [{ turn: endedTurn(turn), from: { status: 'RUNNING', attempt: 1 } }],
      lessons: users(2).map((over) => lessonOf({ ...over, tenantId: tenant.id })),
    });
    all.push(...(commit.lessons ?? []));
    expect(await store().commit(await spoil(tenant, commit))).toBe(refusal);
    expect(await store().countLessons()).toEqual({ waiting: 0, givenUp: 0 });
    expect(await take()).toEqual([]);
    expect(await store().commit(commit)).toBeUndefined();
    expect(await taken()).toEqual(idsOf(commit.lessons ?? []));
  });

  it('the same commit again leaves its lesson once, also at once, and not anew when it was learned', async () => {
    const tenant = tenantOf(store());
    const turn = await tenant.running(minute);
    const head = await tenant.stored(turn.conversationId);
    const lesson = lessonOf({ id: turn.id, tenantId: tenant.id, conversationId: head.id });
    all.push(lesson);
    const commit = commitOf(tenant.id, [written(answering(head, turn.id, reply()), head)], {
      turns: [{ turn: endedTurn(turn), from: { status: 'RUNNING', attempt: 1 } }],
      lessons: [lesson],
    });
    const again = () => Promise.all([1, 2, 3].map(() => store().commit(commit)));
    expect(await again()).toEqual([undefined, undefined, undefined]);
    expect(await store().countLessons()).toEqual({ waiting: 1, givenUp: 0 });
    const [mine] = await take();
    expect(await again()).toEqual([undefined, undefined, undefined]);
    expect(await take()).toEqual([]);
    await store().dropLesson(mine!);
    expect(await again()).toEqual([undefined, undefined, undefined]);
    expect(await store().countLessons()).toEqual({ waiting: 0, givenUp: 0 });
  });

  it('of twenty that take at once, again and again, each lesson is one’s alone', async () => {
    const made = await left(tenantOf(store()), ...users(30), ...users(10));
    const got = new Map<string, Lesson>();
    await until('all are taken', async () => {
      const rounds = await Promise.all(Array.from({ length: 20 }, () => take(minute, 7)));
      for (const lesson of rounds.flat()) {
        expect(lesson.attempts).toBe(1);
        expect(got.has(lesson.id)).toBe(false);
        got.set(lesson.id, lesson);
      }
      return got.size === made.length;
    });
  });

  it('of one user twenty that take at once get one lesson, the earliest, until it is dropped', async () => {
    const made = await left(tenantOf(store()), ...Array(5).fill({ userId: freshId('user') }));
    for (const { id } of made) {
      const rounds = await Promise.all(Array.from({ length: 20 }, () => take()));
      expect(idsOf(rounds.flat())).toEqual([id]);
      await store().dropLesson(rounds.flat()[0]!);
    }
  });

  it('a user’s lessons come by their time, then by their ids, however they were committed', async () => {
    const tenant = tenantOf(store());
    const userId = freshId('user');
    const at = [5, 3, 5, 1, 3, 5];
    const ids = ['c', 'b', 'a', 'z', 'A', 'B'];
    for (const i of at.keys()) await left(tenant, { userId, at: at[i]!, id: ids[i]! });
    const order: string[] = [];
    for (let [lesson] = await take(); lesson; [lesson] = await take()) {
      order.push(`${lesson.at}${lesson.id}`);
      await store().dropLesson(lesson);
    }
    expect(order).toEqual(['1z', '3A', '3b', '5B', '5a', '5c']);
  });

  it('while a user’s earlier one is taken, waits or is put back, the later ones are not given', async () => {
    const userId = freshId('user');
    const [first, second] = await left(tenantOf(store()), { userId }, { userId }, { userId });
    let [mine] = await take();
    expect(mine!.id).toBe(first!.id);
    expect(await taken()).toEqual([]);
    await store().putBackLesson(mine!, 0);
    [mine] = await taking();
    expect(mine!.id).toBe(first!.id);
    await store().putBackLesson(mine!, minute);
    expect(await taken()).toEqual([]);
    await store().dropLesson(mine!);
    expect(await taken()).toEqual([second!.id]);
  });

  it.each(['new', 'revived'])('an earlier one that is %s waits until the later one has been learned', async (how) => {
    const tenant = tenantOf(store());
    const userId = freshId('user');
    const make = () => left(tenant, { userId, at: 1, id: 'early' });
    if (how === 'revived') {
      await make();
      await store().putBackLesson((await take())[0]!, undefined);
    }
    await left(tenant, { userId, at: 2, id: 'late' });
    const [late] = await take();
    expect(late).toMatchObject({ id: 'late' });
    if (how === 'new') await make();
    else await store().reviveLessons();
    expect(await taken()).toEqual([]);
    await store().dropLesson(late!);
    expect(await taken()).toEqual(['early']);
  });

  it('one that is put back is hidden for that time, by the store’s clock, and each taking is one attempt more', async () => {
    const [lesson] = await left(tenantOf(store()), ...users(1));
    let [mine] = await take();
    for (const attempts of [1, 2, 3]) {
      expect(mine).toEqual({ ...lesson, attempts });
      await store().putBackLesson(mine!, 150);
      const before = performance.now();
      [mine] = await taking();
      // The store's clock counts whole milliseconds, and not from the same moment.
      expect(performance.now() - before).toBeGreaterThan(100);
    }
  });

  it('one that is given up blocks nobody, is given to nobody, and is counted; revived it is as new', async () => {
    const userId = freshId('user');
    const [first, second, third] = await left(tenantOf(store()), { userId }, { userId }, { userId });
    const [mine] = await take();
    await store().putBackLesson(mine!, undefined);
    expect(await store().countLessons()).toEqual({ waiting: 2, givenUp: 1 });
    expect(await taken()).toEqual([second!.id]);
    await store().dropLesson(second!);
    await store().reviveLessons();
    expect(await store().countLessons()).toEqual({ waiting: 2, givenUp: 0 });
    expect(await take()).toEqual([{ ...first, attempts: 1 }]);
    await store().reviveLessons();
    expect(await taken()).toEqual([]);
    await store().dropLesson(first!);
    expect(await taken()).toEqual([third!.id]);
  });

  it('a lease that ran out gives the lesson to the next that takes, and its user’s later ones still wait', async () => {
    const userId = freshId('user');
    const [first] = await left(tenantOf(store()), { userId }, { userId });
    expect(await take(1)).toEqual([{ ...first, attempts: 1 }]);
    expect(await taking()).toEqual([{ ...first, attempts: 2 }]);
    expect(await taken()).toEqual([]);
  });

  it.each([0, undefined])('who lost a lesson to another cannot put it back (%s) under that one’s hands', async (ms) => {
    await left(tenantOf(store()), ...users(1));
    const [mine] = await take(0);
    const [theirs] = await taking();
    await store().putBackLesson(mine!, ms);
    expect(await taken()).toEqual([]);
    expect(await store().countLessons()).toEqual({ waiting: 1, givenUp: 0 });
    await store().putBackLesson(theirs!, undefined);
    expect(await store().countLessons()).toEqual({ waiting: 0, givenUp: 1 });
  });

  it('one that was dropped is not put back', async () => {
    await left(tenantOf(store()), ...users(1));
    const [mine] = await take();
    await store().dropLesson(mine!);
    await store().dropLesson(mine!);
    await store().putBackLesson(mine!, 0);
    await store().putBackLesson(mine!, undefined);
    expect(await store().countLessons()).toEqual({ waiting: 0, givenUp: 0 });
  });

  it('users and tenants are apart, also where every id is the same', async () => {
    const [ours, theirs] = [tenantOf(store()), tenantOf(store())];
    const same = { id: freshId('turn'), userId: freshId('user'), conversationId: freshId('conversation'), at: 1 };
    const made = [...(await left(ours, same)), ...(await left(theirs, same))];
    const other = await left(ours, { ...same, id: freshId('turn'), userId: freshId('user') });
    const got = await take();
    expect(got.map(({ tenantId, id }) => [tenantId, id]).toSorted()).toEqual(
      [...made, ...other].map(({ tenantId, id }) => [tenantId, id]).toSorted(),
    );
    const of = (tenant: Tenant) => got.find(({ tenantId, id }) => tenantId === tenant.id && id === same.id)!;
    await store().putBackLesson(of(ours), undefined);
    await store().dropLesson(of(ours));
    expect(await store().countLessons()).toEqual({ waiting: 2, givenUp: 0 });
    await store().putBackLesson(of(theirs), 0);
    expect(await taking()).toEqual([{ ...of(theirs), attempts: 2 }]);
  });

  it('ids may be anything', async () => {
    const strange = ['$where', 'a.b', '__proto__', 'a/b%2F', 'é\u{1f600} "x"', "'; --", '\u0000', 'A'.repeat(900)];
    const overs = strange.map((id) => ({ id, userId: id, conversationId: id }));
    const made = await left(tenantOf(store()), ...overs);
    const got = await take();
    const byId = (a: Lesson, b: Lesson) => (a.id < b.id ? -1 : 1);
    expect(got.toSorted(byId)).toEqual(made.map((lesson) => ({ ...lesson, attempts: 1 })).toSorted(byId));
    for (const lesson of got) await store().putBackLesson(lesson, undefined);
    expect(await store().countLessons()).toEqual({ waiting: 0, givenUp: strange.length });
  });

  it('who takes gets no more than asked for, and then the rest', async () => {
    const made = await left(tenantOf(store()), ...users(5));
    expect(await taken(0)).toEqual([]);
    const got: string[] = [];
    for (const most of [2, 2, 2]) {
      const some = await taken(most);
      expect(some.length).toBeLessThanOrEqual(most);
      got.push(...some);
    }
    expect(got.toSorted()).toEqual(idsOf(made).toSorted());
  });

  it.each(['is being learned', 'was put back'])(
    'a user with many lessons, whose earliest %s, keeps nobody else from theirs',
    async (how) => {
      const tenant = tenantOf(store());
      const [first] = await left(tenant, ...Array(60).fill({ userId: freshId('user') }));
      expect(await taken(16)).toEqual([first!.id]);
      if (how === 'was put back') await store().putBackLesson(first!, minute);
      const [other] = await left(tenant, ...users(1));
      expect(await taken(16)).toEqual([other!.id]);
    },
  );

  it('no more than a thousand are counted', async () => {
    await left(tenantOf(store()), ...Array(1_003).fill({ userId: freshId('user') }));
    expect(await store().countLessons()).toEqual({ waiting: 1_000, givenUp: 0 });
  });
}
