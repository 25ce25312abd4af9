import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { memoryOff } from '../../src/adapters/memory/off.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import { systemIds } from '../../src/adapters/system.js';
import { makeAsOf } from '../../src/application/as-of.js';
import { makeConditions } from '../../src/application/conditions.js';
import { makeCounted } from '../../src/application/counted.js';
import { makeCountingAnew } from '../../src/application/counting-anew.js';
import { makeLeaving } from '../../src/application/leaving.js';
import { makeMending } from '../../src/application/mending.js';
import { type MetricsQuery, makeMetrics } from '../../src/application/metrics.js';
import { makeReindexing } from '../../src/application/reindexing.js';
import { makeVerify } from '../../src/application/verify.js';
import { withArchive } from '../../src/application/with-archive.js';
import { DomainError } from '../../src/domain/errors.js';
import { canonical } from '../../src/domain/json.js';
import { isMove } from '../../src/domain/occurrence.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { tenantOf } from '../contracts/tenant.js';
import { gathered } from '../support/gathered.js';
import { type Hand, handOnFile, handOnMongo } from '../support/hand.js';
import { makeStory, miscounts, step } from '../support/histories.js';
import { mongoTest } from '../support/mongodb.js';
import { recount } from '../support/recount.js';

const signal = new AbortController().signal;
const right = { wrong: [], missing: [] };

/** The store, to somebody for whom something else happens before each look at a log, its turns, or what is counted. */
function among(store: ConversationStore, happens: () => Promise<unknown>): ConversationStore {
  const after =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    async (...given: A) => {
      await happens();
      return call(...given);
    };
  const { turns, entries, numbers } = store;
  return {
    ...store,
    turns: after(turns),
    entries: after(entries),
    numbers: { ...numbers, facts: after(numbers.facts) },
  };
}

