import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/** How long a statement waits for another process, such as a backup: it keeps the event loop meanwhile. */
export const busyMs = 100;

/** The database in a file, for the holder of its folder alone; a commit to it is synced to the disk. */
export function openDatabase(file: string): Database.Database {
  // Made by us, for the owner alone, as the folder may be older and open to others; SQLite gives its other files the
  // same mode. Before SQLite opens it, as to close a file gives up all locks that the process has on it.
  closeSync(openSync(file, 'a', 0o600));
  // Rather fail, and be asked again.
  const db = new Database(file, { timeout: busyMs });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('temp_store = MEMORY');
  // What is deleted is overwritten. It may be left in the free space of pages, too: see `scrub.ts`.
  db.pragma('secure_delete = ON');
  // After a burst the log shrinks to this again.
  db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
  return db;
}
