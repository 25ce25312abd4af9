import { expect, it } from 'vitest';
import type { ConversationStore, StoreChange } from '../../src/domain/ports.js';
import { arriving, commitOf, opening, written } from '../support/build.js';
import { until } from '../support/until.js';
import { tenantOf } from './tenant.js';

/** Who watches is told of commits. */
export function watching(store: () => ConversationStore): void {
  async function watcher() {
    const told: StoreChange[] = [];
    const stop = await store().watch((change) => told.push(change));
    const of = (tenantId: string) =>
      told.flatMap((one) => (one.kind === 'changed' && one.tenantId === tenantId ? [one.conversationId] : []));
    return { told, stop, of };
  }

  it('every commit from then on is told, with its tenant and conversation, to everyone', async () => {
    const tenant = tenantOf(store());
    const earlier = await tenant.opened();
    const [one, two] = [await watcher(), await watcher()];
    const first = await tenant.opened();
    const second = await tenant.said(await tenant.opened());
    const changed = await tenant.said(earlier);
    const ids = [first.id, second.id, changed.id].toSorted();
    for (const { of, stop } of [one, two]) {
      await until('all are told', () => ids.every((id) => of(tenant.id).includes(id)));
      expect([...new Set(of(tenant.id))].toSorted()).toEqual(ids);
      stop();
    }
  });

  it('a commit to two conversations is told for each; a refused one is not told', async () => {
    const tenant = tenantOf(store());
    const { of, stop } = await watcher();
    const head = await tenant.opened();
    const other = await tenant.opened();
    await until('the openings are told', () => of(tenant.id).length >= 2);
    const stale = opening({ tenantId: tenant.id, id: head.id });
    expect(await store().commit(commitOf(tenant.id, [written(stale)]))).toBe('stale');
    const parts = [written(arriving(head), head), written(arriving(other), other)];
    expect(await store().commit(commitOf(tenant.id, parts))).toBeUndefined();
    await until('both are told', () => of(tenant.id).length >= 4);
    expect(of(tenant.id).toSorted()).toEqual([head.id, other.id, head.id, other.id].toSorted());
    stop();
  });

  it('who is told reads what was committed', async () => {
    const tenant = tenantOf(store());
    const decision = opening({ tenantId: tenant.id });
    const { id } = decision.conversation;
    let seen: unknown;
    const stop = await store().watch((change) => {
      if (change.kind !== 'changed' || change.conversationId !== id) return;
      seen ??= store().conversation(tenant.id, id);
    });
    expect(await store().commit(commitOf(tenant.id, [written(decision)]))).toBeUndefined();
    await until('it is told', () => seen);
    expect(await seen).toEqual({ ...decision.conversation, revision: 1 });
    stop();
  });

  it('who has left is told nothing more, and may leave twice', async () => {
    const tenant = tenantOf(store());
    const [gone, stays] = [await watcher(), await watcher()];
    gone.stop();
    gone.stop();
    await tenant.opened();
    await until('the other is told', () => stays.of(tenant.id).length > 0);
    expect(gone.told).toEqual([]);
    stays.stop();
  });

  it('a listener that fails, at once or later, disturbs neither commits nor the others', async () => {
    const tenant = tenantOf(store());
    const stops = [
      await store().watch(() => {
        throw new Error('a bug');
      }),
      await store().watch(async () => {
        throw new Error('a later bug');
      }),
    ];
    const { of, stop } = await watcher();
    const head = await tenant.said(await tenant.opened());
    await until('both commits are told', () => of(tenant.id).length >= 2);
    expect(of(tenant.id)).toEqual([head.id, head.id]);
    for (const leave of [...stops, stop]) leave();
  });
}
