import { expect, it } from 'vitest';
import { archived } from '../../src/domain/archive.js';
import { updateMetadata } from '../../src/domain/edits.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { closing, endedTurn, queuedTurn, runningTurn, start, system } from '../support/build.js';
import { takenOver, tenantOf } from './tenant.js';

/** What a store keeps beside documents says what they say, whatever is done by its own calls. */
export function discrepancies(store: () => ConversationStore): void {
  it('no commit, and no lease that passes on, leaves any', async () => {
    const tenant = tenantOf(store());
    let head = await tenant.opened({}, { metadata: { plan: 'gold', seats: 3 } });
    const found = () => store().discrepancies(tenant.id, head.id);
    expect(await found()).toEqual([]);
    head = await tenant.said(head);
    const turn = runningTurn(head);
    const waiting = queuedTurn(head, { messageSeq: 3 });
    head = await tenant.turned(head, { turn, from: 'new', leaseMs: 0 }, { turn: waiting, from: 'new' });
    expect(await found()).toEqual([]);
    const [taken] = await takenOver(store(), 'worker-2', [turn]);
    expect(await found()).toEqual([]);
    const ended = { turn: endedTurn(taken!), from: { status: 'RUNNING', attempt: 2 } } as const;
    head = await tenant.turned(head, ended);
    head = await tenant.applied(updateMetadata(head, { plan: null, seats: 'four' }, system()), head);
    expect(await found()).toEqual([]);
    head = await tenant.applied(closing(head), head);
    expect(await found()).toEqual([]);
    const reference = { key: 't/c/1', sha256: 'ab', bytes: 1, entries: head.lastSeq, at: start };
    head = await tenant.applied({ conversation: archived(head, reference), entries: [] }, head);
    expect(await found()).toEqual([]);
  });

  it('of what is not there, or another tenant’s, there are none', async () => {
    const { id } = await tenantOf(store()).opened();
    expect(await store().discrepancies(tenantOf(store()).id, id)).toEqual([]);
  });
}
