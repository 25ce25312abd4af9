import { expect, it } from 'vitest';
import type { MemoryRows } from '../../src/adapters/mem0/rows.js';
import { all, fresh, idsOf, numbersOf, rowOf, upTo } from './memory-rows-support.js';

const { signal } = new AbortController();

/** All of an owner's rows go, and nothing tells of the owner. */
export function erasing(both: () => readonly [MemoryRows, MemoryRows]): void {
  const rows = () => both()[0];

  it('a few at a time, counted, with all that tells of the owner; others stay', async () => {
    const [owner, other] = [fresh(), fresh()];
    await rows().insert(
      owner,
      upTo(5).map((n) => rowOf(`line ${n}`, { source: { conversationId: 'c', seq: n } })),
    );
    const theirs = await rows().insert(other, [rowOf('line 1')]);
    expect(await rows().count(owner)).toBe(5);
    const erased = [await rows().erase(owner, 3), await rows().erase(owner, 3), await rows().erase(owner, 3)];
    expect(erased).toEqual([3, 2, 0]);
    expect(await rows().count(owner)).toBe(0);
    expect(await all(rows(), owner)).toEqual([]);
    expect(await rows().head(owner)).toEqual({ number: 0, epoch: 0 });
    expect(await rows().isLearned(owner, { conversationId: 'c', seq: 1 })).toBe(false);
    expect(await rows().count(other)).toBe(1);
    expect(await all(rows(), other)).toEqual(theirs);
    expect(await rows().settle(signal)).toBe(true);
  });

  it('of an owner of whom there is nothing, or nothing any more, none go', async () => {
    const owner = fresh();
    expect(await rows().erase(owner, 10)).toBe(0);
    await rows().insert(owner, [rowOf('a')]);
    await rows().remove(owner, (await all(rows(), owner))[0]?.id ?? '');
    expect(await rows().erase(owner, 10)).toBe(0);
    expect(await rows().head(owner)).toEqual({ number: 0, epoch: 0 });
  });

  it('what is stored afterwards begins anew, with an epoch that was not there before', async () => {
    const owner = fresh();
    await rows().insert(
      owner,
      upTo(3).map((n) => rowOf(`before ${n}`)),
    );
    const before = await rows().head(owner);
    await rows().erase(owner, 10);
    // Epochs go by the clock; a test that takes no time would not see it move.
    await new Promise((resolve) => setTimeout(resolve, 2));
    const anew = await both()[1].insert(
      owner,
      upTo(3).map((n) => rowOf(`after ${n}`)),
    );
    expect(numbersOf(anew)).toEqual([1, 2, 3]);
    const { number, epoch } = await rows().head(owner);
    expect({ number, risen: epoch > before.epoch }).toEqual({ number: 3, risen: true });
  });

  it('who stores while all go at the same time has stored before, and it went, or after, and it is whole', async () => {
    const owner = fresh();
    for (let i = 0; i < 5; i++) {
      await rows().insert(owner, [rowOf(`first ${i}`)]);
      const [stored] = await Promise.all([
        both()[1].insert(owner, [rowOf(`second ${i}`), rowOf(`third ${i}`)]),
        (async () => {
          while ((await rows().erase(owner, 1)) > 0);
        })(),
      ]);
      const left = await all(rows(), owner);
      const { number } = await rows().head(owner);
      expect(number).toBe(left.at(-1)?.number ?? 0);
      expect(idsOf(left).every((id) => idsOf(stored).includes(id))).toBe(true);
    }
  });
}
