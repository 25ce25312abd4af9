import type { MemoryRows, NewRow, Row, Vector } from '../../src/adapters/mem0/rows.js';
import type { MemoryOwner } from '../../src/domain/memory.js';
import { freshId, start } from '../support/build.js';

export function fresh(over: Partial<MemoryOwner> = {}): MemoryOwner {
  return { tenantId: freshId('tenant'), userId: freshId('user'), ...over };
}

export function rowOf(text: string, over: Partial<NewRow> = {}): NewRow {
  return { id: freshId('memory'), text, createdAt: start, ...over };
}

export function vectorOf(embedder: string, ...values: number[]): Vector {
  return { embedder, values: Int8Array.from(values) };
}

export const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id);
export const numbersOf = (rows: readonly Row[]): number[] => rows.map(({ number }) => number);

/** All that is stored of an owner, by number. */
export const all = (rows: MemoryRows, owner: MemoryOwner): Promise<Row[]> => rows.after(owner, 0, 100_000);

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
