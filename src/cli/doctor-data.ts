import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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

/** Looks and does not touch: a server that holds the folder is not disturbed, nor is one that starts right now. */
function checkFolder(folder: string): Finding {
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
  const { default: Database } = await import('better-sqlite3');
  try {
    const db = new Database(file, { readonly: true, timeout: 2000 });
    try {
      const check = db.pragma('quick_check(1)', { simple: true });
      if (check !== 'ok') return fail('memories', `${file}: ${check}; stop the server and restore a backup`);
      const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM memories').get()?.n ?? 0;
      const version = Number(db.pragma('user_version', { simple: true }));
      if (version > memoriesLayout) return fail('memories', `${file}: made by a newer version (${version})`);
      return ok('memories', `${file}: whole, ${count} ${count === 1 ? 'memory' : 'memories'}`);
    } finally {
      db.close();
    }
  } catch (error) {
    return fail('memories', `${file}: ${wordsOf(error)}`);
  }
}

async function* checkSqlite(file: string): AsyncGenerator<Finding> {
  const what = 'SQLite';
  let Database: typeof import('better-sqlite3');
  try {
    ({ default: Database } = await import('better-sqlite3'));
    const memory = new Database(':memory:');
    memory.exec('CREATE VIRTUAL TABLE words USING fts5(word)');
    const version = memory.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()?.version;
    memory.close();
    yield ok(what, `${version}, with FTS5`);
  } catch (error) {
    yield fail(what, `${wordsOf(error)}; npm rebuild better-sqlite3`);
    return;
  }
  if (!existsSync(file)) return;
  try {
    const db = new Database(file, { readonly: true, timeout: 2000 });
    try {
      const check = db.pragma('quick_check(1)', { simple: true });
      if (check !== 'ok') {
        yield fail('database', `${file}: ${check}; stop the server and restore a backup, see docs/operations.md`);
        return;
      }
      const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM conversations').get()?.n ?? 0;
      const version = db.pragma('user_version', { simple: true });
      yield ok('database', `${file}: whole, schema ${version}, ${count} conversation${count === 1 ? '' : 's'}`);
    } finally {
      db.close();
    }
  } catch (error) {
    yield fail('database', `${file}: ${wordsOf(error)}`);
  }
}
