import type Database from 'better-sqlite3';
import { translated, unavailable } from './failures.js';

/** All writes of a store go through one of these. */
export interface GroupCommit {
  /**
   * Runs `work` soon, in a transaction that it shares with whatever else is written in this turn of the event loop, and
   * resolves to its result once that is durable. `undo` takes back what this work has written, and nothing of the
   * others; so does an error, which rejects. When the transaction fails, all who share it get `store-unavailable`.
   */
  write<T>(work: (undo: () => void) => T): Promise<T>;
  /** Runs and commits what waits, now. */
  flush(): void;
}

/** Bounds how long one transaction keeps the event loop. */
const maxBatch = 200;

interface Job {
  readonly work: (undo: () => void) => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A commit costs one fsync however much is in it. Jobs wait for `setImmediate`, by which time all sockets that were
 * readable have been heard; a microtask would run between two of them, and group nothing that comes from the network.
 * For one commit at a time the two are equally fast (0.3 ms with an fsync of 0.25 ms); 64 at a time make 9000 a second.
 */
export function makeGroupCommit(db: Database.Database): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT job');
  const rollbackTo = db.prepare('ROLLBACK TO job');
  const release = db.prepare('RELEASE job');
  let queue: Job[] = [];
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const batch = queue.slice(0, maxBatch);
      queue = queue.slice(maxBatch);
      if (queue.length > 0) schedule();
      run(batch);
    });
  }

  function run(batch: readonly Job[]): void {
    if (batch.length === 0) return;
    const settle: (() => void)[] = [];
    try {
      begin.run();
      for (const job of batch) settle.push(attempt(job));
      commit.run();
    } catch (error) {
      if (db.inTransaction) rollback.run();
      for (const { reject } of batch) reject(unavailable(error));
      return;
    }
    for (const tell of settle) tell();
  }

  function attempt({ work, resolve, reject }: Job): () => void {
    savepoint.run();
    let undone = false;
    try {
      const result = work(() => {
        undone = true;
      });
      if (undone) rollbackTo.run();
      release.run();
      return () => resolve(result);
    } catch (error) {
      // On a full disk and the like SQLite gives up the whole transaction by itself.
      if (!db.inTransaction) throw error;
      rollbackTo.run();
      release.run();
      return () => reject(translated(error));
    }
  }

  return {
    write<T>(work: (undo: () => void) => T) {
      return new Promise<T>((resolve, reject) => {
        queue.push({ work, resolve: resolve as (result: unknown) => void, reject });
        schedule();
      });
    },
    flush() {
      const all = queue;
      queue = [];
      run(all);
    },
  };
}