function holds(store: () => ConversationStore, hand: () => Hand, processes: number): void {
  const story = async (seed: number) => {
    const made = makeStory(store());
    for (const one of fc.sample(step, { seed, numRuns: 80 })) await made.take(one);
    return made;
  };
  const facts = async (tenantId: string, ids: readonly string[]) => {
    const all = await Promise.all(
      ids.map((conversationId) => store().numbers.facts({ tenantId, conversationId }, 0, Number.MAX_SAFE_INTEGER)),
    );
    // Neither moves to the archive nor to which entry a turn without a reply belongs is told by logs.
    const named = all
      .flat()
      .filter(({ occurrence }) => !isMove(occurrence.kind))
      .map(({ occurrence: { seq, ...rest } }) => canonical(rest.kind === 'turn' ? rest : { seq, ...rest }));
    return named.toSorted();
  };
  const failures: unknown[] = [];
  const run = async (of = store()) => {
    const conditions = makeConditions();
    const report = (...failure: unknown[]) => failures.push(failure);
    await makeCountingAnew(of, makeMending(of, systemIds), conditions, report).run();
    return conditions.list();
  };
  /** What is counted is what somebody finds who counts all logs one by one. */
  const expectCounted = async ({ tenantId, known }: ReturnType<typeof makeStory>) => {
    const query: MetricsQuery = {
      metrics: [
        'CONVERSATIONS_CREATED',
        'MESSAGES',
        'TURNS',
        'TURNS_FAILED',
        'HANDOFFS',
        'QUALIFIED',
        'TURN_MS',
        'WON',
      ],
      timeZone: 'UTC',
      groupBy: ['channel', 'agent'],
      filter: {},
    };
    const counted = makeCounted(store(), makeAsOf(store()));
    const { series } = await makeMetrics(store(), counted).query(tenantId, query, signal);
    const found = series.flatMap(({ metric, group, points }) =>
      points.map(({ count }) => [metric, JSON.stringify([group.channel, group.agent]), count].join()),
    );
    const all = await known();
    const ought = recount(all, query).map(({ metric, group, values }) => [metric, group, values.length].join());
    expect(found.toSorted()).toEqual(ought.toSorted());
    for (const { head, entries } of all) expect(await miscounts(store(), head, entries)).toEqual(right);
  };

  it('what an earlier version kept is counted as if it had been from the beginning, once', async () => {
    const { tenantId, heads, known } = await story(1);
    const ids = heads.map(({ id }) => id);
    const before = await facts(tenantId, ids);
    expect(before.length).toBeGreaterThan(50);
    const moment = await store().history.now(tenantId);
    const seqs = await store().history.lastSeqs(tenantId, moment, ids);
    expect(await store().numbers.isWhole()).toBe(true);
    await hand().forget();
    expect(await store().numbers.isWhole()).toBe(false);
    // Some were gone on with by the version that counts.
    for (const [i, { id, lastSeq }] of heads.entries()) {
      if (i % 3 > 0) await hand().remove(id, i % 3 === 1 ? lastSeq : Math.min(3, lastSeq));
    }
    expect((await facts(tenantId, ids)).length).toBeLessThan(before.length);
    const conditions = await Promise.all(Array.from({ length: processes }, () => run()));
    expect(failures).toEqual([]);
    expect(conditions.flat()).toEqual([]);
    expect(await facts(tenantId, ids)).toEqual(before);
    expect(await store().numbers.isWhole()).toBe(true);
    for (const { head, entries } of await known()) expect(await miscounts(store(), head, entries)).toEqual(right);
    // What was right is as it was, and so are the moments that have seen it.
    const untouched = ids.filter((_, i) => i % 3 === 0);
    const again = await store().history.lastSeqs(tenantId, moment, untouched);
    for (const id of untouched) expect(again.get(id)).toBe(seqs.get(id));
    await run();
    expect(await facts(tenantId, ids)).toEqual(before);
  });

  it('what is not as the log has it is found, and made right', async () => {
    const { tenantId, known } = await story(2);
    const [some] = (await known()).toSorted((a, b) => b.turns.length - a.turns.length);
    const { head, entries } = some!;
    const conversationId = head.id;
    const before = await facts(tenantId, [conversationId]);
    await hand().shift(conversationId);
    const { wrong, missing } = await miscounts(store(), head, entries);
    expect(wrong).toHaveLength(before.length);
    expect(missing).toHaveLength(before.length);
    const mending = makeMending(store(), systemIds);
    const all = { added: before.length, removed: before.length };
    const mended = () => mending.fromLog({ tenantId, conversationId }, signal);
    const done = await Promise.all(Array.from({ length: processes }, mended));
    expect(done.filter(({ added }) => added > 0)).toEqual([all]);
    expect(await miscounts(store(), head, entries)).toEqual(right);
    expect(await facts(tenantId, [conversationId])).toEqual(before);
  });

  it('what goes on while it is counted is counted once', async () => {
    const made = await story(3);
    const later = fc.sample(step, { seed: 4, numRuns: 25 });
    await hand().forget();
    for (const { id, lastSeq } of made.heads) await hand().remove(id, lastSeq);
    const busy = among(store(), async () => {
      const next = later.pop();
      if (next) await made.take(next);
    });
    expect(await run(busy)).toEqual([]);
    expect(later).toEqual([]);
    expect(failures).toEqual([]);
    expect(await store().numbers.isWhole()).toBe(true);
    await expectCounted(made);
  });

  it('numbers that were lost and made up are told of by a verification, and right after an index is made anew', async () => {
    const made = await story(5);
    const { tenantId, heads, take } = made;
    const verify = makeVerify(store(), memoryOff);
    const differences = async () => {
      const ids = heads.map(({ id }) => id);
      const none = () => undefined;
      const all = await Promise.all(ids.map((id) => verify(tenantId, id, none, none, signal)));
      return all.flatMap((one) => one.differences.filter((text) => text.startsWith('numbers: ')));
    };
    expect(await differences()).toEqual([]);
    for (const [i, { id, lastSeq }] of heads.entries()) {
      if (i % 3 === 0) await hand().remove(id, Math.ceil(lastSeq / 2));
      if (i % 3 === 1) await hand().double(id, lastSeq);
      if (i % 3 === 2) await hand().shift(id);
    }
    const wrong = await differences();
    expect(wrong.filter((one) => one.endsWith('is not counted')).length).toBeGreaterThan(5);
    expect(wrong.filter((one) => one.endsWith('is not in the log')).length).toBeGreaterThan(5);
    const later = fc.sample(step, { seed: 6, numRuns: 25 });
    const busy = among(store(), async () => {
      const next = later.pop();
      if (next) await take(next);
    });
    const reindexed = async (of: ConversationStore) => {
      const told = await gathered(makeReindexing(of, makeMending(of, systemIds), makeLeaving())(tenantId, signal));
      const { factsAdded = 0, factsRemoved = 0 } = told.at(-1) ?? {};
      return [factsAdded, factsRemoved];
    };
    const [added, removed] = await reindexed(busy);
    expect(added).toBeGreaterThan(5);
    expect(removed).toBeGreaterThan(5);
    expect(later).toEqual([]);
    expect(await reindexed(store())).toEqual([0, 0]);
    expect(await differences()).toEqual([]);
    await expectCounted(made);
  });

  it('a damaged log keeps nothing else from being counted: that it began and is archived is counted of it', async () => {
    const made = await story(7);
    const { tenantId, heads } = made;
    const lost = heads.find(({ archive }) => archive)!;
    const { id: conversationId, lastSeq } = lost;
    await hand().forget();
    for (const head of heads) await hand().remove(head.id, head.lastSeq);
    await hand().lose(conversationId);
    const whole = withArchive(store());
    const conditions = await run(whole);
    expect(conditions).toEqual([
      'numbers: of 1 archived conversations only the beginning is counted: their logs are damaged',
    ]);
    expect(failures.splice(0)).toMatchObject([['of a conversation only the beginning is counted', {}, conversationId]]);
    expect(await store().numbers.isWhole()).toBe(true);
    const moment = await store().history.now(tenantId);
    const then = await store().history.lastSeqs(
      tenantId,
      moment,
      heads.map(({ id }) => id),
    );
    expect(Object.fromEntries(then)).toEqual(Object.fromEntries(heads.map((head) => [head.id, head.lastSeq])));
    expect(await store().history.archived(tenantId, moment, [conversationId])).toContain(conversationId);
    const none = () => undefined;
    const { differences } = await makeVerify(whole, memoryOff)(tenantId, conversationId, none, none, signal);
    expect(differences).toEqual([
      expect.stringMatching(/^archive: k is missing/),
      `numbers: ${lastSeq - 1} of ${lastSeq} entries are not counted`,
    ]);
    await run(whole);
    expect(failures).toEqual([]);
    await hand().remove(conversationId, lastSeq);
    const told = await gathered(makeReindexing(whole, makeMending(whole, systemIds), makeLeaving())(tenantId, signal));
    const last = told.at(-1);
    expect(last).toMatchObject({ factsAdded: 2, factsRemoved: 0 });
    expect(last?.end?.differences).toEqual([`${conversationId}: its archived log cannot be read`]);
  });
}

