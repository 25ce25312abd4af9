import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { memoryOff } from '../../src/adapters/memory/off.js';
import { systemIds } from '../../src/adapters/system.js';
import { makeCatchingUp } from '../../src/application/catching-up.js';
import { makeConditions } from '../../src/application/conditions.js';
import { makeLeaving } from '../../src/application/leaving.js';
import { makeMending } from '../../src/application/mending.js';
import { makeReindexing, type Reindexed } from '../../src/application/reindexing.js';
import { makeVerify } from '../../src/application/verify.js';
import { DomainError } from '../../src/domain/errors.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { readWanted } from '../../src/domain/wanted.js';
import { tenantOf } from '../contracts/tenant.js';
import { gathered } from '../support/gathered.js';

let folder: string;
let store: ConversationStore;
/** Another connection to the same database. */
let db: Database.Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'colloquy-'));
  store = await openEmbeddedStore(folder);
  db = new Database(join(folder, 'colloquy.db'), { timeout: 1000 });
});
afterEach(async () => {
  db.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

async function found(tenantId: string, query: string): Promise<number> {
  const wanted = readWanted(query, store.search.tokenize);
  return (await store.search.look(tenantId, { wanted, filter: {}, limit: 10_000 })).matches.length;
}

/** As an earlier version left it: with logs, and without an index of them. */
function withoutIndex(): void {
  db.exec(`
    DELETE FROM search_rows;
    INSERT INTO search_index (search_index) VALUES ('delete-all');
    UPDATE conversations SET indexed_through = 0, index_version = 0;
    DELETE FROM meta WHERE key = 'search'`);
}

/** The store, but for what is called when so many pages of logs were indexed. */
function watched(after: number, then: () => void): ConversationStore {
  let pages = 0;
  const { search } = store;
  const index: typeof search.index = async (...given) => {
    if (++pages > after) then();
    return search.index(...given);
  };
  return { ...store, search: { ...search, index } };
}

const failing = (what: string, error: unknown) => {
  throw new Error(what, { cause: error });
};

describe('what an earlier version kept', () => {
  it('is found once it is indexed, with what was said meanwhile, and the conditions tell of it until then', async () => {
    const [tenant, other] = [tenantOf(store), tenantOf(store)];
    let head = await tenant.opened();
    for (let i = 0; i < 120; i++) head = await tenant.said(head, { text: `sorrel ${i}` });
    await other.said(await other.opened(), { text: 'sorrel' });
    withoutIndex();
    head = await tenant.said(head, { text: 'sorrel of later' });
    expect([await found(tenant.id, 'sorrel'), await found(other.id, 'sorrel')]).toEqual([1, 0]);
    const conditions = makeConditions();
    const told = new Set<string>();
    const catching = makeCatchingUp(
      watched(0, () => void conditions.list().forEach((one) => void told.add(one))),
      conditions,
      failing,
    );
    await catching.run();
    expect([...told][0]).toMatch(/^search: what an earlier version kept is being indexed: 0 conversations so far$/);
    expect(conditions.list()).toEqual([]);
    expect([await found(tenant.id, 'sorrel'), await found(other.id, 'sorrel')]).toEqual([121, 1]);
    expect(await store.search.followed(undefined, 10, tenant.id)).toMatchObject([{ lastSeq: 122, through: 122 }]);
    expect(await store.search.catchUp()).toEqual({ version: store.search.version, done: true });
    await tenant.said(head, { text: 'sorrel' });
    expect(await found(tenant.id, 'sorrel')).toBe(122);
  });

  it('is indexed from where that was cut off, within a log and between logs', async () => {
    const tenant = tenantOf(store);
    for (let i = 0; i < 250; i++) await tenant.openedWith({ text: 'tansy' });
    let head = await tenant.opened();
    for (let i = 0; i < 120; i++) head = await tenant.said(head, { text: 'tansy' });
    withoutIndex();
    const first = makeCatchingUp(
      watched(251, () => void first.stop()),
      makeConditions(),
      failing,
    );
    await first.run();
    const { done, after } = await store.search.catchUp();
    expect([done, after?.tenantId]).toEqual([false, tenant.id]);
    const between = await found(tenant.id, 'tansy');
    expect(between).toBeGreaterThan(250);
    expect(between).toBeLessThan(370);
    let pages = 0;
    await makeCatchingUp(
      watched(0, () => void pages++),
      makeConditions(),
      failing,
    ).run();
    expect(await found(tenant.id, 'tansy')).toBe(370);
    expect(pages).toBeLessThan(4);
  });

  it('that cannot be read keeps nothing else from being found, and is tried again by the next start', async () => {
    const tenant = tenantOf(store);
    const bad = await tenant.openedWith({ text: 'rue' });
    await tenant.openedWith({ text: 'rue' });
    withoutIndex();
    const damaged: ConversationStore = {
      ...store,
      entries: async (query) => {
        if (query.conversationId === bad.id) throw new DomainError({ kind: 'archive-damaged', conversationId: bad.id });
        return store.entries(query);
      },
    };
    const conditions = makeConditions();
    const reports: unknown[] = [];
    await makeCatchingUp(damaged, conditions, (_, __, id) => void reports.push(id)).run();
    expect(reports).toEqual([bad.id]);
    expect(conditions.list()[0]).toMatch(/1 could not be/);
    expect(await found(tenant.id, 'rue')).toBe(1);
    await makeCatchingUp(store, conditions, failing).run();
    expect(await found(tenant.id, 'rue')).toBe(2);
    expect(conditions.list()).toEqual([]);
  });
});

describe('an index that is made anew', () => {
  const reindex = async (tenantId: string): Promise<Reindexed> => {
    const all = await gathered(
      makeReindexing(store, makeMending(store, systemIds), makeLeaving())(tenantId, new AbortController().signal),
    );
    return all.at(-1)!;
  };
  const verified = async (tenantId: string, id: string) =>
    (
      await makeVerify(store, memoryOff)(
        tenantId,
        id,
        () => undefined,
        () => undefined,
        new AbortController().signal,
      )
    ).differences;

  it('has each message, none of conversations that are gone, and is compared with the logs', async () => {
    const tenant = tenantOf(store);
    let head = await tenant.opened();
    for (let i = 0; i < 5; i++) head = await tenant.said(head, { text: `lovage ${i}` });
    const whole = await tenant.openedWith({ text: 'lovage' });
    expect(await verified(tenant.id, head.id)).toEqual([]);
    await store.search.forget(tenant.id, head.id, 2);
    db.exec(`
      UPDATE search_rows SET stems = ' other ' WHERE seq = 4;
      INSERT INTO search_rows (tenant_id, conversation_id, seq, role, at, length, stems, forms, facets)
        SELECT tenant_id, conversation_id, 99, role, at, length, stems, forms, facets FROM search_rows WHERE seq = 5;
      INSERT INTO search_rows (tenant_id, conversation_id, seq, role, at, length, stems, forms, facets)
        SELECT tenant_id, 'gone', seq, role, at, length, stems, forms, facets FROM search_rows WHERE seq = 5`);
    expect(await verified(tenant.id, head.id)).toEqual([
      'search: 2 is not found',
      'search: 3 is not found',
      'search: 4 is found by other words',
      'search: 99 is found, and is no message to be found',
    ]);
    const end = { removed: 1, verified: 2, differences: [] };
    expect(await reindex(tenant.id)).toMatchObject({ conversations: 2, total: 2, entries: 7, end });
    expect(await verified(tenant.id, head.id)).toEqual([]);
    expect(await verified(tenant.id, whole.id)).toEqual([]);
    expect(await found(tenant.id, 'lovage')).toBe(6);
    expect(await store.search.nextIndexed(tenant.id, 'gone')).not.toBe('gone');
  });

  it('says what of a sample still differs', async () => {
    const tenant = tenantOf(store);
    const head = await tenant.openedWith({ text: 'dill' });
    const { search } = store;
    // An index that keeps nothing.
    store = { ...store, search: { ...search, index: async () => true, rows: async () => [] } };
    const { end } = await reindex(tenant.id);
    expect(end).toEqual({ removed: 0, verified: 1, differences: [`${head.id}: search: 1 is not found`] });
  });

  it('is broken off by its caller, and by a server that goes away', async () => {
    const tenant = tenantOf(store);
    await tenant.opened();
    const leaving = makeLeaving();
    leaving.goAway();
    const run = gathered(
      makeReindexing(store, makeMending(store, systemIds), leaving)(tenant.id, new AbortController().signal),
    );
    await expect(run).rejects.toMatchObject({ fault: { kind: 'server-draining' } });
  });
});
