import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  answering,
  closing,
  commitOf,
  endedTurn,
  keptRequest,
  lessonOf,
  opening,
  pieceOf,
  queuedTurn,
  reply,
  runningTurn,
  written,
} from '../support/build.js';
import type { StoreUnderTest } from './conversation-store.js';
import { seen, tenantOf } from './tenant.js';

/** What is there after the store was closed and opened again. */
export function durability(make: () => Promise<StoreUnderTest>): void {
  let made: StoreUnderTest;
  beforeEach(async () => {
    made = await make();
  });
  afterEach(() => made.dispose());

  it('all that was committed is there: heads, logs, turns, requests, claims', async () => {
    const tenant = tenantOf(made.store);
    const request = keptRequest('x');
    const turn = await tenant.running(60_000);
    const waiting = queuedTurn(await tenant.stored(turn.conversationId), { messageSeq: 9 });
    let head = await tenant.stored(turn.conversationId);
    head = await tenant.turned(head, { turn: waiting, from: 'new' });
    const decision = answering(head, turn.id, reply());
    const commit = commitOf(tenant.id, [written(decision, head)], {
      turns: [{ turn: endedTurn(turn), from: { status: 'RUNNING', attempt: 1 } }],
      request,
    });
    expect(await made.store.commit(commit)).toBeUndefined();
    const other = await tenant.opened({}, { metadata: { campaign: 'spring' } });
    await tenant.applied(closing(other), other);
    const before = await seen(made.store, tenant.id, commit);

    const store = await made.reopen();
    expect(await seen(store, tenant.id, commit)).toEqual(before);
    const listed = await store.conversations(tenant.id, {
      filter: { metadata: { campaign: 'spring' } },
      order: 'newest',
      limit: 10,
    });
    expect(listed.map(({ id }) => id)).toEqual([other.id]);
    const rival = opening({ tenantId: tenant.id, userId: head.userId });
    expect(await store.commit(commitOf(tenant.id, [written(rival)]))).toBe('open-taken');
    expect(await store.commit(commitOf(tenant.id, [], { request }))).toBe('request-taken');
    // An answer that got lost with the process: the same commit again is the same commit.
    expect(await store.commit(commit)).toBeUndefined();
    expect(await seen(store, tenant.id, commit)).toEqual(before);
  });

  it('a stop that was asked for is not forgotten', async () => {
    const turn = await tenantOf(made.store).running(0, { stop: 'INTERRUPTED' });
    const store = await made.reopen();
    const [taken] = await store.takeExpired('worker-2', 60_000, 10);
    expect(taken).toMatchObject({ id: turn.id, attempt: 2, worker: 'worker-2', stop: 'INTERRUPTED' });
    expect(await store.stopping('worker-2')).toEqual([taken]);
  });

  it('pieces are there, for whoever takes the turn over to read', async () => {
    const turn = await tenantOf(made.store).running(60_000);
    for (const number of [1, 2]) await made.store.savePiece(turn, pieceOf(number));
    const store = await made.reopen();
    expect(await store.pieces(turn, 0, 10)).toEqual([pieceOf(1), pieceOf(2)]);
    expect(await store.follow([{ turn, after: 1 }])).toEqual([{ turn, pieces: [pieceOf(2)] }]);
  });

  it('lessons are there, those that were given up as such; on the embedded store none is taken any more', async () => {
    const { left } = tenantOf(made.store);
    await left({ userId: 'a' }, { userId: 'b' }, { userId: 'c' });
    const before = await made.store.takeLessons('w', 60_000, 10);
    const [taken, putBack, givenUp] = ['a', 'b', 'c'].map((user) => before.find(({ userId }) => userId === user));
    await made.store.putBackLesson(putBack!, 60_000);
    await made.store.putBackLesson(givenUp!, undefined);
    const fresh = await left({ userId: 'c' }, { userId: 'd' });

    const store = await made.reopen();
    expect(await store.countLessons()).toEqual({ waiting: 4, givenUp: 1 });
    const due = await store.takeLessons('w', 60_000, 10);
    const again = store.kind === 'embedded' ? [taken!, putBack!] : [];
    expect(due.toSorted((a, b) => a.at - b.at)).toEqual([
      ...again.map((lesson) => ({ ...lesson, attempts: 2 })),
      ...fresh.map((lesson) => ({ ...lesson, attempts: 1 })),
    ]);
    for (const lesson of due) await store.dropLesson(lesson);
    await store.reviveLessons();
    expect(await store.takeLessons('w', 60_000, 10)).toEqual([{ ...givenUp, attempts: 1 }]);
  });

  it('the secret is random, of 32 bytes or more, and stays', async () => {
    const secret = await made.store.secret();
    expect(secret).toBeInstanceOf(Uint8Array);
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(new Set(secret).size).toBeGreaterThan(8);
    expect([...(await made.store.secret())]).toEqual([...secret]);
    const store = await made.reopen();
    expect([...(await store.secret())]).toEqual([...secret]);
    const another = await make();
    expect([...(await another.store.secret())]).not.toEqual([...secret]);
    await another.dispose();
  });

  it('what was committed before the store closes is there, also when nobody waited for it', async () => {
    const tenant = tenantOf(made.store);
    const decision = opening({ tenantId: tenant.id });
    const answer = made.store.commit(commitOf(tenant.id, [written(decision)]));
    const store = await made.reopen();
    const stored = await store.conversation(tenant.id, decision.conversation.id);
    const outcome = await answer.then(
      () => 'committed',
      () => 'unknown',
    );
    if (outcome === 'committed') expect(stored).toEqual({ ...decision.conversation, revision: 1 });
  });

  it('a closed store refuses as unavailable, and may be closed again', async () => {
    const tenant = tenantOf(made.store);
    const head = await tenant.opened();
    const stop = await made.store.watch(() => undefined);
    await made.store.close();
    await made.store.close();
    const gone = { fault: { kind: 'store-unavailable' } };
    await expect(made.store.conversation(tenant.id, head.id)).rejects.toMatchObject(gone);
    await expect(made.store.commit(commitOf(tenant.id, []))).rejects.toMatchObject(gone);
    await expect(made.store.takeExpired('w', 1, 1)).rejects.toMatchObject(gone);
    await expect(made.store.savePiece(runningTurn(head), pieceOf(1))).rejects.toMatchObject(gone);
    await expect(made.store.takeLessons('w', 1, 1)).rejects.toMatchObject(gone);
    await expect(made.store.dropLesson(lessonOf())).rejects.toMatchObject(gone);
    await expect(made.store.watch(() => undefined)).rejects.toMatchObject(gone);
    stop();
  });
}
