import { expect, it } from 'vitest';
import { type ArchiveReference, archived, restored, uploaded, uploading } from '../../src/domain/archive.js';
import type { Conversation } from '../../src/domain/conversation.js';
import type { ConversationStore, ConversationWrite } from '../../src/domain/ports.js';
import { closing, commitOf, start } from '../support/build.js';
import { type Tenant, tenantOf } from './tenant.js';

/** How logs leave the store and come back, and what tells of them. */
export function archives(store: () => ConversationStore): void {
  const reference = (over: Partial<ArchiveReference> = {}): ArchiveReference => {
    return { key: 't/c/1', sha256: 'ab', bytes: 1, entries: 9, at: start, ...over };
  };

  async function closed(tenant: Tenant, length = 9): Promise<Conversation> {
    let head = await tenant.opened();
    while (head.lastSeq < length - 1) head = await tenant.said(head, { text: `${head.lastSeq}` });
    return tenant.applied(closing(head), head);
  }

  async function moved(tenant: Tenant, before: Conversation, part: Partial<ConversationWrite>): Promise<Conversation> {
    const write = { conversation: before, statusBefore: before.status, entries: [], ...part };
    expect(await store().commit(commitOf(tenant.id, [write]))).toBeUndefined();
    return tenant.stored(before.id);
  }

  it('a head keeps where its log is, and how often it was archived, and lists by status know it', async () => {
    const tenant = tenantOf(store());
    const before = await closed(tenant);
    const moving = { to: 'archive', since: start } as const;
    const head = await moved(tenant, before, { conversation: archived(before, reference({ moving })) });
    expect(head).toEqual({ ...archived(before, reference({ moving })), revision: before.revision + 1 });
    const page = { order: 'newest', limit: 10 } as const;
    expect(await store().conversations(tenant.id, { filter: {}, ...page })).toEqual([]);
    expect(await store().conversations(tenant.id, { filter: { statuses: ['ARCHIVED'] }, ...page })).toEqual([head]);
    const back = await moved(tenant, head, { conversation: restored(head) });
    expect(back).toEqual({ ...before, archives: 1, revision: before.revision + 2 });
  });

  it('entries leave in the bounds that are given, and come back as they were, each once', async () => {
    const tenant = tenantOf(store());
    let head = await closed(tenant);
    const neighbour = await closed(tenant);
    const log = await tenant.log(head.id);
    const seqs = async () => (await tenant.log(head.id)).map(({ seq }) => seq);
    head = await moved(tenant, head, { removed: { after: 0, through: 3 } });
    expect(await seqs()).toEqual([4, 5, 6, 7, 8, 9]);
    for (let i = 0; i < 2; i++) head = await moved(tenant, head, { removed: { after: 5, through: 8 } });
    expect(await seqs()).toEqual([4, 5, 9]);
    head = await moved(tenant, head, { returned: log.slice(0, 5) });
    expect(await seqs()).toEqual([1, 2, 3, 4, 5, 9]);
    head = await moved(tenant, head, { returned: log.slice(2) });
    expect(await tenant.log(head.id)).toEqual(log);
    const messages = { tenantId: tenant.id, conversationId: head.id, order: 'oldest', messagesOnly: true } as const;
    expect(await store().entries({ ...messages, limit: 20 })).toEqual(log.filter(({ message }) => message));
    expect((await tenant.log(neighbour.id)).length).toBe(9);
  });

  it('entries neither leave nor come back by a commit that was decided on another head', async () => {
    const tenant = tenantOf(store());
    const before = await closed(tenant);
    const log = await tenant.log(before.id);
    await moved(tenant, before, {});
    for (const part of [{ removed: { after: 0, through: 9 } }, { returned: log }]) {
      const write = { conversation: before, statusBefore: before.status, entries: [], ...part };
      expect(await store().commit(commitOf(tenant.id, [write]))).toBe('stale');
    }
    expect(await tenant.log(before.id)).toEqual(log);
  });

  it('what is on the move is found, of all tenants, the longest still first; what has arrived is not', async () => {
    const long = Date.UTC(2000, 0);
    const found = async (before: number, limit = 100) => (await store().moving(before, limit)).map(({ id }) => id);
    const heads: string[] = [];
    for (const [i, to] of (['archive', 'store', 'archive'] as const).entries()) {
      const tenant = tenantOf(store());
      const before = await closed(tenant, 3);
      const moving = { to, since: long - i };
      const head = await moved(tenant, before, { conversation: archived(before, reference({ moving })) });
      heads.unshift(head.id);
      await moved(tenant, await closed(tenant, 3), {});
    }
    expect(await found(long + 1)).toEqual(heads);
    expect(await found(long)).toEqual(heads.slice(0, 2));
    expect(await found(long + 1, 1)).toEqual(heads.slice(0, 1));
    const [first] = await store().moving(long + 1, 1);
    const { moving: _, ...still } = first!.archive!;
    await moved(tenantOf(store(), first!.tenantId), first!, { conversation: { ...first!, archive: still } });
    expect(await found(long + 1)).toEqual(heads.slice(1));
  });

  it('what is being written is found, of all tenants and statuses, the longest still first', async () => {
    const long = Date.UTC(2000, 0);
    const found = async (before: number, limit = 100) => (await store().uploading(before, limit)).map(({ id }) => id);
    const heads: Conversation[] = [];
    for (let i = 0; i < 3; i++) {
      const tenant = tenantOf(store());
      const before = i === 0 ? await tenant.opened() : await closed(tenant, 3);
      const first = uploading(before, { key: `k${i}`, since: long - i });
      const both = uploading(first, { key: 'later', since: start });
      const head = await moved(tenant, before, { conversation: i === 2 ? archived(both, reference()) : both });
      expect(head.uploads).toEqual(both.uploads);
      heads.unshift(head);
    }
    expect(await found(long + 1)).toEqual(heads.map(({ id }) => id));
    expect(await found(long)).toEqual(heads.slice(0, 2).map(({ id }) => id));
    expect(await found(long + 1, 1)).toEqual([heads[0]!.id]);
    for (const head of heads) {
      const tenant = tenantOf(store(), head.tenantId);
      const keys = head.uploads!.map(({ key }) => key);
      const rest = await moved(tenant, head, { conversation: uploaded(head, keys.slice(0, 1)) });
      await moved(tenant, rest, { conversation: uploaded(rest, keys) });
      expect('uploads' in (await tenant.stored(head.id))).toBe(false);
    }
    expect(await found(long + 1)).toEqual([]);
  });

  it('tenants are found one after another, each once', async () => {
    const own = [tenantOf(store()), tenantOf(store())].map(({ id }) => id);
    for (const id of own) for (let i = 0; i < 2; i++) await tenantOf(store(), id).opened();
    const all: string[] = [];
    for (let next = await store().nextTenant(''); next !== undefined; next = await store().nextTenant(next))
      all.push(next);
    expect(all).toEqual([...new Set(all)].sort());
    expect(all).toEqual(expect.arrayContaining(own));
  });
}
