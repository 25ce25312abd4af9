import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DataFolderInUse } from './failures.js';

export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder for this process until `release` or the process's end, whatever ends it. Throws `DataFolderInUse`.
 *
 * Node has no file locks, SQLite has: an open write transaction on a database of its own, which stays empty, is a lock
 * of the operating system that dies with the process, and SQLite keeps two connections of one process apart as well.
 * The data itself is not locked so (`locking_mode=EXCLUSIVE`), though that would do: it makes commits no faster, and
 * without it the `sqlite3` shell and backup tools can read the database while it serves.
 */
export function lockFolder(folder: string): FolderLock {
  const pidFile = join(folder, 'colloquy.pid');
  const lock = new Database(join(folder, 'colloquy.lock'), { timeout: 0 });
  try {
    // IMMEDIATE, not EXCLUSIVE: of two that race for the latter both may lose.
    lock.exec('BEGIN IMMEDIATE');
  } catch (error) {
    lock.close();
    const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    throw busy ? new DataFolderInUse(realpathSync(folder), holder(pidFile), { cause: error }) : error;
  }
  try {
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    release() {
      if (!lock.open) return;
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

/** Who says that it has the folder, if it lives: the file of one that was killed may still be there. */
function holder(pidFile: string): number | undefined {
  let pid: number | undefined;
  try {
    pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // It lives, and is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? pid : undefined;
  }
}
