import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCommitWriter } from '../../src/adapters/embedded/commit.js';
import { openDatabase } from '../../src/adapters/embedded/database.js';
import { discrepancySql } from '../../src/adapters/embedded/discrepancies.js';
import { erasureSql } from '../../src/adapters/embedded/erasures.js';
import { factsSql } from '../../src/adapters/embedded/facts.js';
import { makeGroupCommit } from '../../src/adapters/embedded/group-commit.js';
import { leaseSql, makeLeases } from '../../src/adapters/embedded/leases.js';
import { lessonSql, makeLessons } from '../../src/adapters/embedded/lessons.js';
import { countSql, listSql } from '../../src/adapters/embedded/list.js';
import {
  conditionOf,
  distinctSql,
  hasSql,
  countSql as numberSql,
  numbersSql,
} from '../../src/adapters/embedded/numbers.js';
import { pieceSql } from '../../src/adapters/embedded/pieces.js';
import { placeSql } from '../../src/adapters/embedded/places.js';
import { pruneSql } from '../../src/adapters/embedded/prune.js';
import { readSql } from '../../src/adapters/embedded/reads.js';
import { leaseTable, migrate } from '../../src/adapters/embedded/schema.js';
import { matchSql, searchSql } from '../../src/adapters/embedded/search.js';
import { indexSql, makeSearchIndex } from '../../src/adapters/embedded/search-rows.js';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import type { ConversationFilter, ConversationStore } from '../../src/domain/ports.js';
import { tenantOf } from '../contracts/tenant.js';
import {
  arriving,
  closing,
  commitOf,
  endedTurn,
  keptRequest,
  opening,
  pieceOf,
  queuedTurn,
  runningTurn,
  written,
} from '../support/build.js';

