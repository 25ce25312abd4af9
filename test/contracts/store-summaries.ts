import { expect, it } from 'vitest';
import type { ConversationStore } from '../../src/domain/ports.js';
import { toBeSummarized } from '../../src/domain/summary.js';
import { closing, start } from '../support/build.js';
import { tenantOf } from './tenant.js';

/** The conversations that are to be summarized, of all tenants. */
export function summaries(store: () => ConversationStore): void {
  /** Several tests have theirs in one store. */
  async function due(now: number, tenants: readonly string[], limit = 1000): Promise<string[]> {
    const found = await store().dueSummaries(now, limit);
    return found.flatMap(({ tenantId, conversationId }) => (tenants.includes(tenantId) ? [conversationId] : []));
  }

  it('those that are due come by their time, whoever they belong to, and no more than asked for', async () => {
    const [one, two] = [tenantOf(store()), tenantOf(store())];
    const later = await one.opened();
    const first = await two.opened();
    const second = await one.opened();
    await one.opened();
    const mark = (head: typeof first, at: number) => ({ conversation: toBeSummarized(head, at), entries: [] });
    await one.applied(mark(later, start + 30), later);
    await two.applied(mark(first, start + 10), first);
    await one.applied(mark(second, start + 20), second);
    const tenants = [one.id, two.id];
    expect(await due(start + 9, tenants)).toEqual([]);
    expect(await due(start + 20, tenants)).toEqual([first.id, second.id]);
    expect(await due(start + 30, tenants)).toEqual([first.id, second.id, later.id]);
    expect(await store().dueSummaries(start + 30, 1)).toHaveLength(1);
  });

  it('the time is written with the head, moved with it, and gone with it', async () => {
    const tenant = tenantOf(store());
    const open = await tenant.openedWith({ text: 'hello' });
    expect(open.summaryDueAt).toBeUndefined();
    const { conversation, entries } = closing(open);
    const closed = await tenant.applied({ conversation: toBeSummarized(conversation, start), entries }, open);
    expect(closed).toMatchObject({ status: 'CLOSED', summaryDueAt: start });
    expect(await due(start, [tenant.id])).toEqual([open.id]);
    const moved = await tenant.applied({ conversation: toBeSummarized(closed, start + 5000), entries: [] }, closed);
    expect(await due(start + 4999, [tenant.id])).toEqual([]);
    expect(await due(start + 5000, [tenant.id])).toEqual([open.id]);
    const done = await tenant.applied({ conversation: toBeSummarized(moved, undefined), entries: [] }, moved);
    expect(done).toEqual({ ...conversation, revision: done.revision });
    expect(await due(start + 5000, [tenant.id])).toEqual([]);
  });
}
