import { closeSync, fstatSync, fsync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { busyMs } from './database.js';

/** Empties what of a database's files holds nothing, so that nothing that was deleted is left in them. */
export interface Scrub {
  /** All of it, a part at a time; false when others keep the log of the database in use. */
  all(signal: AbortSignal): Promise<boolean>;
  /** The log alone; false when others keep it in use. */
  emptyLog(): boolean;
  /** Once the database is closed. */
  close(): void;
}

/** Bytes that are looked at in one go: a few milliseconds. */
const partBytes = 1024 * 1024;
/** Between two parts: calls come first. */
const restMs = 5;
/** How often a log that is in use is tried, and how far apart. */
const tries = 50;
const againMs = 100;
/**
 * The first byte of a page tells a b-tree page from one that begins with the number of another page, as long as numbers are
 * this small: 128 GiB of pages of 4 KiB.
 */
const mostPages = 0x02000000;

const sync = promisify(fsync);

/**
 * SQLite overwrites what is deleted (`secure_delete`). But when it divides a page it copies rows to another one and leaves
 * their bytes in what is then free space: of a database of 50 MB in which a tenth was deleted, 14 rows were still in the file.
 * VACUUM writes everything anew and lets nobody else write meanwhile, some 4 s for a gigabyte. This empties free space where
 * it is, by the file format (https://sqlite.org/fileformat2.html): the gap and the free blocks of b-tree pages, and the pages
 * of the free list. None of these bytes means anything to SQLite, so that neither a reader nor a crash can see them change.
 *
 * It writes into the file itself, for one part at a time: while nobody can commit, with the log empty, so that the file is all
 * there is, and with no page of it in the memory of `db`, which must be the only connection that writes.
 */
export function makeScrub(db: Database.Database): Scrub {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const rollback = db.prepare('ROLLBACK');
  /** To close it any earlier would give up SQLite's own locks on the file. */
  let file: number | undefined;

  function emptyLog(): boolean {
    db.pragma('busy_timeout = 0');
    const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
    db.pragma(`busy_timeout = ${busyMs}`);
    return result?.busy === 0;
  }

  /** Does a part of the work on a file that stays as it is meanwhile; undefined when it does not. */
  function alone<T>(work: (fd: number) => T): T | undefined {
    if (!emptyLog()) return undefined;
    db.pragma('shrink_memory');
    try {
      begin.run();
    } catch (error) {
      if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
      throw error;
    }
    try {
      if (statSync(`${db.name}-wal`).size > 0) return undefined;
      file ??= openSync(db.name, 'r+');
      return work(file);
    } finally {
      rollback.run();
    }
  }

  /** Undefined when others keep the log in use all the time. */
  async function inTime<T>(work: (fd: number) => T, signal: AbortSignal): Promise<T | undefined> {
    for (let n = 0; n < tries; n++) {
      signal.throwIfAborted();
      if (!db.open) return undefined;
      const done = alone(work);
      await new Promise((resolve) => setTimeout(resolve, done === undefined ? againMs : restMs));
      if (done !== undefined) return done;
    }
    return undefined;
  }

  return {
    async all(signal) {
      for (let trunk: number | undefined; trunk !== 0; ) {
        const from = trunk;
        trunk = await inTime((fd) => emptyFreePages(fd, from), signal);
        if (trunk === undefined) return false;
      }
      for (let page: number | undefined = 2; page !== 0; ) {
        const from: number = page;
        page = await inTime((fd) => emptyPages(fd, from), signal);
        if (page === undefined) return false;
      }
      if (file !== undefined) await sync(file);
      return true;
    },
    emptyLog,
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

interface Layout {
  readonly pageSize: number;
  /** Of a page, without what is reserved at its end. */
  readonly usable: number;
  readonly pages: number;
  readonly firstTrunk: number;
}

function layoutOf(fd: number): Layout {
  const header = Buffer.alloc(100);
  readSync(fd, header, 0, 100, 0);
  const said = header.readUInt16BE(16);
  const pageSize = said === 1 ? 65_536 : said;
  const pages = Math.floor(fstatSync(fd).size / pageSize);
  if (pages >= mostPages) throw new Error('the database is too large for its free space to be emptied');
  return { pageSize, usable: pageSize - header.readUInt8(20), pages, firstTrunk: header.readUInt32BE(32) };
}

/** Empties b-tree pages from a page on; the number of the next one, 0 after the last. */
function emptyPages(fd: number, from: number): number {
  const { pageSize, usable, pages } = layoutOf(fd);
  const count = Math.min(Math.floor(partBytes / pageSize), pages - from + 1);
  if (count <= 0) return 0;
  const part = Buffer.alloc(count * pageSize);
  const start = (from - 1) * pageSize;
  const read = readSync(fd, part, 0, part.length, start);
  for (let at = 0; at + pageSize <= read; at += pageSize) {
    const page = part.subarray(at, at + pageSize);
    if (emptyPage(page, usable)) writeSync(fd, page, 0, pageSize, start + at);
  }
  return from + count > pages ? 0 : from + count;
}

/** A trunk of the free list and the pages it names, the first one where none is given; the number of the next, 0 after the last. */
function emptyFreePages(fd: number, given: number | undefined): number {
  const { pageSize, usable, firstTrunk } = layoutOf(fd);
  // The list may have changed since the last look: what was its rest may be in use.
  const number = given === undefined ? firstTrunk : trunkIn(fd, given, firstTrunk, pageSize);
  if (number === 0) return 0;
  const trunk = Buffer.alloc(pageSize);
  readSync(fd, trunk, 0, pageSize, (number - 1) * pageSize);
  const [next, named] = [trunk.readUInt32BE(0), trunk.readUInt32BE(4)];
  if (emptied(trunk, 8 + 4 * named, usable)) writeSync(fd, trunk, 0, pageSize, (number - 1) * pageSize);
  const leaf = Buffer.alloc(pageSize);
  for (let i = 0; i < named; i++) {
    const at = (trunk.readUInt32BE(8 + 4 * i) - 1) * pageSize;
    readSync(fd, leaf, 0, pageSize, at);
    if (emptied(leaf, 0, pageSize)) writeSync(fd, leaf, 0, pageSize, at);
  }
  return next;
}

/** That trunk while it is one, else the first: to begin anew is never wrong. */
function trunkIn(fd: number, wanted: number, first: number, pageSize: number): number {
  const next = Buffer.alloc(4);
  for (let number = first; number !== 0; number = next.readUInt32BE(0)) {
    if (number === wanted) return wanted;
    readSync(fd, next, 0, 4, (number - 1) * pageSize);
  }
  return first;
}

/** Whether a b-tree page had anything in its free space; it is empty afterwards. */
function emptyPage(page: Buffer, usable: number): boolean {
  const kind = page.readUInt8(0);
  if (kind !== 2 && kind !== 5 && kind !== 10 && kind !== 13) return false;
  const header = kind === 2 || kind === 5 ? 12 : 8;
  const gap = header + 2 * page.readUInt16BE(3);
  const content = page.readUInt16BE(5) || 65_536;
  if (gap > content || content > usable) return false;
  let changed = emptied(page, gap, content);
  for (let block = page.readUInt16BE(1); block !== 0; ) {
    if (block + 4 > usable) break;
    const [next, size] = [page.readUInt16BE(block), page.readUInt16BE(block + 2)];
    if (size < 4 || block + size > usable || (next !== 0 && next < block + size)) break;
    changed = emptied(page, block + 4, block + size) || changed;
    block = next;
  }
  return changed;
}

const zeros = Buffer.alloc(65_536);

/** Whether there was anything from one byte to before another; there is nothing afterwards. */
function emptied(page: Buffer, from: number, to: number): boolean {
  if (from >= to || page.compare(zeros, 0, to - from, from, to) === 0) return false;
  page.fill(0, from, to);
  return true;
}