let folder: string;
let store: ConversationStore;
/** Another connection to the same database, as an operator may have one. */
let db: Database.Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'colloquy-'));
  store = await openEmbeddedStore(folder);
  db = new Database(join(folder, 'colloquy.db'), { timeout: 0 });
});
afterEach(async () => {
  db.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const unavailable = { fault: { kind: 'store-unavailable' } };

describe('every query goes by an index', () => {
  function plan(sql: string): string {
    const rows = db.prepare<null[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    const parameters = [...sql.matchAll(/\?/g)].map(() => null);
    return rows
      .all(...parameters)
      .map(({ detail }) => detail)
      .join('\n');
  }

  const list = (filter: ConversationFilter, after = true) =>
    (['newest', 'oldest'] as const).map((order) => {
      const place = after ? { after: { lastActivityAt: 1, id: 'x' } } : {};
      return listSql('default', { filter, order, limit: 10, ...place })[0];
    });
  const everyFilter: ConversationFilter = {
    channels: ['web', 'mail'],
    statuses: ['ACTIVE', 'CLOSED'],
    stages: ['WON'],
    owners: ['AGENT'],
    isQualified: true,
    createdFrom: 1,
    createdTo: 2,
    metadata: { a: 'x' },
  };
  const counting = conditionOf({
    what: { kind: 'turn', failed: true, figure: 'totalMs' },
    ...{ moment: '1.1', channels: ['web'], group: { agent: 'anna', stage: 'WON' } },
  });
  // Those of FTS5 go by its own index, and what is newest is one row of SQLite's own.
  const { newest: _, found: __, look: ___, ...soughtRows } = searchSql;
  const hot: [string, string][] = [
    ...Object.entries(readSql),
    ...Object.entries(leaseSql),
    ...Object.entries(indexSql),
    ...Object.entries(soughtRows),
    ...Object.entries(discrepancySql).map(([what, sql]): [string, string] => [`${what} beside their documents`, sql]),
    ['a count of labels', countSql],
    ...Object.entries(pieceSql),
    ...Object.entries(numbersSql).map(([what, sql]): [string, string] => [`numbers: ${what}`, sql]),
    ...Object.entries(factsSql).map(([what, sql]): [string, string] => [`facts: ${what}`, sql]),
    ['whether a conversation is counted', hasSql(counting.sql)],
    ...Object.entries(placeSql),
    ['an erasure of lessons', lessonSql.erase],
    ['a count of lessons', lessonSql.countOfUser],
    ...Object.entries(erasureSql),
    ...Object.entries(pruneSql).map(([what, sql]): [string, string] => [`pruning of ${what}`, sql]),
    ...list({}).map((sql): [string, string] => ['a list of a tenant', sql]),
    ...list({}, false).map((sql): [string, string] => ['the first page of a tenant', sql]),
    ...list(everyFilter).map((sql): [string, string] => ['a list of a tenant by every filter', sql]),
    ...list({ userId: 'u' }).map((sql): [string, string] => ['a list of a user', sql]),
    ...list({ ...everyFilter, userId: 'u' }).map((sql): [string, string] => ['a list of a user by every filter', sql]),
  ];
  for (const [what, sql] of hot) {
    it(`${what}: sought, and never sorted`, () => {
      db.exec(leaseTable);
      expect(plan(sql)).toMatch(/SEARCH/);
      expect(plan(sql)).not.toMatch(/TEMP B-TREE/);
      // What a subquery has found is walked as a whole; a table never is.
      expect(plan(sql)).not.toMatch(/SCAN (?!\(subquery)/);
    });
  }

  it('numbers are made of the index alone, as many rows at once as are sorted without thought', () => {
    const query = { what: { kind: 'turn', figure: 'totalMs' }, groupBy: ['stage', 'agent'], spread: true } as const;
    expect(plan(numberSql('tenant', counting.sql, query))).toMatch(
      /^SEARCH occurrences USING COVERING INDEX occurrences_by_time \(tenant_id=\? AND kind=\? AND at>\? AND at<\?\)/,
    );
    expect(plan(numberSql('conversation', counting.sql, query))).toMatch(
      /^SEARCH occurrences USING INDEX occurrences_by_conversation \(.* AND conversation_id=\? AND at>\? AND at<\?\)/,
    );
    expect(plan(distinctSql(counting.sql))).toMatch(/^SEARCH occurrences USING INDEX occurrences_by_time/);
  });

  it('messages that the index of words names are looked up one by one, and their conversations with them', () => {
    for (const filter of [{}, everyFilter, { ...everyFilter, userId: 'u' }]) {
      const steps = plan(matchSql(filter)[0]).split('\n');
      expect(steps.slice(0, 2)).toEqual([
        'SCAN named VIRTUAL TABLE INDEX 1:',
        'SEARCH search_rows USING INTEGER PRIMARY KEY (rowid=?)',
      ]);
      expect(steps.slice(2).every((step) => /^(SEARCH|CORRELATED)/.test(step))).toBe(true);
    }
  });

  it('words are looked for by the index of words, newest first without sorting', () => {
    for (const sql of [searchSql.found, searchSql.look]) {
      expect(plan(sql)).toMatch(/search_index VIRTUAL TABLE INDEX/);
      expect(plan(sql)).not.toMatch(/TEMP B-TREE/);
    }
  });

  it('turns that are to stop are sought among those alone', () => {
    expect(plan(leaseSql.stopping)).toMatch(/^SEARCH turns USING INDEX turns_stopping \(worker=\?\)$/);
  });

  it('a list by a rare label seeks the label, and sorts what has it', () => {
    const query = { filter: everyFilter, order: 'newest', limit: 10 } as const;
    const [sql] = listSql('default', query, ['a', 'x']);
    expect(plan(sql)).toMatch(/^SEARCH labels USING .*INDEX labels_by_value/);
    expect(plan(sql)).not.toMatch(/SCAN/);
  });

  it('a list by labels that many have gives what one by rare labels gives', async () => {
    const tenant = tenantOf(store);
    const decisions = Array.from({ length: 1500 }, (_, i) =>
      opening(
        { tenantId: tenant.id },
        { at: (i * 7) % 1500, metadata: { common: 'x', ...(i % 100 === 0 ? { rare: 'y' } : {}) } },
      ),
    );
    await Promise.all(decisions.map((decision) => store.commit(commitOf(tenant.id, [written(decision)]))));
    const newest = decisions
      .map(({ conversation }) => conversation)
      .sort((a, b) => b.lastActivityAt - a.lastActivityAt);
    const listed = async (metadata: Record<string, string>) =>
      (await store.conversations(tenant.id, { filter: { metadata }, order: 'newest', limit: 10 })).map(({ id }) => id);
    const rare = newest.filter(({ metadata }) => metadata.rare === 'y').map(({ id }) => id);
    expect(await listed({ common: 'x' })).toEqual(newest.slice(0, 10).map(({ id }) => id));
    expect(await listed({ rare: 'y' })).toEqual(rare.slice(0, 10));
    expect(await listed({ common: 'x', rare: 'y' })).toEqual(rare.slice(0, 10));
  });
});

describe('a document that a newer version wrote is refused, whatever asks for it', () => {
  const tooNew = { fault: { kind: 'document-too-new', version: 99 } };

  it('conversations and their logs', async () => {
    const tenant = tenantOf(store);
    const head = await tenant.opened({}, { metadata: { a: 'x' } });
    db.exec('UPDATE conversations SET v = 99; UPDATE entries SET v = 99');
    await expect(store.conversation(tenant.id, head.id)).rejects.toMatchObject(tooNew);
    await expect(store.openConversation(tenant.id, head.userId, 'web')).rejects.toMatchObject(tooNew);
    for (const filter of [{}, { userId: head.userId }, { metadata: { a: 'x' } }]) {
      const list = store.conversations(tenant.id, { filter, order: 'newest', limit: 10 });
      await expect(list).rejects.toMatchObject(tooNew);
    }
    await expect(tenant.log(head.id)).rejects.toMatchObject(tooNew);
  });

  it('turns and requests; those that can be read are taken over all the same', async () => {
    const tenant = tenantOf(store);
    const head = await tenant.opened();
    const request = keptRequest(head.id);
    const [waiting, newer, running] = [queuedTurn(head), runningTurn(head), runningTurn(head)];
    const turns = [waiting, newer, running].map((turn) => ({ turn, from: 'new' as const }));
    await tenant.applied({ conversation: head, entries: [] }, head, { turns, request });
    db.exec('UPDATE requests SET v = 99');
    db.prepare('UPDATE turns SET v = 99 WHERE id <> ?').run(running.id);
    await expect(store.request(tenant.id, request.requestId)).rejects.toMatchObject(tooNew);
    await expect(store.turn(tenant.id, newer.id)).rejects.toMatchObject(tooNew);
    await expect(store.queuedTurns(tenant.id, head.id, 10)).rejects.toMatchObject(tooNew);
    expect((await store.takeExpired('w', 1000, 10)).map(({ id }) => id)).toEqual([running.id]);
  });
});

describe('a store whose database cannot be written', () => {
  it('rejects every commit as unavailable, reads on, and commits again afterwards', async () => {
    const tenant = tenantOf(store);
    const head = await tenant.opened();
    db.exec('BEGIN IMMEDIATE');
    const commits = [
      commitOf(tenant.id, [written(arriving(head), head)]),
      commitOf(tenant.id, [written(opening({ tenantId: tenant.id }))]),
    ];
    const answers = await Promise.allSettled(commits.map((commit) => store.commit(commit)));
    for (const answer of answers) expect(answer).toMatchObject({ status: 'rejected', reason: unavailable });
    await expect(store.savePiece(runningTurn(head), pieceOf(1))).rejects.toMatchObject(unavailable);
    expect(await tenant.stored(head.id)).toEqual(head);
    db.exec('ROLLBACK');
    for (const commit of commits) expect(await store.commit(commit)).toBeUndefined();
  });
});

describe('commits of one turn of the event loop', () => {
  it('share one transaction, and each stands for itself in it', async () => {
    const log: string[] = [];
    const own = new Database(':memory:', { verbose: (sql) => log.push(String(sql)) });
    own.exec('CREATE TABLE t (x INTEGER PRIMARY KEY) STRICT');
    const insert = own.prepare('INSERT INTO t VALUES (?)');
    const group = makeGroupCommit(own);
    const bug = new Error('a bug');
    const results = await Promise.allSettled([
      group.write(() => insert.run(1).changes),
      group.write((undo) => {
        insert.run(2);
        undo();
        return 'refused';
      }),
      group.write(() => {
        insert.run(3);
        throw bug;
      }),
      group.write(() => insert.run(1)),
      group.write(() => insert.run(4).changes),
    ]);
    expect(results).toMatchObject([
      { value: 1 },
      { value: 'refused' },
      { reason: bug },
      { reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } },
      { value: 1 },
    ]);
    expect(own.prepare('SELECT x FROM t').pluck().all()).toEqual([1, 4]);
    expect(log.filter((sql) => sql === 'COMMIT').length).toBe(1);
    await Promise.all(Array.from({ length: 500 }, (_, i) => group.write(() => insert.run(10 + i))));
    expect(log.filter((sql) => sql === 'COMMIT').length).toBe(1 + 3);
    own.close();
  });

  it('are all rejected as unavailable when their transaction fails at its end', async () => {
    const own = new Database(':memory:');
    own.exec('CREATE TABLE t (x INTEGER PRIMARY KEY, y INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED)');
    const insert = own.prepare('INSERT INTO t VALUES (?, ?)');
    const group = makeGroupCommit(own);
    const both = [group.write(() => insert.run(1, null)), group.write(() => insert.run(2, 99))];
    for (const answer of await Promise.allSettled(both)) {
      expect(answer).toMatchObject({ status: 'rejected', reason: unavailable });
    }
    expect(own.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0);
    await group.write(() => insert.run(1, null));
    expect(own.prepare('SELECT count(*) FROM t').pluck().get()).toBe(1);
    own.close();
  });

  it('are rejected as unavailable when the disk is full, and what fits is written', async () => {
    const own = new Database(join(folder, 'small.db'));
    own.pragma('max_page_count = 20');
    own.exec('CREATE TABLE t (x TEXT)');
    const insert = own.prepare('INSERT INTO t VALUES (?)');
    const group = makeGroupCommit(own);
    await group.write(() => insert.run('fits'));
    await expect(group.write(() => insert.run('x'.repeat(200_000)))).rejects.toMatchObject(unavailable);
    await group.write(() => insert.run('fits'));
    expect(own.prepare('SELECT x FROM t').pluck().all()).toEqual(['fits', 'fits']);
    own.close();
  });
});

describe('labels', () => {
  it('are those of the metadata that are text, and no others, after any change', async () => {
    const tenant = tenantOf(store);
    const stored = () =>
      db.prepare('SELECT key, value FROM labels WHERE tenant_id = ? ORDER BY key').raw().all(tenant.id);
    let head = await tenant.opened({}, { metadata: { a: 'x', b: 1, c: ['x'], d: { e: 'x' }, f: '', g: true } });
    expect(stored()).toEqual([
      ['a', 'x'],
      ['f', ''],
    ]);
    head = await tenant.applied({ conversation: { ...head, metadata: { a: 'z' } }, entries: [] }, head);
    expect(stored()).toEqual([['a', 'z']]);
    await tenant.applied(closing(head), head);
    expect(stored()).toEqual([['a', 'z']]);
  });
});

describe('leases', () => {
  it('are renewed without a write to the disk', async () => {
    const turn = await tenantOf(store).running(60_000);
    const log = () => statSync(join(folder, 'colloquy.db-wal'));
    const before = log();
    for (let i = 0; i < 20; i++) expect(await store.renewLease(turn, 60_000)).toBe('held');
    expect([log().size, log().mtimeMs]).toEqual([before.size, before.mtimeMs]);
  });

  it('of turns that are over are not kept', () => {
    const own = new Database(':memory:');
    migrate(own);
    own.exec(leaseTable);
    const apply = makeCommitWriter(own, makeLeases(own, Date), makeLessons(own, Date), makeSearchIndex(own));
    const leases = own.prepare('SELECT turn_id FROM leases').pluck();
    const turn = runningTurn(opening().conversation);
    apply(commitOf('default', [], { turns: [{ turn, from: 'new', leaseMs: 1000 }] }));
    expect(leases.all()).toEqual([turn.id]);
    apply(commitOf('default', [], { turns: [{ turn: endedTurn(turn), from: { status: 'RUNNING', attempt: 1 } }] }));
    expect(leases.all()).toEqual([]);
    own.close();
  });
});

describe('the database itself', () => {
  it('keeps one open conversation for each user and channel, and one entry for each seq', async () => {
    const tenant = tenantOf(store);
    const head = await tenant.opened();
    const copy = (sql: string) => () => db.prepare(sql).run(head.id);
    expect(
      copy(
        `INSERT INTO entries SELECT tenant_id, conversation_id, seq, 0, 1, '{}' FROM entries WHERE conversation_id = ?`,
      ),
    ).toThrow(/UNIQUE/);
    const columns = `user_id, channel, status, stage, owner_kind, is_qualified, created_at, last_activity_at, last_seq,
      revision, commit_id, v, metadata, body`;
    expect(
      copy(
        `INSERT INTO conversations (tenant_id, id, ${columns}) SELECT tenant_id, 'x', ${columns} FROM conversations WHERE id = ?`,
      ),
    ).toThrow(/UNIQUE.*user_id/);
  });

  it('is synced to the disk with each commit', () => {
    const own = openDatabase(join(folder, 'own.db'));
    const pragma = (name: string) => own.pragma(name, { simple: true });
    expect([pragma('journal_mode'), pragma('synchronous')]).toEqual(['wal', 2]);
    own.close();
  });
});
