import { describe, expect, it } from 'vitest';
import type { Erasure, Receipt } from '../../src/domain/erasure.js';
import type { ConversationStore, StoreChange } from '../../src/domain/ports.js';
import { arriving, commitOf, freshId, start, written } from '../support/build.js';
import { until } from '../support/until.js';
import { tenantOf } from './tenant.js';

const minute = 60_000;

/** Erasures, and what is left of them. */
export function erasures(store: () => ConversationStore): void {
  function order(over: Partial<Erasure> = {}): Erasure {
    return {
      tenantId: freshId('tenant'),
      userId: freshId('user'),
      id: freshId('erasure'),
      request: freshId('request'),
      subject: freshId('subject'),
      startedAt: start,
      erased: {},
      attempt: 0,
      ...over,
    };
  }

  function receiptOf({ tenantId, id, request, subject, startedAt }: Erasure, over: Partial<Receipt> = {}): Receipt {
    return { tenantId, id, request, subject, startedAt, stores: [], endedAt: start + 1, ...over };
  }

  /** Those of all tenants are given; this one is waited for. */
  const taken = (erasure: Erasure, leaseMs = minute) =>
    until('it is given', async () => (await store().erasures.take(leaseMs, 1000)).find(({ id }) => id === erasure.id));

  async function held(over: Partial<Erasure> = {}): Promise<Erasure> {
    const erasure = order(over);
    await store().erasures.begin(erasure);
    return taken(erasure);
  }

  describe('noting down', () => {
    it('what is kept of a request says when and of whom; the same request again gives what is kept', async () => {
      const erasure = order();
      const { endedAt: _, ...first } = receiptOf(erasure);
      expect(await store().erasures.receipt(erasure.tenantId, erasure.request)).toBeUndefined();
      expect(await store().erasures.begin(erasure)).toEqual(first);
      expect(await store().erasures.begin({ ...erasure, id: 'another', startedAt: start + 5 })).toEqual(first);
      expect(await store().erasures.begin({ ...erasure, id: 'another', userId: 'other', subject: 'other' })).toEqual(
        first,
      );
      expect(await store().erasures.receipt(erasure.tenantId, erasure.request)).toEqual(first);
      expect(await store().erasures.isUnderWay({ ...erasure, userId: 'other' })).toBe(false);
    });

    it('of the same user another request waits; other users and other tenants do not', async () => {
      const { tenantId, userId } = await held();
      expect(await store().erasures.begin({ ...order({ tenantId, userId }) })).toBeUndefined();
      expect(await store().erasures.isUnderWay({ tenantId, userId })).toBe(true);
      expect(await store().erasures.begin(order({ tenantId }))).toBeDefined();
      expect(await store().erasures.begin(order({ userId }))).toBeDefined();
    });

    it('of twenty requests for a user at once one is noted down; of one request sent twenty times one, too', async () => {
      const [tenantId, userId] = [freshId('tenant'), freshId('user')];
      const orders = Array.from({ length: 20 }, () => order({ tenantId, userId }));
      const kept = await Promise.all(orders.map((one) => store().erasures.begin(one)));
      expect(kept.filter((one) => one !== undefined).length).toBe(1);

      const same = order();
      const again = Array.from({ length: 20 }, () => ({ ...same, id: freshId('erasure') }));
      const answers = await Promise.all(again.map((one) => store().erasures.begin(one)));
      expect(new Set(answers.map((one) => one?.id)).size).toBe(1);
    });
  });

  describe('holding', () => {
    it('of twenty that take at once one has it, and nobody else until its lease is over', async () => {
      const erasure = order();
      await store().erasures.begin(erasure);
      const rounds = await Promise.all(Array.from({ length: 20 }, () => store().erasures.take(300, 1000)));
      const mine = rounds.flat().filter(({ id }) => id === erasure.id);
      expect(mine).toEqual([{ ...erasure, attempt: 1 }]);
      const next = await taken(erasure);
      expect(next.attempt).toBe(2);
    });

    it('what its holder keeps is there for the next one; who lost it keeps nothing and ends nothing', async () => {
      const mine = await held();
      const counted = { ...mine, found: { log: 3, 'a b': 0 }, erased: { log: 1 } };
      expect(await store().erasures.keep(counted, minute)).toBe(true);
      expect(await store().erasures.keep(counted, 0)).toBe(true);
      const theirs = await taken(mine);
      expect(theirs).toEqual({ ...counted, attempt: 2 });
      expect(await store().erasures.keep(mine, minute)).toBe(false);
      expect(await store().erasures.finish(mine, receiptOf(mine))).toBe(false);
      const { found: _, ...rest } = theirs;
      expect(await store().erasures.keep(rest, 0)).toBe(true);
      expect(await taken(mine)).toEqual({ ...rest, attempt: 3 });
    });

    it('at its end its receipt is there, and nothing else: the user may be erased again', async () => {
      const mine = await held();
      const { tenantId, userId } = mine;
      const ended = receiptOf(mine, { stores: [{ store: 'log', erased: 3, remaining: 0 }], endedAt: start + 9 });
      expect(await store().erasures.finish(mine, ended)).toBe(true);
      expect(await store().erasures.finish(mine, ended)).toBe(false);
      expect(await store().erasures.isUnderWay(mine)).toBe(false);
      expect(await store().erasures.receipt(tenantId, mine.request)).toEqual(ended);
      expect(await store().erasures.begin(mine)).toEqual(ended);
      expect(await store().erasures.begin(order({ tenantId, userId }))).toMatchObject({ stores: [] });
    });
  });

  describe('removing conversations', () => {
    it('one that is removed is nowhere, takes no commit, and frees its channel', async () => {
      const tenant = tenantOf(store());
      const head = await tenant.opened({}, { metadata: { campaign: 'spring' } });
      const other = await tenant.opened({ userId: head.userId, channel: 'mail' });
      const mine = await held({ tenantId: tenant.id, userId: head.userId });
      await store().erasures.remove(mine, head.id);
      expect(await store().conversation(tenant.id, head.id)).toBeUndefined();
      expect(await store().openConversation(tenant.id, head.userId, head.channel)).toBeUndefined();
      for (const filter of [{}, { userId: head.userId }, { metadata: { campaign: 'spring' } }]) {
        const listed = await store().conversations(tenant.id, { filter, order: 'newest', limit: 10 });
        expect(listed.map(({ id }) => id)).toEqual('metadata' in filter ? [] : [other.id]);
      }
      expect(await store().commit(commitOf(tenant.id, [written(arriving(head), head)]))).toBe('stale');
      expect(await store().erasures.removed(mine, '', 10)).toEqual([head.id]);
      await store().erasures.remove(mine, head.id);
      expect(await store().erasures.removed(mine, '', 10)).toEqual([head.id]);
      const again = await tenant.opened({ userId: head.userId });
      expect(again.lastSeq).toBe(1);
    });

    it('who has lost the erasure to another removes nothing more', async () => {
      const tenant = tenantOf(store());
      const head = await tenant.opened();
      const mine = await held({ tenantId: tenant.id, userId: head.userId });
      await store().erasures.keep(mine, 0);
      const theirs = await taken(mine);
      expect(await store().erasures.remove(mine, head.id)).toBe(false);
      expect(await tenant.stored(head.id)).toEqual(head);
      expect(await store().erasures.removed(mine, '', 10)).toEqual([]);
      expect(await store().erasures.remove(theirs, head.id)).toBe(true);
      expect(await store().erasures.finish(theirs, receiptOf(theirs))).toBe(true);
      const anew = await tenant.opened({ userId: head.userId });
      for (const one of [mine, theirs]) expect(await store().erasures.remove(one, anew.id)).toBe(false);
      expect(await tenant.stored(anew.id)).toEqual(anew);
    });

    it('another user’s, and another tenant’s of the same id, stay', async () => {
      const [tenant, elsewhere] = [tenantOf(store()), tenantOf(store())];
      const head = await tenant.opened();
      const twin = await elsewhere.opened({ id: head.id, userId: head.userId });
      const stranger = await held({ tenantId: tenant.id });
      await store().erasures.remove(stranger, head.id);
      expect(await tenant.stored(head.id)).toEqual(head);
      expect(await store().erasures.removed(stranger, '', 10)).toEqual([]);
      await store().erasures.remove(await held({ tenantId: tenant.id, userId: head.userId }), head.id);
      expect(await elsewhere.stored(head.id)).toEqual(twin);
    });

    it('who removes and who commits at the same time do not both win', async () => {
      const tenant = tenantOf(store());
      const userId = freshId('user');
      const mine = await held({ tenantId: tenant.id, userId });
      for (let i = 0; i < 5; i++) {
        const head = await tenant.opened({ userId, channel: `c${i}` });
        const commit = commitOf(tenant.id, [written(arriving(head), head)]);
        const [refusal] = await Promise.all([store().commit(commit), store().erasures.remove(mine, head.id)]);
        expect(await store().conversation(tenant.id, head.id)).toBeUndefined();
        const log = await tenant.log(head.id);
        expect(log.length).toBe(refusal === undefined ? 2 : 1);
      }
    });

    it('those who watch are told', async () => {
      const tenant = tenantOf(store());
      const head = await tenant.opened();
      const mine = await held({ tenantId: tenant.id, userId: head.userId });
      const told: StoreChange[] = [];
      const stop = await store().watch((change) => told.push(change));
      await store().erasures.remove(mine, head.id);
      await until('it is told', () =>
        told.some((one) => one.kind === 'changed' && one.tenantId === tenant.id && one.conversationId === head.id),
      );
      stop();
    });

    it('their ids come in order, page by page', async () => {
      const tenant = tenantOf(store());
      const userId = freshId('user');
      const mine = await held({ tenantId: tenant.id, userId });
      const ids = ['b', 'a', 'c', 'A'];
      for (const id of ids) {
        await tenant.opened({ id, userId, channel: `c${id.charCodeAt(0)}` });
        await store().erasures.remove(mine, id);
      }
      expect(await store().erasures.removed(mine, '', 3)).toEqual(['A', 'a', 'b']);
      expect(await store().erasures.removed(mine, 'b', 3)).toEqual(['c']);
    });

    it('exports are told of those that were erased since a moment', async () => {
      const tenant = tenantOf(store());
      const userId = freshId('user');
      const mine = await held({ tenantId: tenant.id, userId });
      const open = async (channel: string) => (await tenant.opened({ userId, channel })).id;
      const [first, second, third] = [await open('a'), await open('b'), await open('c')];
      const { history, erasures: own } = store();
      const before = await history.now(tenant.id);
      await own.remove(mine, first);
      await own.remove(mine, second);
      const after = await history.now(tenant.id);
      const between = await own.erasedBetween(tenant.id, { since: before, until: after, limit: 10 });
      await own.remove(mine, third);
      expect(await own.erasedBetween(tenant.id, { since: before, until: after, limit: 10 })).toEqual(between);
      expect(await own.erasedBetween(freshId('tenant'), { since: before, until: after, limit: 10 })).toEqual([]);
      // Of what was erased about a moment MongoDB tells twice.
      if (store().kind === 'mongodb') return;
      expect(between).toEqual([first, second].toSorted());
      const later = await history.now(tenant.id);
      expect(await own.erasedBetween(tenant.id, { since: after, until: later, limit: 10 })).toEqual([third]);
      const all = await own.erasedBetween(tenant.id, { since: before, until: later, limit: 2 });
      expect(all).toEqual([first, second, third].toSorted().slice(0, 2));
      const rest = { since: before, until: later, after: all[1]!, limit: 2 };
      expect(await own.erasedBetween(tenant.id, rest)).toEqual([first, second, third].toSorted().slice(2));
    });
  });

  it('a conversation that is opened again under an erased id is as a new one', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened();
    const mine = await held({ tenantId: tenant.id, userId: head.userId });
    await store().erasures.remove(mine, head.id);
    for (const place of store().erasures.ofConversations) {
      while ((await place.erase(tenant.id, [head.id], 10)) > 0);
    }
    await tenant.opened({ id: head.id });
    expect((await tenant.log(head.id)).map(({ seq }) => seq)).toEqual([1]);
  });
}
