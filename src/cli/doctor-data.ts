import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type Database from 'better-sqlite3';
import { memoriesLayout } from '../adapters/mem0/rows.js';
import type { Config } from '../config.js';
import { type Finding, fail, ok, wordsOf } from './finding.js';

/** Where conversations are kept: can it be used, and is what is there whole? */
export async function* checkData(config: Config, fix: boolean): AsyncGenerator<Finding> {
  if (config.mongo) {
    const { inspectMongo } = await import('../adapters/mongo/inspect.js');
    const lines = await inspectMongo(config.mongo.uri, config.mongo.database, { fix });
    for (const { ok: good, what, detail } of lines)
      yield good ? ok(`MongoDB ${what}`, detail) : fail(`MongoDB ${what}`, detail);
    return;
  }
  yield checkFolder(resolve(config.dataDir));
  yield* checkSqlite(join(resolve(config.dataDir), 'colloquy.db'));
}

const mebibyte = 1024 * 1024;
/** The logs of both databases shrink to half of it each. */
const neededRoom = 128 * mebibyte;

/** Looks and does not touch: a server that holds the folder is not disturbed, nor is one that starts right now. */
export function checkFolder(folder: string, needed = neededRoom): Finding {
  const what = 'data folder';
  const there = existsSync(folder);
  let writable = folder;
  while (!existsSync(writable)) writable = dirname(writable);
  try {
    accessSync(writable, constants.W_OK | constants.X_OK);
  } catch {
    return fail(what, `${writable} cannot be written by this user`);
  }
  if (!statSync(writable).isDirectory()) return fail(what, `${writable} is not a folder`);
  const { bavail, bsize } = statfsSync(writable);
  const [has, needs] = [bavail * bsize, needed].map((bytes) => Math.floor(bytes / mebibyte));
  if (bavail * bsize < needed) return fail(what, `${folder}: its disk has ${has} MiB left; ${needs} are needed`);
  if (!there) return ok(what, `${folder}: made at the first start`);
  const pid = holder(folder);
  return ok(what, pid === undefined ? folder : `${folder}: process ${pid} serves from it`);
}

/** The process that says it has the folder, when it lives. */
function holder(folder: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, 'colloquy.pid'), 'utf8'), 10);
    process.kill(pid, 0);
    // In a container the number may be that of this very process, left by one before.
    return pid === process.pid ? undefined : pid;
  } catch {
    return undefined;
  }
}

/** A file of memories, where there is one. */
export async function checkMemories(file: string): Promise<Finding | undefined> {
  if (!existsSync(file)) return undefined;
  const { default: Sqlite } = await import('better-sqlite3');
  return inspected('memories', Sqlite, file, (db) => {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > memoriesLayout) return fail('memories', `${file}: made by a newer version (${version})`);
    return ok('memories', `${file}: whole, ${counted(db, 'memories', 'memory', 'memories')}`);
  });
}

/** What `inspect` finds of a file that SQLite finds whole. */
function inspected(
  what: string,
  Sqlite: typeof Database,
  file: string,
  inspect: (db: Database.Database) => Finding,
): Finding {
  try {
    const db = new Sqlite(file, { readonly: true, timeout: 2000 });
    try {
      const check = db.pragma('quick_check(1)', { simple: true });
      if (check === 'ok') return inspect(db);
      return fail(what, `${file}: ${check}; stop the server and restore a backup, see docs/operations.md`);
    } finally {
      db.close();
    }
  } catch (error) {
    return fail(what, `${file}: ${wordsOf(error)}`);
  }
}

function counted(db: Database.Database, table: string, one: string, many: string): string {
  const n = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;
  return `${n} ${n === 1 ? one : many}`;
}

async function* checkSqlite(file: string): AsyncGenerator<Finding> {
  const what = 'SQLite';
  let Sqlite: typeof Database;
  try {
    ({ default: Sqlite } = await import('better-sqlite3'));
    const memory = new Sqlite(':memory:');
    memory.exec('CREATE VIRTUAL TABLE words USING fts5(word)');
    const version = memory.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()?.version;
    memory.close();
    yield ok(what, `${version}, with FTS5`);
  } catch (error) {
    yield fail(what, `${wordsOf(error)}; npm rebuild better-sqlite3`);
    return;
  }
  if (!existsSync(file)) return;
  yield inspected('database', Sqlite, file, (db) => {
    const version = db.pragma('user_version', { simple: true });
    const count = counted(db, 'conversations', 'conversation', 'conversations');
    return ok('database', `${file}: whole, schema ${version}, ${count}`);
  });
}
