import { expect, it } from 'vitest';
import type { MemoryRows, Row } from '../../src/adapters/mem0/rows.js';
import type { MemoryOwner } from '../../src/domain/memory.js';
import { start } from '../support/build.js';
import { all, fresh, idsOf, numbersOf, rowOf, vectorOf } from './memory-rows-support.js';

/** Heads, lists, sources, removals, and whose they are. */
export function reading(rows: () => MemoryRows): void {
  const stored = async (owner: MemoryOwner, ...texts: string[]) =>
    rows().insert(
      owner,
      texts.map((text) => rowOf(text)),
    );

  it('nobody has a head of zeros and nothing else', async () => {
    const owner = fresh();
    expect(await rows().head(owner)).toEqual({ number: 0, epoch: 0 });
    expect(await all(rows(), owner)).toEqual([]);
    expect(await rows().list(owner, undefined, 10)).toEqual([]);
    expect(await rows().byIds(owner, ['a', 'b'])).toEqual([]);
    expect(await rows().byIds(owner, [])).toEqual([]);
  });

  it("the head's number rises with each row and its epoch does not", async () => {
    const owner = fresh();
    await stored(owner, 'a', 'b');
    const { number, epoch } = await rows().head(owner);
    expect(number).toBe(2);
    await stored(owner, 'a');
    expect(await rows().head(owner)).toEqual({ number: 2, epoch });
    await stored(owner, 'c');
    expect(await rows().head(owner)).toEqual({ number: 3, epoch });
  });

  it('the epoch rises when a row goes; a number is given once, also that of a row that went', async () => {
    const owner = fresh();
    const [, last] = await stored(owner, 'a', 'b');
    const before = await rows().head(owner);
    expect(await rows().remove(owner, last?.id ?? '')).toBe(true);
    const { number, epoch } = await rows().head(owner);
    expect({ number, risen: epoch > before.epoch }).toEqual({ number: 2, risen: true });
    await stored(owner, 'b');
    expect(numbersOf(await all(rows(), owner))).toEqual([1, 3]);
  });

  it('what is not there cannot be removed, and changes no head', async () => {
    const owner = fresh();
    const nobody = fresh();
    const [one] = await stored(owner, 'a');
    await rows().remove(owner, one?.id ?? '');
    const before = await rows().head(owner);
    expect(await rows().remove(owner, one?.id ?? '')).toBe(false);
    expect(await rows().remove(owner, 'none')).toBe(false);
    expect(await rows().head(owner)).toEqual(before);
    expect(await rows().remove(nobody, 'none')).toBe(false);
    expect(await rows().head(nobody)).toEqual({ number: 0, epoch: 0 });
  });

  it('of many removals of one row at once one is told that it was there', async () => {
    const owner = fresh();
    const [one] = await stored(owner, 'a');
    const told = await Promise.all(Array.from({ length: 5 }, () => rows().remove(owner, one?.id ?? '')));
    expect(told.filter(Boolean)).toHaveLength(1);
  });

  it('rows come after a number, by it, no more than asked for', async () => {
    const owner = fresh();
    await stored(owner, 'a', 'b', 'c', 'd', 'e');
    expect(numbersOf(await rows().after(owner, 0, 2))).toEqual([1, 2]);
    expect(numbersOf(await rows().after(owner, 2, 2))).toEqual([3, 4]);
    expect(numbersOf(await rows().after(owner, 4, 2))).toEqual([5]);
    expect(await rows().after(owner, 5, 2)).toEqual([]);
    expect(await rows().after(owner, 0, 0)).toEqual([]);
  });

  it('by their ids come those that are there', async () => {
    const owner = fresh();
    const [a, , c] = await stored(owner, 'a', 'b', 'c');
    const found = await rows().byIds(owner, [c?.id ?? '', 'none', a?.id ?? '', '$ne']);
    expect(found.toSorted((x, y) => x.number - y.number)).toEqual([a, c]);
  });

  it('a list is newest first, and of equal times by id, in pages that are whole', async () => {
    const owner = fresh();
    const given = ['f', 'b', 'g', 'a', 'e', 'c', 'd'].map((id, i) =>
      rowOf(`text ${id}`, { id, createdAt: start + (i < 5 ? 0 : i) }),
    );
    await rows().insert(owner, given);
    const expected = ['d', 'c', 'g', 'f', 'e', 'b', 'a'];
    expect(idsOf(await rows().list(owner, undefined, 100))).toEqual(expected);
    for (const size of [1, 2, 3, 7]) {
      const seen: Row[] = [];
      for (;;) {
        const page = await rows().list(owner, seen.at(-1), size);
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(size);
        seen.push(...page);
      }
      expect(idsOf(seen)).toEqual(expected);
    }
    expect(await rows().list(owner, undefined, 0)).toEqual([]);
  });

  it('a list goes on after what has been removed meanwhile, and before 1970', async () => {
    const owner = fresh();
    await rows().insert(
      owner,
      [-2, -1, 0, 1, 2].map((createdAt) => rowOf(`${createdAt}`, { createdAt })),
    );
    const [, last] = await rows().list(owner, undefined, 2);
    await rows().remove(owner, last?.id ?? '');
    const rest = await rows().list(owner, last, 10);
    expect(rest.map(({ text }) => text)).toEqual(['0', '-1', '-2']);
  });

  it('a message is learned from once anything of it is stored, and no longer when that is gone', async () => {
    const owner = fresh();
    const source = { conversationId: 'c', seq: 2 };
    expect(await rows().isLearned(owner, source)).toBe(false);
    const [one] = await rows().insert(owner, [rowOf('a', { source }), rowOf('b')]);
    expect(await rows().isLearned(owner, source)).toBe(true);
    expect(await rows().isLearned(owner, { ...source, seq: 1 })).toBe(false);
    expect(await rows().isLearned(owner, { ...source, conversationId: 'd' })).toBe(false);
    await rows().remove(owner, one?.id ?? '');
    expect(await rows().isLearned(owner, source)).toBe(false);
  });

  it('tenants and users are apart, also where every id and text is the same', async () => {
    const mine = fresh();
    const others = [
      { ...mine, tenantId: `${mine.tenantId}x` },
      { ...mine, userId: `${mine.userId}x` },
      { tenantId: mine.userId, userId: mine.tenantId },
      { ...mine, userId: mine.userId.toUpperCase() },
      { ...mine, userId: '.' },
    ];
    const source = { conversationId: 'c', seq: 1 };
    const given = rowOf('mine', { id: 'same', source, vector: vectorOf('e/1', 1) });
    const [own] = await rows().insert(mine, [given]);
    const head = await rows().head(mine);
    for (const other of others) {
      expect(await rows().head(other)).toEqual({ number: 0, epoch: 0 });
      expect(await all(rows(), other)).toEqual([]);
      expect(await rows().list(other, undefined, 10)).toEqual([]);
      expect(await rows().byIds(other, ['same'])).toEqual([]);
      expect(await rows().isLearned(other, source)).toBe(false);
      expect(await rows().remove(other, 'same')).toBe(false);
      const theirs = { ...given, metadata: { whose: other.tenantId } };
      expect(await rows().insert(other, [theirs])).toEqual([{ ...theirs, number: 1 }]);
      await rows().embed(other, new Map([['same', vectorOf('e/1', 2)]]));
    }
    expect(await all(rows(), mine)).toEqual([own]);
    expect(await rows().head(mine)).toEqual(head);
    for (const other of others) expect(await rows().remove(other, 'same')).toBe(true);
    expect(await rows().list(mine, undefined, 10)).toEqual([own]);
  });

  it('an owner with every character that is allowed has memories of their own', async () => {
    const userId = 'AZaz09._:@-'.padEnd(128, '.');
    const owner = fresh({ userId });
    const near = { ...owner, userId: userId.replace('.', '-') };
    await stored(owner, 'a');
    await stored(near, 'b');
    expect((await all(rows(), owner)).map(({ text }) => text)).toEqual(['a']);
    expect((await all(rows(), near)).map(({ text }) => text)).toEqual(['b']);
  });
}
