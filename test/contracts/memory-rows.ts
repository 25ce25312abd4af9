import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemoryRows } from '../../src/adapters/mem0/rows.js';
import { embedding } from './memory-rows-embedding.js';
import { erasing } from './memory-rows-erasing.js';
import { reading } from './memory-rows-reading.js';
import { storing } from './memory-rows-storing.js';
import { fresh, rowOf } from './memory-rows-support.js';

export interface RowsUnderTest {
  readonly rows: MemoryRows;
  /** Another instance over the same data where that may be, else the same one. */
  readonly other: MemoryRows;
  /** Closes and opens again. */
  reopen(): Promise<MemoryRows>;
  /** Makes the store one that cannot be reached, until `mend`. */
  part(): Promise<void>;
  mend(): Promise<void>;
  dispose(): Promise<void>;
}

/** What every adapter of `MemoryRows` promises; `runs`: how often a property is tried. */
export function memoryRowsContract(name: string, runs: number, make: () => Promise<RowsUnderTest>): void {
  describe(`${name} keep the promises of memories' rows`, () => {
    let made: RowsUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.dispose());
    const both = () => [made.rows, made.other] as const;

    describe('storing', () => storing(both, runs));
    describe('reading', () => reading(() => made.rows));
    describe('vectors', () => embedding(() => made.rows));
    describe('erasing', () => erasing(both));

    it('calls throw memory-unavailable while the store cannot be reached, and are answered after', async () => {
      const owner = fresh();
      await made.rows.insert(owner, [rowOf('before')]);
      await made.part();
      const refused = await made.rows.insert(owner, [rowOf('meanwhile')]).then(
        () => 'nothing',
        (error: { fault?: { kind: string } }) => error.fault?.kind ?? String(error),
      );
      await made.mend();
      expect(refused).toBe('memory-unavailable');
      const [after] = await made.rows.insert(owner, [rowOf('after')]);
      expect(after?.text).toBe('after');
    });

    it('all is there after closing and opening again, and goes on where it was', async () => {
      const owner = fresh();
      const vector = { embedder: 'e/3', values: Int8Array.of(-127, 0, 127) };
      await made.rows.insert(owner, [
        rowOf('first', { vector, metadata: { plan: 'pro' }, source: { conversationId: 'c', seq: 7 } }),
        rowOf('second'),
      ]);
      await made.rows.remove(owner, (await made.rows.list(owner, undefined, 1))[0]?.id ?? '');
      const before = { head: await made.rows.head(owner), rows: await made.rows.after(owner, 0, 10) };
      const again = await made.reopen();
      expect({ head: await again.head(owner), rows: await again.after(owner, 0, 10) }).toEqual(before);
      expect(await again.isLearned(owner, { conversationId: 'c', seq: 7 })).toBe(true);
      expect((await again.insert(owner, [rowOf('first'), rowOf('third')])).map(({ text }) => text)).toEqual([
        'first',
        'third',
      ]);
      expect((await again.after(owner, 0, 10)).length).toBe(before.rows.length + 1);
    });
  });
}
