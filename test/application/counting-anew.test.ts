import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import { makeConditions } from '../../src/application/conditions.js';
import { makeCountingAnew } from '../../src/application/counting-anew.js';
import { canonical } from '../../src/domain/json.js';
import { isMove } from '../../src/domain/occurrence.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { makeStory, miscounts, step } from '../support/histories.js';
import { mongoTest } from '../support/mongodb.js';

/** What somebody else does to the store's own data. */
interface Hand {
  /** As if it had been made by a version that counted nothing. */
  forget(): Promise<void>;
  /** Removes what is counted of a conversation, up to a seq. */
  remove(conversationId: string, through: number): Promise<void>;
  /** Moves what is counted of a conversation by a millisecond. */
  shift(conversationId: string): Promise<void>;
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
  const run = async () => {
    const conditions = makeConditions();
    await makeCountingAnew(store(), conditions, (...failure) => failures.push(failure)).run();
    return conditions.list();
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
    const conditions = await Promise.all(Array.from({ length: processes }, run));
    expect(failures).toEqual([]);
    expect(conditions.flat()).toEqual([]);
    expect(await facts(tenantId, ids)).toEqual(before);
    expect(await store().numbers.isWhole()).toBe(true);
    for (const { head, entries } of await known()) expect(await miscounts(store(), head, entries)).toEqual([]);
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
    const found = await miscounts(store(), head, entries);
    const [wrong, missing] = [found.flatMap((one) => one.wrong), found.flatMap((one) => one.missing)];
    expect(wrong).toHaveLength(before.length);
    expect(missing).toHaveLength(before.length);
    await store().numbers.mend({ tenantId, conversationId }, wrong, missing);
    expect(await miscounts(store(), head, entries)).toEqual([]);
    expect(await facts(tenantId, [conversationId])).toEqual(before);
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
  const hand: Hand = {
    async forget() {
      db.exec(`INSERT INTO meta (key, value) VALUES ('uncounted', 1)`);
    },
    async remove(id, through) {
      db.prepare('DELETE FROM occurrences WHERE conversation_id = ? AND seq <= ?').run(id, through);
    },
    async shift(id) {
      db.prepare('UPDATE occurrences SET at = at + 1 WHERE conversation_id = ?').run(id);
    },
  };
  holds(
    () => store,
    () => hand,
    1,
  );
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
  const hand: Hand = {
    async forget() {
      await db.collection('meta').deleteOne({ _id: 'counted' as never });
    },
    async remove(conversationId, through) {
      await db.collection('occurrences').deleteMany({ conversationId, seq: { $lte: through } });
    },
    async shift(conversationId) {
      for await (const { _id, at } of db.collection('occurrences').find({ conversationId })) {
        await db.collection('occurrences').updateOne({ _id }, { $set: { at: new Date(at.getTime() + 1) } });
      }
    },
  };
  holds(
    () => store,
    () => hand,
    3,
  );
});
