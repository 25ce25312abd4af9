import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeArchiveMany } from '../../src/application/archive-many.js';
import type { Archiving } from '../../src/application/archiving.js';
import { makeConditions } from '../../src/application/conditions.js';
import { makeLeaving } from '../../src/application/leaving.js';
import { makeRetention, type RetentionRules } from '../../src/application/retention.js';
import type { Conversation } from '../../src/domain/conversation.js';
import { DomainError } from '../../src/domain/errors.js';
import { requestHandoff } from '../../src/domain/handoff.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { type Tenant, tenantOf } from '../contracts/tenant.js';
import { type OpenStore, openStores } from '../support/archives.js';
import { closing, freshId, runningTurn, start, system } from '../support/build.js';
import { agentOf, makeWorker } from '../support/worker.js';

const day = 86_400_000;
const now = start + 100 * day;
const { signal } = new AbortController();

describe.each(openStores)('retention on the store $name', ({ open }) => {
  let opened: OpenStore;
  let store: ConversationStore;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });
  afterAll(() => opened.dispose());

  // biome-ignore lint/correctness/useYield: it is never asked
  const silent = agentOf(async function* () {
    throw new Error('no turn runs');
  });

  /** Of what one process does by itself; `over` takes the place of what archives. */
  function parts(rules: Partial<RetentionRules>, over: Partial<Archiving> = {}) {
    const worker = makeWorker(store, silent, { now: () => now });
    const archiving = { ...worker.archiving, ...over };
    const reports: string[] = [];
    const report = (what: string, _: unknown, id = '') => reports.push(`${what} ${id}`.trim());
    const conditions = makeConditions();
    const { conversations } = worker;
    const many = makeArchiveMany(worker.store, archiving, conversations, worker.summaries, makeLeaving(), report);
    const all = { closeAfterMs: undefined, archiveAfterMs: undefined, ...rules };
    const clock = { now: () => now };
    const make = () => makeRetention(worker.store, archiving, many, conversations, clock, all, conditions, report);
    return { retention: make(), again: make, many, conditions, reports };
  }

  /** A conversation with its last message so many days ago. */
  async function idle(tenant: Tenant, days: number, isClosed: boolean): Promise<Conversation> {
    const head = await tenant.openedWith({ createdAt: now - days * day });
    return isClosed ? tenant.applied(closing(head), head) : head;
  }
  const statuses = (tenant: Tenant, heads: readonly Conversation[]) =>
    Promise.all(heads.map(async ({ id }) => (await tenant.stored(id)).status));

  it('closes and archives, in every tenant, what is idle for as long as it says, and nothing else', async () => {
    const tenants = [tenantOf(store), tenantOf(store)];
    const heads = await Promise.all(
      tenants.map(async (tenant) => {
        const busy = await idle(tenant, 90, false);
        const turn = runningTurn(busy);
        const waiting = await idle(tenant, 90, false);
        const handoff = { queue: 'sales', reason: '', briefing: '' };
        return [
          await idle(tenant, 31, true),
          await idle(tenant, 29, true),
          await idle(tenant, 8, false),
          await idle(tenant, 6, false),
          await idle(tenant, 40, false),
          await tenant.applied({ conversation: { ...busy, activeTurnId: turn.id }, entries: [] }, busy, {
            turns: [{ turn, from: 'new', leaseMs: 60_000 }],
          }),
          await tenant.applied(requestHandoff(waiting, handoff, system()), waiting),
        ];
      }),
    );
    const { again, conditions, reports } = parts({ closeAfterMs: 7 * day, archiveAfterMs: 30 * day });
    await again().look();
    // What it has just closed gets the time for a summary.
    for (const [i, tenant] of tenants.entries()) expect((await statuses(tenant, heads[i]!))[4]).toBe('CLOSED');
    await again().look();
    for (const [i, tenant] of tenants.entries()) {
      expect(await statuses(tenant, heads[i]!)).toEqual([
        'ARCHIVED',
        'CLOSED',
        'CLOSED',
        'ACTIVE',
        'ARCHIVED',
        'ACTIVE',
        'ACTIVE',
      ]);
    }
    expect(reports).toEqual([]);
    expect(conditions.list()).toEqual([]);
  });

  it('does nothing by itself without a rule', async () => {
    const tenant = tenantOf(store);
    const heads = [await idle(tenant, 1000, true), await idle(tenant, 1000, false)];
    await parts({}).retention.look();
    expect(await statuses(tenant, heads)).toEqual(['CLOSED', 'ACTIVE']);
  });

  it('goes past one that cannot be archived; says so while the archive is away, until it is back', async () => {
    const tenant = tenantOf(store);
    const heads = [await idle(tenant, 50, true), await idle(tenant, 49, true), await idle(tenant, 48, true)];
    const bad = heads[1]!.id;
    let away = true;
    let archive: Archiving['archive'] = () => Promise.reject(new Error('not set'));
    const { retention, again, conditions, reports } = parts(
      { archiveAfterMs: 30 * day },
      {
        archive(tenantId, id, within) {
          if (away) throw new DomainError({ kind: 'archive-unavailable', retryAfterMs: 1 });
          if (id === bad) throw new DomainError({ kind: 'archive-damaged', conversationId: id });
          return archive(tenantId, id, within);
        },
      },
    );
    archive = makeWorker(store, silent, { now: () => now }).archiving.archive;
    await retention.look();
    expect(conditions.list()).toEqual([expect.stringMatching(/^retention: /)]);
    expect(reports).toEqual(['retention is not looked after']);
    await again().look();
    expect(reports).toHaveLength(1);
    away = false;
    await again().look();
    expect(conditions.list()).toEqual([]);
    expect(reports.slice(1)).toEqual([`a conversation is not archived ${bad}`]);
    expect(await statuses(tenant, heads)).toEqual(['ARCHIVED', 'CLOSED', 'ARCHIVED']);
  });

  it('ends where it is when it is told to stop', async () => {
    const tenant = tenantOf(store);
    const heads = await Promise.all([50, 49, 48].map((days) => idle(tenant, days, true)));
    const { archive } = makeWorker(store, silent, { now: () => now }).archiving;
    const stopped: Promise<void>[] = [];
    const { retention, conditions } = parts(
      { archiveAfterMs: 30 * day },
      {
        archive(tenantId, id, within) {
          stopped.push(retention.stop());
          return archive(tenantId, id, within);
        },
      },
    );
    await retention.look();
    await Promise.all(stopped);
    expect((await statuses(tenant, heads)).filter((status) => status === 'ARCHIVED').length).toBeLessThanOrEqual(1);
    expect(conditions.list()).toEqual([]);
  });

  it('of two that archive the same at once, each conversation is counted by one', async () => {
    const tenant = tenantOf(store, freshId('tenant'));
    const heads = await Promise.all(Array.from({ length: 8 }, (_, i) => idle(tenant, 40 + i, true)));
    const wanted = { filter: {}, closeOpen: false, dryRun: false, maxCount: 100 };
    const counts = await Promise.all([parts({}), parts({})].map(({ many }) => many(tenant.id, wanted, signal)));
    expect(counts[0]! + counts[1]!).toBe(heads.length);
    expect(new Set(await statuses(tenant, heads))).toEqual(new Set(['ARCHIVED']));
  });
});
