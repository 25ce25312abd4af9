import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { tenantOf } from '../contracts/tenant.js';
import { arriving, commitOf, opening, written } from '../support/build.js';

let folder: string;
let store: ConversationStore;
/** Another connection to the same database. */
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

describe('who watches', () => {
  it('is told of each conversation of a commit once, when it is durable, and of no commit that failed', async () => {
    const tenant = tenantOf(store);
    const [first, second] = [await tenant.opened(), await tenant.opened()];
    const seen: unknown[] = [];
    const stop = await store.watch((change) => {
      if (change.kind === 'gap') return;
      const head = db.prepare('SELECT revision FROM conversations WHERE id = ?').pluck().get(change.conversationId);
      seen.push([change.conversationId, head]);
    });
    const both = commitOf(tenant.id, [written(arriving(first), first), written(arriving(second), second)]);
    db.exec('BEGIN IMMEDIATE');
    await expect(store.commit(both)).rejects.toMatchObject(unavailable);
    db.exec('ROLLBACK');
    expect(seen).toEqual([]);
    expect(await store.commit(both)).toBeUndefined();
    expect(seen).toEqual([
      [first.id, 2],
      [second.id, 2],
    ]);
    stop();
  });

  it('and fails is reported, whether at once or later', async () => {
    const reports: string[] = [];
    const own = await openEmbeddedStore(join(folder, 'own'), { warn: (message) => reports.push(message) });
    await own.watch(() => {
      throw new Error('a bug');
    });
    await own.watch(() => Promise.reject(new Error('a later bug')));
    expect(await own.commit(commitOf('default', [written(opening())]))).toBeUndefined();
    await own.close();
    expect(reports.toSorted()).toEqual(['a bug', 'a later bug'].map((what) => expect.stringContaining(what)));
  });
});
