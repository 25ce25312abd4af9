import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { openEmbeddedRows } from '../../src/adapters/mem0/embedded-rows.js';
import { memoryRowsContract } from '../contracts/memory-rows.js';
import { fresh, rowOf, upTo } from '../contracts/memory-rows-support.js';
import { root, run, temporaryFolder } from '../support/process.js';

const storesForEver = `
  const { openEmbeddedRows } = await import(process.env.MODULE);
  const rows = openEmbeddedRows(process.env.FOLDER);
  for (let n = 1; ; n++) {
    await rows.insert({ tenantId: 't', userId: 'u' }, [{ id: 'm' + n, text: 'text ' + n, createdAt: n }]);
    await new Promise((done) => process.stdout.write('stored ' + n + '\\n', done));
  }
`;

memoryRowsContract('rows in a file', 60, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-'));
  let rows = openEmbeddedRows(folder);
  // Another process that writes for longer than ours waits, as a backup may.
  const blocker = new Database(join(folder, 'memories.db'), { timeout: 5_000 });
  return {
    get rows() {
      return rows;
    },
    get other() {
      return rows;
    },
    async reopen() {
      await rows.close();
      rows = openEmbeddedRows(folder);
      return rows;
    },
    async part() {
      blocker.exec('BEGIN IMMEDIATE');
    },
    async mend() {
      blocker.exec('ROLLBACK');
    },
    async dispose() {
      blocker.close();
      await rows.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('a file of memories', () => {
  it('is made with its folder, for the owner alone', async () => {
    const folder = join(temporaryFolder(), 'new', 'data');
    const rows = openEmbeddedRows(folder);
    await rows.insert(fresh(), [rowOf('a')]);
    for (const file of ['memories.db', 'memories.db-wal', 'memories.db-shm']) {
      expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0);
    }
    expect(statSync(folder).mode & 0o077).toBe(0);
    await rows.close();
  });

  it('of a newer layout is refused, and left as it is', async () => {
    const folder = temporaryFolder();
    await openEmbeddedRows(folder).close();
    const db = new Database(join(folder, 'memories.db'));
    db.pragma('user_version = 99');
    expect(() => openEmbeddedRows(folder)).toThrow(
      expect.objectContaining({ fault: { kind: 'document-too-new', document: 'memories.db', version: 99 } }),
    );
    expect(db.pragma('user_version', { simple: true })).toBe(99);
    db.close();
  });

  it('has all that was acknowledged after its process was killed', async () => {
    const folder = temporaryFolder();
    const child = run(process.execPath, ['--input-type=module', '-e', storesForEver], {
      env: { MODULE: join(root, 'dist/adapters/mem0/embedded-rows.js'), FOLDER: folder },
    });
    await child.until(/stored 30\n/);
    child.kill('SIGKILL');
    const { stdout } = await child.exit;
    const acknowledged = stdout.match(/stored \d+\n/g)?.length ?? 0;
    const rows = openEmbeddedRows(folder);
    const stored = await rows.after({ tenantId: 't', userId: 'u' }, 0, 100_000);
    await rows.close();
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
    expect(stored.map(({ number }) => number)).toEqual(upTo(stored.length));
  });

  it('answers each question by an index, none by a look at all rows', async () => {
    const folder = temporaryFolder();
    const prepare = vi.spyOn(Database.prototype, 'prepare');
    const rows = openEmbeddedRows(folder);
    const asked = prepare.mock.calls.map(([sql]) => sql).filter((sql) => /^\s*SELECT.* FROM .*memories/s.test(sql));
    prepare.mockRestore();
    const db = new Database(join(folder, 'memories.db'), { readonly: true });
    const plans = asked.map((sql) => {
      const values = Array(sql.split('?').length - 1).fill(1);
      const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
      return { sql, plan: steps.map(({ detail }) => detail).join('; ') };
    });
    db.close();
    await rows.close();
    expect(plans.filter(({ plan }) => /SCAN memories|TEMP B-TREE/.test(plan))).toEqual([]);
    for (const [asks, index] of [
      [/hash = \?/, 'memories_by_text'],
      [/ id = \?/, 'memories_by_id'],
      [/number > \?/, 'PRIMARY KEY'],
      [/ORDER BY created_at/, 'memories_by_time'],
      [/embedder/, 'memories_by_embedder'],
      [/conversation_id = \?/, 'memories_by_source'],
    ] as const) {
      const found = plans.filter(({ sql }) => asks.test(sql));
      expect(found.length, String(asks)).toBeGreaterThan(0);
      for (const { plan } of found) expect(plan).toContain(index);
    }
  });
});
