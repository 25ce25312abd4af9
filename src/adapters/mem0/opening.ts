import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../domain/errors.js';
import type { MemoryOwner } from '../../domain/memory.js';
import { openEmbeddedRows } from './embedded-rows.js';
import { openMongoRows } from './mongo-rows.js';
import type { WorkerOptions } from './protocol.js';
import type { MemoryRows } from './rows.js';

/** Rows that are erased in one transaction. */
const atOnce = 200;

export async function openRows(where: WorkerOptions['rows']): Promise<MemoryRows> {
  return 'uri' in where ? openMongoRows(where.uri, where.database) : openEmbeddedRows(where.dataDir);
}

/** Erases all of an owner's rows, and what is left of them in files. */
export async function eraseAll(rows: MemoryRows, owner: MemoryOwner, signal: AbortSignal): Promise<number> {
  let all = 0;
  for (let erased = atOnce; erased === atOnce; all += erased) {
    signal.throwIfAborted();
    erased = await rows.erase(owner, atOnce);
  }
  if (!(await rows.settle(signal))) throw new DomainError({ kind: 'memory-unavailable', retryAfterMs: 1000 });
  return all;
}

/** Rows that nothing uses now: they were stored when memory was kept here. */
export function makeRowsLeft(where: WorkerOptions['rows']) {
  async function use<T>(work: (rows: MemoryRows) => Promise<T>, none: T): Promise<T> {
    if ('dataDir' in where && !existsSync(join(where.dataDir, 'memories.db'))) return none;
    const rows = await openRows(where);
    try {
      return await work(rows);
    } finally {
      await rows.close();
    }
  }
  return {
    erase: (owner: MemoryOwner, signal: AbortSignal) => use((rows) => eraseAll(rows, owner, signal), 0),
    count: (owner: MemoryOwner) => use((rows) => rows.count(owner), 0),
  };
}
