import { expect, it } from 'vitest';
import { archived, restored } from '../../src/domain/archive.js';
import { type Conversation, note } from '../../src/domain/conversation.js';
import type { HistoryQuery, Lengths } from '../../src/domain/history.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import {
  arriving,
  closing,
  commitOf,
  endedTurn,
  freshId,
  opening,
  runningTurn,
  start,
  system,
  userMessage,
  written,
} from '../support/build.js';
import { type Tenant, tenantOf } from './tenant.js';

const { signal } = new AbortController();

/** Moments: what was at one of them is the same whenever it is asked for. */
export function history(store: () => ConversationStore): void {
  const at = async (tenant: Tenant, moment: string, ...heads: Conversation[]) => {
    const ids = heads.map(({ id }) => id);
    const found = await store().history.lastSeqs(tenant.id, moment, ids);
    return ids.map((id) => found.get(id));
  };

  const pagesOf = async (tenant: Tenant, query: HistoryQuery) => {
    const pages: (readonly Lengths[])[] = [];
    for await (const page of store().history.conversations(tenant.id, query, signal)) pages.push(page);
    return pages;
  };

  /** More than a store looks through for what is new. */
  const much = () => (store().kind === 'mongodb' ? 1_001 : 4_001);
  async function afterMuch(tenant: Tenant, before: Conversation): Promise<string> {
    let stored = before;
    const { lastSeq } = before;
    while (stored.lastSeq < lastSeq + much()) {
      let conversation = stored;
      // No more at once than a busy server writes within the time of one commit.
      const entries = Array.from({ length: Math.min(200, lastSeq + much() - stored.lastSeq) }, () => {
        const { entries: said, ...next } = note(conversation, userMessage({ role: 'SYSTEM' }), system(start));
        conversation = next.conversation;
        return said[0]!;
      });
      stored = await tenant.applied({ conversation, entries }, stored);
    }
    return store().history.now(tenant.id);
  }

  it('a moment has all that was committed before it, and nothing of after it', async () => {
    const tenant = tenantOf(store());
    const nothing = await store().history.now(tenant.id);
    let first = await tenant.opened();
    const opened = await store().history.now(tenant.id);
    first = await tenant.said(first);
    const second = await tenant.opened();
    const later = await store().history.now(tenant.id);
    await tenant.said(await tenant.said(first));
    expect(await at(tenant, nothing, first, second)).toEqual([undefined, undefined]);
    expect(await at(tenant, opened, first, second)).toEqual([1, undefined]);
    expect(await at(tenant, later, first, second)).toEqual([2, 1]);
    expect(await at(tenant, await store().history.now(tenant.id), first, second)).toEqual([4, 1]);
    expect(Math.abs(store().history.timeOf(later) - Date.now())).toBeLessThan(60_000);
  });

  it('a moment tells of one tenant alone', async () => {
    const [tenant, other] = [tenantOf(store()), tenantOf(store())];
    const head = await tenant.opened();
    const moment = await store().history.now(tenant.id);
    expect(await at(other, moment, head)).toEqual([undefined]);
    expect(await pagesOf(other, { until: moment, limit: 10 })).toEqual([]);
  });

  it('the conversations of a moment come by id, page by page, as long as they were then', async () => {
    const tenant = tenantOf(store());
    const heads: Conversation[] = [];
    for (let i = 0; i < 12; i++) heads.push(await tenant.opened());
    const until = await store().history.now(tenant.id);
    await Promise.all(heads.slice(3, 6).map((head) => tenant.said(head)));
    await tenant.opened();
    const ids = heads.map(({ id }) => id).toSorted();
    const pages = await pagesOf(tenant, { until, limit: 5 });
    expect(pages.every((page) => page.length > 0 && page.length <= 5)).toBe(true);
    expect(pages.flat()).toEqual(ids.map((id) => ({ id, lastSeq: 1, lastSeqBefore: 0 })));
    const rest = await pagesOf(tenant, { until, limit: 5, after: ids[3]! });
    expect(rest.flat().map(({ id }) => id)).toEqual(ids.slice(4));
  });

  it('what was in the archive at a moment is known, however often it went there and came back', async () => {
    const tenant = tenantOf(store());
    const reference = { key: 'k', sha256: 'x', bytes: 1, entries: 2, at: Date.now() };
    const opened = await tenant.opened();
    let head = await tenant.applied(closing(opened), opened);
    const seen: [moment: string, isArchived: boolean][] = [];
    for (const isArchived of [false, true, false, true, false]) {
      if (isArchived) head = await tenant.applied({ conversation: archived(head, reference), entries: [] }, head);
      else if (head.archive) head = await tenant.applied({ conversation: restored(head), entries: [] }, head);
      seen.push([await store().history.now(tenant.id), isArchived]);
    }
    for (const [moment, isArchived] of seen) {
      const found = await store().history.archived(tenant.id, moment, [head.id, 'none']);
      expect([...found]).toEqual(isArchived ? [head.id] : []);
      expect(await at(tenant, moment, head)).toEqual([2]);
    }
  });

  it('since a moment, those come that have entries of after it', async () => {
    const tenant = tenantOf(store());
    const heads: Conversation[] = [];
    for (let i = 0; i < 12; i++) heads.push(await tenant.opened());
    const since = await store().history.now(tenant.id);
    const moved = await tenant.said(heads[7]!);
    const fresh = await tenant.opened();
    // An end that leaves no entry is none.
    const [quiet] = heads;
    const turn = runningTurn(quiet!);
    const begun = commitOf(tenant.id, [written({ conversation: quiet!, entries: [] }, quiet)], {
      turns: [{ turn, from: 'new', leaseMs: 1000 }],
    });
    expect(await store().commit(begun)).toBeUndefined();
    const running = (await store().conversation(tenant.id, quiet!.id))!;
    const ended = commitOf(tenant.id, [written({ conversation: running, entries: [] }, running)], {
      turns: [{ turn: endedTurn(turn), from: { status: 'RUNNING', attempt: 1 } }],
    });
    expect(await store().commit(ended)).toBeUndefined();
    const until = await store().history.now(tenant.id);
    await tenant.said(moved);
    const changed = [
      { id: moved.id, lastSeq: 2, lastSeqBefore: 1 },
      { id: fresh.id, lastSeq: 1, lastSeqBefore: 0 },
    ].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect((await pagesOf(tenant, { until, since, limit: 10 })).flat()).toEqual(changed);
    expect((await pagesOf(tenant, { until, since, limit: 1 })).flat()).toEqual(changed);
    const after = changed[0]!.id;
    expect((await pagesOf(tenant, { until, since, after, limit: 10 })).flat()).toEqual(changed.slice(1));
  });

  it('the conversations of a moment end when nobody waits for them any more, also while none is found', async () => {
    const tenant = tenantOf(store());
    const heads: Conversation[] = [];
    for (let i = 0; i < 6; i++) heads.push(await tenant.opened());
    const since = await store().history.now(tenant.id);
    const reason = new Error('gone');
    const aborted = (query: HistoryQuery) => {
      const left = new AbortController();
      const next = store().history.conversations(tenant.id, query, left.signal)[Symbol.asyncIterator]().next();
      left.abort(reason);
      return next;
    };
    await expect(aborted({ until: since, limit: 2 })).rejects.toBe(reason);
    const [last] = heads.toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const until = await afterMuch(tenant, last!);
    await expect(aborted({ until, since, limit: 2 })).rejects.toBe(reason);
  });

  it('since a moment of long ago, the same come as since one of just now', async () => {
    const tenant = tenantOf(store());
    const heads: Conversation[] = [];
    for (let i = 0; i < 6; i++) heads.push(await tenant.opened());
    const since = await store().history.now(tenant.id);
    await tenant.said(heads[1]!);
    const until = await afterMuch(tenant, heads[4]!);
    await tenant.said(heads[2]!);
    const changed = [
      { id: heads[1]!.id, lastSeq: 2, lastSeqBefore: 1 },
      { id: heads[4]!.id, lastSeq: 1 + much(), lastSeqBefore: 1 },
    ].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect((await pagesOf(tenant, { until, since, limit: 2 })).flat()).toEqual(changed);
    const after = changed[0]!.id;
    expect((await pagesOf(tenant, { until, since, after, limit: 2 })).flat()).toEqual(changed.slice(1));
  });

  it('while many write, each moment has what was acknowledged before it, and stays as it is', async () => {
    const tenant = tenantOf(store());
    const acknowledged = new Map<string, number>();
    let open = true;
    const writers = Array.from({ length: 8 }, async () => {
      const decision = opening({ tenantId: tenant.id, userId: freshId('user') });
      await store().commit(commitOf(tenant.id, [written(decision)]));
      let head = { ...decision.conversation, revision: 1 };
      acknowledged.set(head.id, head.lastSeq);
      while (open) {
        const next = arriving(head);
        const refusal = await store().commit(commitOf(tenant.id, [written(next, head)]));
        if (refusal) throw new Error(refusal);
        head = { ...next.conversation, revision: head.revision + 1 };
        acknowledged.set(head.id, head.lastSeq);
      }
      const last = closing(head);
      await store().commit(commitOf(tenant.id, [written(last, head)]));
    });
    const moments: { moment: string; least: Map<string, number>; seen: Map<string, number> }[] = [];
    const ask = async () => {
      for (let i = 0; i < 4; i++) {
        const least = new Map(acknowledged);
        const moment = await store().history.now(tenant.id);
        const seen = new Map(await store().history.lastSeqs(tenant.id, moment, [...acknowledged.keys()]));
        moments.push({ moment, least, seen });
      }
    };
    await Promise.all([ask(), ask(), ask()]);
    open = false;
    await Promise.all(writers);
    expect(acknowledged.size).toBe(8);
    for (const { moment, least, seen } of moments) {
      for (const [id, seq] of least) expect(seen.get(id) ?? 0).toBeGreaterThanOrEqual(seq);
      const again = await store().history.lastSeqs(tenant.id, moment, [...acknowledged.keys()]);
      for (const [id, seq] of seen) expect(again.get(id)).toBe(seq);
    }
  });
}
