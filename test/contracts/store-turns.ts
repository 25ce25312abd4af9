import { expect, it } from 'vitest';
import type { ConversationStore } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import {
  answering,
  commitOf,
  endedTurn,
  freshId,
  queuedTurn,
  reply,
  runningTurn,
  start,
  written,
} from '../support/build.js';
import { until } from '../support/until.js';
import { takenOver, tenantOf } from './tenant.js';

const minute = 60_000;

/** The ledger of turns: admission, leases, takeover. */
export function turns(store: () => ConversationStore): void {
  const taken = (worker: string, own: readonly Turn[]) => takenOver(store(), worker, own);

  it('a turn reads back as it was committed, from its admission to its end', async () => {
    const tenant = tenantOf(store());
    let head = await tenant.opened();
    const coalescing = { until: start + 800, latest: start + 4_000 };
    const queued = queuedTurn(head, { messageSeqs: [1, 3, 4], messageSeq: 1, coalescing });
    head = await tenant.turned(head, { turn: queued, from: 'new' });
    expect(await store().turn(tenant.id, queued.id)).toEqual(queued);
    const running: Turn = { ...queued, status: 'RUNNING', attempt: 1, worker: 'w', startedAt: 5 };
    head = await tenant.turned(head, { turn: running, from: { status: 'QUEUED', attempt: 0 }, leaseMs: minute });
    expect(await store().turn(tenant.id, queued.id)).toEqual(running);
    const ended = endedTurn(running, {
      replySeq: 2,
      error: { kind: 'cancelled' },
      marks: [
        { at: 1, chars: 0, event: { kind: 'memoryRecalled', memories: ['likes tea'], skipped: '', elapsedMs: 3 } },
        { at: 2, chars: 4, event: { kind: 'change', change: { kind: 'resumed', lastActivityAt: 9 } } },
      ],
    });
    await tenant.turned(head, { turn: ended, from: { status: 'RUNNING', attempt: 1 } });
    expect(await store().turn(tenant.id, queued.id)).toEqual(ended);
    expect(await store().turn(freshId('tenant'), queued.id)).toBeUndefined();
  });

  it('waiting turns come in the order of their messages; those that run or are over are left out', async () => {
    const tenant = tenantOf(store());
    let head = await tenant.opened();
    const made = [5, 3, 9, 4, 7].map((messageSeq) => queuedTurn(head, { messageSeq }));
    const elsewhere = queuedTurn(await tenant.opened(), { messageSeq: 1 });
    head = await tenant.turned(head, ...[...made, elsewhere].map((turn) => ({ turn, from: 'new' as const })));
    const queue = async (limit: number) =>
      (await store().queuedTurns(tenant.id, head.id, limit)).map(({ messageSeq }) => messageSeq);
    expect(await queue(10)).toEqual([3, 4, 5, 7, 9]);
    expect(await queue(2)).toEqual([3, 4]);
    const next: Turn = { ...made[1]!, status: 'RUNNING', attempt: 1, worker: 'w', startedAt: 5 };
    const cancelled = endedTurn(made[3]!, { status: 'CANCELLED' });
    const from = { status: 'QUEUED' as const, attempt: 0 };
    await tenant.turned(head, { turn: next, from, leaseMs: minute }, { turn: cancelled, from });
    expect(await queue(10)).toEqual([5, 7, 9]);
    expect(await store().queuedTurns(freshId('tenant'), head.id, 10)).toEqual([]);
    expect(await store().queuedTurns(tenant.id, elsewhere.conversationId, 10)).toEqual([elsewhere]);
  });

  it('the newest turn is the last one admitted, whatever has become of it', async () => {
    const tenant = tenantOf(store());
    let head = await tenant.opened();
    const first = runningTurn(head, { messageSeq: 2 });
    const second = queuedTurn(head, { messageSeq: 3 });
    head = await tenant.turned(head, { turn: second, from: 'new' });
    head = await tenant.turned(head, { turn: first, from: 'new', leaseMs: minute });
    expect(await store().newestTurn(tenant.id, head.id)).toEqual(second);
    const cancelled = endedTurn(second, { status: 'CANCELLED' });
    await tenant.turned(head, { turn: cancelled, from: { status: 'QUEUED', attempt: 0 } });
    expect(await store().newestTurn(tenant.id, head.id)).toEqual(cancelled);
    expect(await store().newestTurn(freshId('tenant'), head.id)).toBeUndefined();
  });

  it('a turn whose lease lasts is not taken over; its holder renews it', async () => {
    const tenant = tenantOf(store());
    const turn = await tenant.running(minute);
    expect(await store().renewLease(turn, minute)).toBe('held');
    const expired = await tenant.running(0);
    expect((await taken('worker-2', [turn, expired])).map(({ id }) => id)).toEqual([expired.id]);
    expect(await store().turn(tenant.id, turn.id)).toEqual(turn);
  });

  it('once its lease is over a turn is taken over: one attempt more, another holder, a lease of its own', async () => {
    const tenant = tenantOf(store());
    const turn = await tenant.running(1);
    const before = Date.now();
    const [mine] = await taken('worker-2', [turn]);
    expect(mine).toEqual({ ...turn, attempt: 2, worker: 'worker-2', startedAt: mine!.startedAt });
    // The store's clock may be another machine's.
    expect(Math.abs(mine!.startedAt! - before)).toBeLessThan(minute);
    expect(await store().turn(tenant.id, turn.id)).toEqual(mine);
    expect(await store().takeExpired('worker-3', minute, 1000)).toEqual([]);
    expect(await store().renewLease(mine!, minute)).toBe('held');
  });

  it('a renewal lengthens the lease, and one of no length ends it at once', async () => {
    const tenant = tenantOf(store());
    const turn = await tenant.running(1);
    expect(await store().renewLease(turn, minute)).toBe('held');
    expect(await store().takeExpired('worker-2', minute, 1000)).toEqual([]);
    expect(await store().renewLease(turn, 0)).toBe('held');
    expect((await store().takeExpired('worker-2', minute, 1000)).map(({ id }) => id)).toEqual([turn.id]);
  });

  it('a lease that ran out but was not taken is renewed', async () => {
    const turn = await tenantOf(store()).running(0);
    expect(await store().renewLease(turn, minute)).toBe('held');
    expect(await store().takeExpired('worker-2', minute, 1000)).toEqual([]);
  });

  it('a write that keeps a turn running renews its lease', async () => {
    const tenant = tenantOf(store());
    const turn = await tenant.running(0);
    const head = await tenant.stored(turn.conversationId);
    await tenant.turned(head, { turn, from: { status: 'RUNNING', attempt: 1 }, leaseMs: minute });
    expect(await store().takeExpired('worker-2', minute, 1000)).toEqual([]);
  });

  it('after a takeover the old holder is fenced off: it renews nothing and commits nothing', async () => {
    const tenant = tenantOf(store());
    const old = await tenant.running(0);
    const [mine] = await taken('worker-2', [old]);
    expect(await store().renewLease(old, minute)).toBe('lost');
    const head = await tenant.stored(old.conversationId);
    const late = commitOf(tenant.id, [written(answering(head, old.id, reply({ text: 'late' })), head)], {
      turns: [{ turn: endedTurn(old), from: { status: 'RUNNING', attempt: old.attempt } }],
    });
    expect(await store().commit(late)).toBe('stale');
    expect(await tenant.stored(head.id)).toEqual(head);
    expect(await store().turn(tenant.id, old.id)).toEqual(mine);
    const decision = answering(head, old.id, reply({ text: 'in time' }));
    const from = { status: 'RUNNING' as const, attempt: 2 };
    await tenant.applied(decision, head, { turns: [{ turn: endedTurn(mine!), from }] });
    expect(await store().renewLease(mine!, minute)).toBe('lost');
  });

  it('a lease is lost to whoever is not its holder, and of a turn that does not run', async () => {
    const tenant = tenantOf(store());
    const turn = await tenant.running(minute);
    expect(await store().renewLease({ ...turn, worker: 'worker-9' }, minute)).toBe('lost');
    expect(await store().renewLease({ ...turn, attempt: 2 }, minute)).toBe('lost');
    expect(await store().renewLease({ ...turn, id: 'none' }, minute)).toBe('lost');
    expect(await store().renewLease({ ...turn, tenantId: freshId('tenant') }, minute)).toBe('lost');
    expect(await store().renewLease(turn, minute)).toBe('held');
    const head = await tenant.stored(turn.conversationId);
    const waiting = queuedTurn(head);
    await tenant.turned(head, { turn: waiting, from: 'new' });
    expect(await store().renewLease(waiting, minute)).toBe('lost');
  });

  it('turns that wait or are over are never taken over', async () => {
    const tenant = tenantOf(store());
    const turn = await tenant.running(0);
    const head = await tenant.stored(turn.conversationId);
    const over = { turn: endedTurn(turn), from: { status: 'RUNNING' as const, attempt: 1 } };
    await tenant.turned(head, over, { turn: queuedTurn(head), from: 'new' });
    expect(await store().takeExpired('worker-2', minute, 1000)).toEqual([]);
  });

  it('who has waited longest is taken over first, no more than asked for', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened();
    const leases = [300, 100, 200];
    const made = leases.map((leaseMs) => ({ turn: runningTurn(head), from: 'new' as const, leaseMs }));
    await tenant.turned(head, ...made);
    const order: string[] = [];
    await until('all three are taken over', async () => {
      const some = await store().takeExpired('worker-2', minute, 1);
      expect(some.length).toBeLessThanOrEqual(1);
      order.push(...some.map(({ id }) => id));
      return order.length >= 3;
    });
    expect(order).toEqual([1, 2, 0].map((i) => made[i]?.turn.id));
  });

  it('many that take over at once never get the same turn', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened();
    const made = Array.from({ length: 40 }, () => runningTurn(head));
    await tenant.turned(head, ...made.map((turn) => ({ turn, from: 'new' as const, leaseMs: 0 })));
    const all = new Map<string, string>();
    await until('all are taken over', async () => {
      const workers = Array.from({ length: 8 }, (_, i) => `worker-${i}`);
      const rounds = await Promise.all(workers.map((worker) => store().takeExpired(worker, minute, 9)));
      for (const [i, turns] of rounds.entries()) {
        for (const turn of turns) {
          expect(turn).toMatchObject({ attempt: 2, worker: workers[i] });
          expect(all.has(turn.id)).toBe(false);
          all.set(turn.id, workers[i]!);
        }
      }
      return all.size >= made.length;
    });
    expect([...all.keys()].toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    for (const { id } of made) expect((await store().turn(tenant.id, id))?.worker).toBe(all.get(id));
  });

  it('a takeover and the end of the turn at once: one of them happens', async () => {
    for (let i = 0; i < 10; i++) {
      const tenant = tenantOf(store());
      const turn = await tenant.running(0);
      const head = await tenant.stored(turn.conversationId);
      const end = commitOf(tenant.id, [written(answering(head, turn.id, reply()), head)], {
        turns: [{ turn: endedTurn(turn), from: { status: 'RUNNING', attempt: 1 } }],
      });
      const [refusal, took] = await Promise.all([store().commit(end), store().takeExpired('worker-2', minute, 1000)]);
      const stored = await store().turn(tenant.id, turn.id);
      if (refusal === undefined) {
        expect(took).toEqual([]);
        expect(stored?.status).toBe('COMPLETED');
      } else {
        expect(refusal).toBe('stale');
        expect(took.map(({ id }) => id)).toEqual([turn.id]);
        expect(stored).toMatchObject({ status: 'RUNNING', attempt: 2, worker: 'worker-2' });
        expect(await tenant.stored(head.id)).toEqual(head);
      }
    }
  });
}
