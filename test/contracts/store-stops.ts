import { expect, it } from 'vitest';
import type { ConversationStore } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import { endedTurn, freshId, queuedTurn } from '../support/build.js';
import { type Tenant, takenOver, tenantOf } from './tenant.js';

const minute = 60_000;
const running = { status: 'RUNNING', attempt: 1 } as const;

/** A turn's `stop`: written like any of its fields, found by who runs it. */
export function stops(store: () => ConversationStore): void {
  /** Any process asks for it, and leaves the lease as it is. */
  async function stopped(tenant: Tenant, turn: Turn, stop: Turn['stop'] = 'CANCELLED'): Promise<Turn> {
    return written(tenant, { ...turn, stop });
  }
  async function written(tenant: Tenant, asked: Turn): Promise<Turn> {
    const { status, attempt } = asked;
    await tenant.turned(await tenant.stored(asked.conversationId), { turn: asked, from: { status, attempt } });
    return asked;
  }
  const runs = (tenant: Tenant, worker: string, leaseMs = minute) => tenant.running(leaseMs, { worker });

  it('who runs a turn finds its stop, until the turn is over', async () => {
    const tenant = tenantOf(store());
    const worker = freshId('worker');
    const turn = await runs(tenant, worker);
    await runs(tenant, worker);
    expect(await store().stopping(worker)).toEqual([]);
    const asked = await stopped(tenant, turn);
    expect(await store().stopping(worker)).toEqual([asked]);
    expect(await store().turn(tenant.id, turn.id)).toEqual(asked);
    const ended = endedTurn(asked, { status: 'CANCELLED' });
    await tenant.turned(await tenant.stored(turn.conversationId), { turn: ended, from: running });
    expect(await store().stopping(worker)).toEqual([]);
    expect(await store().turn(tenant.id, turn.id)).toEqual(ended);
  });

  it('turns of all tenants that one worker runs are found, and of no other worker', async () => {
    const [ours, theirs] = [tenantOf(store()), tenantOf(store())];
    const [worker, other] = [freshId('worker'), freshId('worker')];
    const mine = [
      await stopped(ours, await runs(ours, worker), 'INTERRUPTED'),
      await stopped(theirs, await runs(theirs, worker), 'ROLLED_BACK'),
    ];
    const foreign = await stopped(ours, await runs(ours, other), 'HANDED_OFF');
    const byId = (turns: readonly Turn[]) => turns.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(await store().stopping(worker))).toEqual(byId(mine));
    expect(await store().stopping(other)).toEqual([foreign]);
  });

  it('the lease is not changed by a stop: its holder renews it, and without that it is taken over', async () => {
    const tenant = tenantOf(store());
    const worker = freshId('worker');
    const kept = await stopped(tenant, await runs(tenant, worker));
    const expired = await stopped(tenant, await runs(tenant, worker, 0));
    const taken = await takenOver(store(), freshId('worker'), [kept, expired]);
    expect(taken.map(({ id }) => id)).toEqual([expired.id]);
    expect(await store().renewLease(kept, minute)).toBe('held');
    expect(await store().renewLease(expired, minute)).toBe('lost');
  });

  it('a stop holds for the next holder, too', async () => {
    const tenant = tenantOf(store());
    const [first, second] = [freshId('worker'), freshId('worker')];
    const asked = await stopped(tenant, await runs(tenant, first, 0), 'INTERRUPTED');
    const [mine] = await takenOver(store(), second, [asked]);
    expect(mine).toMatchObject({ id: asked.id, attempt: 2, worker: second, stop: 'INTERRUPTED' });
    expect(await store().stopping(first)).toEqual([]);
    expect(await store().stopping(second)).toEqual([mine]);
  });

  it('a turn that waits keeps its stop and is nobody’s to stop; once it runs it is found', async () => {
    const tenant = tenantOf(store());
    const worker = freshId('worker');
    const head = await tenant.opened();
    const waiting = queuedTurn(head, { stop: 'CANCELLED' });
    const after = await tenant.turned(head, { turn: waiting, from: 'new' });
    expect(await store().turn(tenant.id, waiting.id)).toEqual(waiting);
    expect(await store().stopping(worker)).toEqual([]);
    const begun: Turn = { ...waiting, status: 'RUNNING', attempt: 1, worker, startedAt: 5 };
    const from = { status: 'QUEUED', attempt: 0 } as const;
    await tenant.turned(after, { turn: begun, from, leaseMs: minute });
    expect(await store().stopping(worker)).toEqual([begun]);
  });

  it('a stop that is taken back is gone', async () => {
    const tenant = tenantOf(store());
    const worker = freshId('worker');
    const turn = await runs(tenant, worker);
    await stopped(tenant, turn);
    await written(tenant, turn);
    expect(await store().stopping(worker)).toEqual([]);
    expect(await store().turn(tenant.id, turn.id)).toEqual(turn);
  });

  it('a turn that is handed over is due at once, and says so; another’s hand-over does nothing', async () => {
    const tenant = tenantOf(store());
    const [worker, next] = [freshId('worker'), freshId('worker')];
    const turn = await runs(tenant, worker);
    await store().handOver({ ...turn, worker: next });
    await store().handOver({ ...turn, attempt: 2 });
    expect(await store().turn(tenant.id, turn.id)).toEqual(turn);
    await store().handOver(turn);
    const [mine] = await takenOver(store(), next, [turn]);
    expect(mine).toMatchObject({ attempt: 2, handovers: 1, worker: next });
    await store().handOver(turn);
    expect(await store().turn(tenant.id, turn.id)).toEqual(mine);
  });
}
