import { expect, it } from 'vitest';
import type { Conversation } from '../../src/domain/conversation.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { arriving, closing, commitOf, freshId, keptRequest, opening, written } from '../support/build.js';
import { tenantOf } from './tenant.js';

/** What is unique, and how the claim on it moves. */
export function claims(store: () => ConversationStore): void {
  it("the user's open conversation on a channel is found, and only there", async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened({ channel: 'web' });
    const find = (userId: string, channel: string) => store().openConversation(tenant.id, userId, channel);
    expect(await find(head.userId, 'web')).toEqual(head);
    expect(await find(head.userId, 'mail')).toBeUndefined();
    expect(await find(freshId('user'), 'web')).toBeUndefined();
    expect(await store().openConversation(freshId('tenant'), head.userId, 'web')).toBeUndefined();
  });

  it('a second open conversation is refused on the same channel, not on another', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened({ channel: 'web' });
    const second = opening({ tenantId: tenant.id, userId: head.userId, channel: 'web' });
    expect(await store().commit(commitOf(tenant.id, [written(second)]))).toBe('open-taken');
    expect(await store().conversation(tenant.id, second.conversation.id)).toBeUndefined();
    const elsewhere = await tenant.opened({ userId: head.userId, channel: 'mail' });
    expect(await store().openConversation(tenant.id, head.userId, 'mail')).toEqual(elsewhere);
  });

  it('a closed or archived conversation holds no claim', async () => {
    const tenant = tenantOf(store());
    const userId = freshId('user');
    const first = await tenant.opened({ userId });
    const closed = await tenant.applied(closing(first), first);
    expect(await store().openConversation(tenant.id, userId, 'web')).toBeUndefined();
    await tenant.applied({ conversation: { ...closed, status: 'ARCHIVED' }, entries: [] }, closed);
    const second = await tenant.opened({ userId });
    expect(await store().openConversation(tenant.id, userId, 'web')).toEqual(second);
  });

  for (const order of ['close, then open', 'open, then close']) {
    it(`the claim moves within one commit (${order})`, async () => {
      const tenant = tenantOf(store());
      const old = await tenant.opened();
      const fresh = opening({ tenantId: tenant.id, userId: old.userId });
      const writes = [written(closing(old), old), written(fresh)];
      if (order === 'open, then close') writes.reverse();
      expect(await store().commit(commitOf(tenant.id, writes))).toBeUndefined();
      expect(await tenant.stored(old.id)).toMatchObject({ status: 'CLOSED' });
      expect(await store().openConversation(tenant.id, old.userId, 'web')).toEqual({
        ...fresh.conversation,
        revision: 1,
      });
    });
  }

  it('a closed conversation reopens only while no other is open', async () => {
    const tenant = tenantOf(store());
    const first = await tenant.opened();
    const closed = await tenant.applied(closing(first), first);
    const second = await tenant.opened({ userId: first.userId });
    const reopening = commitOf(tenant.id, [written(arriving(closed), closed)]);
    expect(await store().commit(reopening)).toBe('open-taken');
    expect(await tenant.stored(first.id)).toEqual(closed);
    await tenant.applied(closing(second), second);
    expect(await store().commit(reopening)).toBeUndefined();
    expect((await store().openConversation(tenant.id, first.userId, 'web'))?.id).toBe(first.id);
  });

  it('two conversations of one user change places in one commit', async () => {
    const tenant = tenantOf(store());
    const first = await tenant.opened();
    const closed = await tenant.applied(closing(first), first);
    const second = await tenant.opened({ userId: first.userId });
    const writes = [written(arriving(closed), closed), written(closing(second), second)];
    expect(await store().commit(commitOf(tenant.id, writes))).toBeUndefined();
    expect((await store().openConversation(tenant.id, first.userId, 'web'))?.id).toBe(first.id);
  });

  it('a kept request is found, and its id is not given again', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened();
    const request = keptRequest(head.id, { hash: 'a', resultId: '', messageSeq: 2 });
    const after = await tenant.applied(arriving(head), head, { request });
    expect(await store().request(tenant.id, request.requestId)).toEqual(request);
    const repeat = commitOf(tenant.id, [written(arriving(after), after)], { request: { ...request, hash: 'b' } });
    expect(await store().commit(repeat)).toBe('request-taken');
    expect(await store().request(tenant.id, request.requestId)).toEqual(request);
    expect(await tenant.stored(head.id)).toEqual(after);
  });

  it('of several refusals the taken request comes first, then stale: the one that tells the caller what to do', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened();
    const request = keptRequest(head.id);
    const moved = await tenant.applied(arriving(head), head, { request });
    const stale = written(arriving(head), head);
    const rival = written(opening({ tenantId: tenant.id, userId: head.userId }));
    expect(await store().commit(commitOf(tenant.id, [stale, rival], { request }))).toBe('request-taken');
    expect(await store().commit(commitOf(tenant.id, [rival], { request }))).toBe('request-taken');
    expect(await store().commit(commitOf(tenant.id, [rival, stale]))).toBe('stale');
    expect(await tenant.stored(head.id)).toEqual(moved);
  });

  it('tenants are apart, also where every id is the same', async () => {
    const [ours, theirs] = [tenantOf(store()), tenantOf(store())];
    const ids = { id: freshId('conversation'), userId: freshId('user') };
    const request = keptRequest(ids.id);
    const heads: Conversation[] = [];
    for (const [i, tenant] of [ours, theirs].entries()) {
      const head = await tenant.opened(ids, { metadata: { whose: tenant.id, same: 'same' } });
      heads.push(
        await tenant.applied(arriving(head, { text: tenant.id }), head, { request: { ...request, resultId: `${i}` } }),
      );
    }
    for (const [i, tenant] of [ours, theirs].entries()) {
      const other = [theirs, ours][i]!;
      expect(await tenant.stored(ids.id)).toEqual(heads[i]);
      expect(await store().openConversation(tenant.id, ids.userId, 'web')).toEqual(heads[i]);
      expect((await store().request(tenant.id, request.requestId))?.resultId).toBe(`${i}`);
      expect((await tenant.log(ids.id)).at(-1)?.message?.text).toBe(tenant.id);
      const listed = (filter: object) => store().conversations(tenant.id, { filter, order: 'newest', limit: 10 });
      expect(await listed({})).toEqual([heads[i]]);
      expect(await listed({ userId: ids.userId })).toEqual([heads[i]]);
      expect(await listed({ metadata: { same: 'same' } })).toEqual([heads[i]]);
      expect(await listed({ metadata: { whose: other.id } })).toEqual([]);
    }
    // What one tenant does, the other does not see.
    await ours.applied(closing(heads[0]!), heads[0]!);
    expect(await theirs.stored(ids.id)).toEqual(heads[1]);
  });
}
