import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/embedded/database.js';
import { makeScrub, type Scrub } from '../../src/adapters/embedded/scrub.js';

const marker = 'MARKER';
const { signal } = new AbortController();

let folder: string;
let db: Database.Database;
let scrub: Scrub;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'colloquy-'));
  open();
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

function open(): void {
  db = openDatabase(join(folder, 'a.db'));
  scrub = makeScrub(db);
}

function close(): void {
  db.close();
  scrub.close();
}

/** How often the marker is in any file of the database. */
function marked(): number {
  const all = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'));
  return all.reduce((sum, text) => sum + text.split(marker).length - 1, 0);
}

/** Rows of every size, some of a user who is to go, in tables as the store's are; the same for the same seed. */
function fill(rows: number, seed: number): void {
  db.exec(`
    CREATE TABLE heads (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
    CREATE INDEX heads_by_user ON heads (user_id, at, id);
    CREATE TABLE entries (id TEXT, seq INTEGER, body TEXT NOT NULL, PRIMARY KEY (id, seq)) STRICT, WITHOUT ROWID;
    CREATE TABLE requests (request_id TEXT PRIMARY KEY, id TEXT NOT NULL) STRICT, WITHOUT ROWID;`);
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  const text = (length: number) => Array.from({ length }, () => random(36).toString(36)).join('');
  const insertHead = db.prepare('INSERT INTO heads VALUES (?, ?, ?, ?)');
  const updateHead = db.prepare('UPDATE heads SET at = ?, body = ? WHERE id = ?');
  const insertEntry = db.prepare('INSERT INTO entries VALUES (?, ?, ?)');
  const insertRequest = db.prepare('INSERT INTO requests VALUES (?, ?)');
  const ids = Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? `${text(8)}${marker}` : text(12)));
  const mark = (id: string | undefined) => (id?.includes(marker) ? marker : '');
  db.transaction(() => {
    for (const id of ids) insertHead.run(id, `user${mark(id)}`, 0, '');
    for (let seq = 0; seq < rows; seq++) {
      const id = ids[random(ids.length)];
      const length = random(40) === 0 ? random(20_000) : random(700);
      insertEntry.run(id, seq, `${mark(id)}${text(length)}${mark(id)}`);
      updateHead.run(seq, `${mark(id)}${text(random(400))}`, id);
      insertRequest.run(`${text(16)}${mark(id)}`, id);
    }
  })();
}

function eraseMarked(): void {
  db.exec(`
    DELETE FROM entries WHERE id LIKE '%${marker}';
    DELETE FROM requests WHERE id LIKE '%${marker}';
    DELETE FROM heads WHERE id LIKE '%${marker}';`);
}

const contents = () =>
  ['heads', 'entries', 'requests'].map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all());

describe('what was deleted is in none of the database’s files', () => {
  it('where rows of all sizes went from among others, which stay as they were', async () => {
    fill(5_000, 1);
    eraseMarked();
    const others = contents();
    // Otherwise this would show nothing: SQLite leaves some behind, in its log and in what pages have free.
    expect(marked()).toBeGreaterThan(0);
    expect(scrub.emptyLog()).toBe(true);
    expect(marked()).toBeGreaterThan(0);
    expect(await scrub.all(signal)).toBe(true);
    expect(marked()).toBe(0);
    expect(contents()).toEqual(others);
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('where they went before anything was overwritten, too', async () => {
    db.pragma('secure_delete = OFF');
    fill(3_000, 2);
    eraseMarked();
    db.pragma('secure_delete = ON');
    const others = contents();
    scrub.emptyLog();
    expect(marked()).toBeGreaterThan(100);
    expect(await scrub.all(signal)).toBe(true);
    expect(marked()).toBe(0);
    expect(contents()).toEqual(others);
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('while others are written all the time', async () => {
    fill(3_000, 3);
    eraseMarked();
    const write = db.prepare('INSERT INTO entries VALUES (?, ?, ?)');
    let written = 0;
    let busy = true;
    const writer = (async () => {
      for (; busy; written++) {
        write.run(`new${written % 7}`, written, 'x'.repeat((written * 37) % 5_000));
        await new Promise(setImmediate);
      }
    })();
    expect(await scrub.all(signal)).toBe(true);
    busy = false;
    await writer;
    expect(written).toBeGreaterThan(3);
    scrub.emptyLog();
    expect(marked()).toBe(0);
    expect(db.prepare(`SELECT count(*) AS n FROM entries WHERE id LIKE 'new%'`).get()).toEqual({ n: written });
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('whatever was written and deleted, in any order; the rest is whole', async () => {
    const step = fc.record({ seed: fc.nat(), rows: fc.nat(400), off: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(step, fc.array(fc.nat(5_000), { maxLength: 8 }), async ({ seed, rows, off }, sizes) => {
        close();
        for (const name of readdirSync(folder)) rmSync(join(folder, name));
        open();
        db.pragma(`secure_delete = ${off ? 'OFF' : 'ON'}`);
        fill(rows, seed);
        for (const size of sizes) {
          db.prepare('UPDATE heads SET body = ? WHERE rowid % 3 = ?').run(`${marker}${'z'.repeat(size)}`, size % 3);
        }
        db.exec(`UPDATE heads SET body = 'gone'`);
        eraseMarked();
        const others = contents();
        expect(await scrub.all(signal)).toBe(true);
        expect(marked()).toBe(0);
        expect(contents()).toEqual(others);
        expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('while another process', () => {
  let other: Database.Database;
  beforeEach(() => {
    fill(200, 4);
    other = new Database(join(folder, 'a.db'), { timeout: 0 });
  });
  afterEach(() => other.close());

  it('reads, nothing is touched, and the log cannot be emptied', () => {
    other.exec('BEGIN');
    other.prepare('SELECT count(*) FROM heads').get();
    db.exec(`UPDATE heads SET body = 'later'`);
    expect(scrub.emptyLog()).toBe(false);
    other.exec('COMMIT');
    expect(scrub.emptyLog()).toBe(true);
  });

  it('writes, it waits until that is done', async () => {
    eraseMarked();
    other.exec('BEGIN IMMEDIATE');
    const all = scrub.all(signal);
    await new Promise(setImmediate);
    other.exec(`UPDATE heads SET body = 'theirs'; COMMIT`);
    expect(await all).toBe(true);
    expect(marked()).toBe(0);
    expect(db.prepare('SELECT DISTINCT body FROM heads').all()).toEqual([{ body: 'theirs' }]);
  });
});

it('the signal ends it', async () => {
  fill(10, 5);
  await expect(scrub.all(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});
