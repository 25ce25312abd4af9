import { expect, it } from 'vitest';
import type { Conversation } from '../../src/domain/conversation.js';
import type { Lesson } from '../../src/domain/memory.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import {
  answering,
  commitOf,
  endedTurn,
  freshId,
  keptRequest,
  lessonOf,
  pieceOf,
  queuedTurn,
  reply,
  runningTurn,
  written,
} from '../support/build.js';
import { until } from '../support/until.js';
import { type Tenant, tenantOf } from './tenant.js';

const minute = 60_000;
const { signal } = new AbortController();

/** What erasures go through. */
export function erasurePlaces(store: () => ConversationStore): void {
  /** A conversation with something in every place. */
  async function full(tenant: Tenant, userId: string): Promise<{ head: Conversation; turn: Turn }> {
    const running = await tenant.running(minute);
    let head = await tenant.stored(running.conversationId);
    const waiting = queuedTurn(head, { messageSeq: 9 });
    head = await tenant.turned(head, { turn: waiting, from: 'new' });
    const end = commitOf(tenant.id, [written(answering(head, running.id, reply()), head)], {
      turns: [
        { turn: endedTurn(running), from: { status: 'RUNNING', attempt: 1 } },
        { turn: runningTurn(head, { id: waiting.id }), from: { status: 'QUEUED', attempt: 0 }, leaseMs: minute },
      ],
      request: keptRequest(head.id),
      lessons: [lessonOf({ tenantId: tenant.id, userId, conversationId: head.id })],
    });
    expect(await store().commit(end)).toBeUndefined();
    const now = (await store().turn(tenant.id, waiting.id))!;
    for (const number of [1, 2, 3]) await store().savePiece(now, pieceOf(number));
    return { head: await tenant.stored(head.id), turn: now };
  }

  const counts = async (tenantId: string, ids: readonly string[]) =>
    Object.fromEntries(
      await Promise.all(
        store().erasures.ofConversations.map(async (place) => [place.store, await place.count(tenantId, ids)]),
      ),
    );

  it('each counts what is there, erases a few at a time until nothing is left, and nothing of others', async () => {
    const tenant = tenantOf(store());
    const [mine, theirs] = [freshId('user'), freshId('user')];
    const all = [await full(tenant, mine), await full(tenant, mine)];
    const { head: other, turn: kept } = await full(tenant, theirs);
    const before = await counts(tenant.id, [other.id]);
    expect(before).toMatchObject({ log: 2, turns: 2, requests: 1, numbers: expect.any(Number) });
    for (const count of Object.values(before)) expect(count).toBeGreaterThan(0);
    const ids = all.map(({ head }) => head.id);
    const twice = Object.fromEntries(Object.entries(before).map(([name, count]) => [name, Number(count) * 2]));
    expect(await counts(tenant.id, ids)).toEqual(twice);
    const running = all[0]!.turn;
    for (const place of store().erasures.ofConversations) {
      for (let erased = 1; erased > 0; ) {
        erased = await place.erase(tenant.id, ids, 2);
        expect(erased).toBeLessThanOrEqual(2);
      }
      expect(await place.count(tenant.id, ids)).toBe(0);
    }
    expect(await store().turn(tenant.id, running.id)).toBeUndefined();
    expect(await store().pieces(running, 0, 10)).toEqual([]);
    expect(await store().renewLease(running, minute)).toBe('lost');
    expect(await tenant.log(ids[0]!)).toEqual([]);
    expect(await counts(tenant.id, [other.id])).toEqual(before);
    expect((await store().pieces(kept, 0, 10)).length).toBe(3);

    for (const place of store().erasures.ofUsers) {
      expect(await place.count({ tenantId: tenant.id, userId: mine }, signal)).toBe(2);
      while ((await place.erase({ tenantId: tenant.id, userId: mine }, 1, signal)) > 0);
      expect(await place.count({ tenantId: tenant.id, userId: mine }, signal)).toBe(0);
      expect(await place.count({ tenantId: tenant.id, userId: theirs }, signal)).toBe(1);
      while ((await place.erase({ tenantId: tenant.id, userId: theirs }, 1, signal)) > 0);
    }
  });

  it('a lesson that is being learned stays, and is counted, until it is let go of or its lease is over', async () => {
    const tenant = tenantOf(store());
    const [lessons] = store().erasures.ofUsers;
    const ends = {
      learned: (lesson: Lesson) => store().dropLesson(lesson),
      'put back': (lesson: Lesson) => store().putBackLesson(lesson, minute),
      'given up': (lesson: Lesson) => store().putBackLesson(lesson, undefined),
      left: async () => undefined,
    };
    for (const [how, end] of Object.entries(ends)) {
      const subject = { tenantId: tenant.id, userId: freshId('user') };
      await tenant.left(subject, subject);
      const taken = await until('ours is given', async () =>
        (await store().takeLessons('w', how === 'left' ? 300 : minute, 1000)).find(
          ({ userId }) => userId === subject.userId,
        ),
      );
      while ((await lessons!.erase(subject, 10, signal)) > 0);
      expect(await lessons!.count(subject, signal), how).toBe(1);
      await end(taken);
      const none = () => lessons!.erase(subject, 10, signal).then(() => lessons!.count(subject, signal));
      await until(`nothing is left once it is ${how}`, async () => (await none()) === 0);
    }
  });

  it('lessons that are put back or given up are erased, too', async () => {
    const tenant = tenantOf(store());
    const subject = { tenantId: tenant.id, userId: freshId('user') };
    const [given, put] = await tenant.left(subject, subject);
    const mine = await until('ours is given', async () =>
      (await store().takeLessons('w', minute, 1000)).find(({ id }) => id === given!.id),
    );
    await store().putBackLesson(mine, undefined);
    const next = (await store().takeLessons('w', minute, 1000)).find(({ id }) => id === put!.id);
    await store().putBackLesson(next!, minute);
    const [lessons] = store().erasures.ofUsers;
    expect(await lessons!.count(subject, signal)).toBe(2);
    while ((await lessons!.erase(subject, 10, signal)) > 0);
    expect(await lessons!.count(subject, signal)).toBe(0);
    await store().putBackLesson(mine, 0);
    expect(await lessons!.count(subject, signal)).toBe(0);
  });

  it('a piece of text that comes when its turn is gone is not kept', async () => {
    if (store().kind === 'mongodb') return;
    const tenant = tenantOf(store());
    const turn = await tenant.running(minute);
    for (const place of store().erasures.ofConversations) {
      while ((await place.erase(tenant.id, [turn.conversationId], 10)) > 0);
    }
    await store().savePiece(turn, pieceOf(1));
    expect(await store().pieces(turn, 0, 10)).toEqual([]);
  });

  it('nothing is left in files of the store’s own', async () => {
    expect(await store().erasures.settle(signal)).toBe(true);
  });
}