describe('counting anew in the embedded store', () => {
  let folder: string;
  let store: ConversationStore;
  let db: Database.Database;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colloquy-'));
    store = await openEmbeddedStore(folder);
    db = new Database(join(folder, 'colloquy.db'), { timeout: 1_000 });
  });
  afterAll(async () => {
    db.close();
    await store.close();
    await rm(folder, { recursive: true });
  });
  holds(
    () => store,
    () => handOnFile(db),
    1,
  );

  it('what cannot be read for now is tried again', async () => {
    const tenant = tenantOf(store);
    const { id, lastSeq } = await tenant.opened();
    await handOnFile(db).forget();
    await handOnFile(db).remove(id, lastSeq);
    const conditions = makeConditions();
    let away = true;
    const entries: ConversationStore['entries'] = async (query) => {
      if (away) throw new DomainError({ kind: 'archive-unavailable', retryAfterMs: 1 });
      return store.entries(query);
    };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const mending = makeMending({ ...store, entries }, systemIds);
    const run = makeCountingAnew(store, mending, conditions, () => undefined).run();
    while (vi.getTimerCount() === 0) await new Promise(setImmediate);
    expect(conditions.list()).toEqual([
      expect.stringMatching(/: 0 conversations so far, 1 could not be, and are tried/),
    ]);
    expect(await store.numbers.isWhole()).toBe(false);
    away = false;
    vi.advanceTimersByTime(30_000);
    vi.useRealTimers();
    await run;
    expect(conditions.list()).toEqual([]);
    expect(await store.numbers.isWhole()).toBe(true);
    expect(await store.numbers.facts({ tenantId: tenant.id, conversationId: id }, 0, lastSeq)).toHaveLength(1);
  });
});

const mongo = mongoTest();

describe.skipIf(!mongo)('counting anew on MongoDB', () => {
  let store: ConversationStore;
  let client: MongoClient;
  let db: Db;
  beforeAll(async () => {
    const { uri = '', database = '' } = mongo ?? {};
    store = await openMongoStore({ uri: `${uri}?minPoolSize=0`, database });
    client = await new MongoClient(uri).connect();
    db = client.db(database);
    expect(await store.numbers.isWhole()).toBe(true);
  });
  afterAll(async () => {
    await store.close();
    await client.close();
  });
  holds(
    () => store,
    () => handOnMongo(db),
    3,
  );
});
