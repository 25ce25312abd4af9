import { expect, it } from 'vitest';
import type { Conversation } from '../../src/domain/conversation.js';
import { setStage } from '../../src/domain/edits.js';
import type { Stage } from '../../src/domain/entry.js';
import { quantile } from '../../src/domain/histogram.js';
import type { CountQuery, Selection } from '../../src/domain/numbers.js';
import type { Occurrence } from '../../src/domain/occurrence.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { commitOf, endedTurn, reply, runningTurn, start, system } from '../support/build.js';
import { type Tenant, tenantOf } from './tenant.js';

const signal = new AbortController().signal;
const everything = { from: 0, to: Date.UTC(2100, 0) };

/** Numbers: counts of what occurred, as of a moment. */
export function numbers(store: () => ConversationStore): void {
  const now = (tenant: Tenant) => store().history.now(tenant.id);
  const count = async (tenant: Tenant, over: Partial<CountQuery> = {}) => {
    const moment = over.moment ?? (await now(tenant));
    const { from, to } = everything;
    const usual = { what: { kind: 'message' }, moment, boundaries: [from, to], groupBy: [], spread: false } as const;
    const cells = await store().numbers.count(tenant.id, { ...usual, ...over }, signal);
    return cells.toSorted((a, b) => a.period - b.period || (a.group.join() < b.group.join() ? -1 : 1));
  };
  const counted = async (tenant: Tenant, over: Partial<Selection> = {}, after = '', limit = 100) => {
    const moment = over.moment ?? (await now(tenant));
    const usual = { what: { kind: 'message' }, moment, group: {}, ...everything } as const;
    return store().numbers.counted(tenant.id, { ...usual, ...over }, after, limit, signal);
  };
  const moved = (tenant: Tenant, head: Conversation, stage: Stage, at: number) =>
    tenant.applied(setStage(head, { stage, reason: '', evidenceSeqs: [], reopen: true }, system(at)), head);

  it('are counted by period and group, of the periods and groups that have something', async () => {
    const tenant = tenantOf(store());
    const web = await tenant.said(await tenant.opened({}, { at: start }), { createdAt: start + 10 });
    const mail = await tenant.said(await tenant.opened({ channel: 'mail' }, { at: start }), { createdAt: start + 10 });
    await tenant.said(await moved(tenant, web, 'PROPOSAL', start + 15), { createdAt: start + 30 });
    await tenant.said(mail, { createdAt: start + 40 });
    const boundaries = [start, start + 20, start + 30, start + 40];
    const empty = { sum: 0, buckets: new Map() };
    expect(await count(tenant, { boundaries, groupBy: ['channel', 'stage'] })).toEqual([
      { period: 0, group: ['mail', 'LEAD'], count: 1, ...empty },
      { period: 0, group: ['web', 'LEAD'], count: 1, ...empty },
      { period: 2, group: ['web', 'PROPOSAL'], count: 1, ...empty },
    ]);
    expect(await count(tenant, { boundaries, channels: ['mail'] })).toEqual([
      { period: 0, group: [], count: 1, ...empty },
    ]);
    expect(await count(tenant, { boundaries, conversationIds: [web.id], groupBy: ['channel'] })).toEqual([
      { period: 0, group: ['web'], count: 1, ...empty },
      { period: 2, group: ['web'], count: 1, ...empty },
    ]);
    expect(await count(tenant, { what: { kind: 'stage', stage: 'PROPOSAL' } })).toMatchObject([{ count: 1 }]);
    expect(await count(tenant, { what: { kind: 'stage', stage: 'WON' } })).toEqual([]);
    expect(await count(tenant, { boundaries: [start + 41, start + 50] })).toEqual([]);
  });

  it('figures of turns are summed up, and spread over buckets, of those that have them', async () => {
    const tenant = tenantOf(store());
    const turns = [0, 5, 700, 12_000].map((ms) => ({ ms, failed: ms === 700 }));
    for (const { ms, failed } of turns) {
      const head = await tenant.said(await tenant.opened());
      const turn = runningTurn(head, { acceptedAt: start });
      const running = await tenant.turned(head, { turn, from: 'new', leaseMs: 60_000 });
      const usage = { inputTokens: ms, outputTokens: 1, firstTextMs: ms, totalMs: ms, model: 'm' };
      const message = reply({ turnId: turn.id, usage, text: ms === 5 ? '' : 'hello' });
      const end = endedTurn(turn, { status: failed ? 'FAILED' : 'COMPLETED', endedAt: start + ms });
      const lastSeq = running.lastSeq + 1;
      const entry = {
        seq: lastSeq,
        at: start,
        actor: { kind: 'AGENT', id: 'agent' },
        turnId: turn.id,
        message,
        changes: [],
      } as const;
      const decision = { conversation: { ...running, lastSeq }, entries: [entry] };
      await tenant.applied(decision, running, { turns: [{ turn: end, from: { status: 'RUNNING', attempt: 1 } }] });
    }
    const [total] = await count(tenant, { what: { kind: 'turn', figure: 'totalMs' }, spread: true });
    expect(total).toMatchObject({ count: 4, sum: 12_705 });
    expect([0.25, 0.5].map((q) => Math.round(quantile(total!.buckets, q)))).toEqual([0, 5]);
    expect(Math.abs(quantile(total!.buckets, 1) - 12_000)).toBeLessThan(300);
    const [text] = await count(tenant, { what: { kind: 'turn', figure: 'firstTextMs' }, spread: false });
    expect(text).toEqual({ period: 0, group: [], count: 3, sum: 12_700, buckets: new Map() });
    expect(await count(tenant, { what: { kind: 'turn', failed: true } })).toMatchObject([{ count: 1 }]);
    expect(await count(tenant, { what: { kind: 'turn', figure: 'inputTokens' } })).toMatchObject([{ sum: 12_705 }]);
  });

  it('the conversations of a number come each once, by id, page by page', async () => {
    const tenant = tenantOf(store());
    const heads: Conversation[] = [];
    for (let i = 0; i < 7; i++) heads.push(await tenant.said(await tenant.said(await tenant.opened())));
    const quiet = await tenant.opened();
    const ids = heads.map(({ id }) => id).sort();
    const found: string[] = [];
    for (;;) {
      const page = await counted(tenant, {}, found.at(-1), 3);
      found.push(...page);
      if (page.length < 3) break;
    }
    expect(found).toEqual(ids);
    expect(await counted(tenant, { what: { kind: 'created' } })).toEqual([...ids, quiet.id].sort());
    expect(await counted(tenant, { conversationIds: [ids[4]!, ids[1]!, quiet.id] })).toEqual([ids[1], ids[4]]);
    expect(await counted(tenant, { conversationIds: ids }, ids[4])).toEqual(ids.slice(5));
    expect(await counted(tenant, { group: { channel: 'mail' } })).toEqual([]);
  });

  it('are the same of a moment whenever they are asked for, and count late what is told late', async () => {
    const tenant = tenantOf(store());
    const first = await tenant.said(await tenant.opened());
    const before = await now(tenant);
    const second = await tenant.said(await tenant.opened({}, { at: start - 90_000_000 }));
    await tenant.said(await moved(tenant, first, 'WON', start + 5));
    expect(await count(tenant, { moment: before })).toMatchObject([{ count: 1 }]);
    expect(await counted(tenant, { moment: before })).toEqual([first.id]);
    expect(await store().numbers.moves(tenant.id, before, [first.id, second.id])).toMatchObject([{ kind: 'created' }]);
    expect(await count(tenant)).toMatchObject([{ count: 3 }]);
    expect(await count(tenant, { boundaries: [start - 90_000_001, start] })).toMatchObject([{ count: 1 }]);
    expect(await store().numbers.earliest(tenant.id, 'created')).toBe(start - 90_000_000);
    expect(await store().numbers.earliest(tenant.id, 'handoff')).toBeUndefined();
    const moves = await store().numbers.moves(tenant.id, await now(tenant), [first.id]);
    expect(moves.map(({ kind, stage, at }) => [kind, stage, at])).toEqual([
      ['created', 'LEAD', start],
      ['stage', 'WON', start + 5],
    ]);
  });

  it('that were wrong are right from a commit on: not before it, and not if the conversation has moved', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.said(await tenant.said(await tenant.opened()));
    const of = { tenantId: tenant.id, conversationId: head.id };
    const facts = async () => (await store().numbers.facts(of, 0, 100)).map(({ occurrence }) => occurrence);
    const [fact] = (await store().numbers.facts(of, 2, 3)).filter(({ occurrence }) => occurrence.kind === 'message');
    const { occurrence } = fact!;
    const missing = [
      { ...occurrence, at: start + 7 },
      { ...occurrence, at: start + 8 },
    ];
    const write = { conversation: head, statusBefore: head.status, entries: [] };
    const mend = () => store().commit(commitOf(tenant.id, [{ ...write, recounted: { wrong: [fact!], missing } }]));
    const others = (await facts()).filter(({ kind, seq }) => kind !== 'message' || seq !== 3);
    const before = await now(tenant);
    expect(await mend()).toBeUndefined();
    expect(await count(tenant)).toMatchObject([{ count: 3 }]);
    expect(await count(tenant, { moment: before })).toMatchObject([{ count: 1 }]);
    const inOrder = (all: Occurrence[]) => all.toSorted((a, b) => a.seq - b.seq || a.at - b.at);
    expect(inOrder(await facts())).toEqual(inOrder([...others, ...missing]));
    expect(await mend()).toBe('stale');
    expect(await count(tenant)).toMatchObject([{ count: 3 }]);
    const stored = await store().conversation(tenant.id, head.id);
    expect(stored).toEqual({ ...head, revision: head.revision + 1 });
  });

  it("are a tenant's own", async () => {
    const [tenant, other] = [tenantOf(store()), tenantOf(store())];
    const head = await tenant.said(await tenant.opened());
    expect(await count(other)).toEqual([]);
    expect(await count(other, { conversationIds: [head.id] })).toEqual([]);
    expect(await counted(other, { conversationIds: [head.id] })).toEqual([]);
    expect(await store().numbers.moves(other.id, await now(other), [head.id])).toEqual([]);
    expect(await store().numbers.earliest(other.id, 'message')).toBeUndefined();
  });

  it('end when nobody waits for them any more', async () => {
    const tenant = tenantOf(store());
    await tenant.said(await tenant.opened());
    const gone = new AbortController();
    const reason = new Error('gone');
    gone.abort(reason);
    const usual = { what: { kind: 'message' }, moment: await now(tenant) } as const;
    const query = { ...usual, boundaries: [0, everything.to], groupBy: [], spread: false };
    await expect(store().numbers.count(tenant.id, query, gone.signal)).rejects.toBe(reason);
  });
}
