import { expect, it } from 'vitest';
import type { MemoryRows, Row } from '../../src/adapters/mem0/rows.js';
import { freshId } from '../support/build.js';
import { all, fresh, idsOf, rowOf, vectorOf } from './memory-rows-support.js';

/** Vectors, and which rows lack one of an embedder. */
export function embedding(rows: () => MemoryRows): void {
  /** Of these rows, those that have no vector of the embedder, whoever has what else. */
  const unlikeOf = async (embedder: string, own: readonly Row[]) => {
    const ids = new Set(idsOf(own));
    return (await rows().unlike(embedder, 100_000)).filter(({ row }) => ids.has(row.id));
  };

  it('rows of all owners that have no vector of an embedder are found and counted', async () => {
    const embedder = `${freshId('embedder')}/2`;
    const counted = await rows().countUnlike(embedder);
    const [one, two] = [fresh(), fresh()];
    const own = [
      ...(await rows().insert(one, [
        rowOf('none'),
        rowOf('other', { vector: vectorOf('a/2', 1, 2) }),
        rowOf('like', { vector: vectorOf(embedder, 1, 2) }),
      ])),
      ...(await rows().insert(two, [rowOf('theirs', { vector: vectorOf('z/2', 3, 4) })])),
    ];
    const found = await unlikeOf(embedder, own);
    expect(found.map(({ owner, row }) => [owner, row.text]).sort()).toEqual(
      [
        [one, 'none'],
        [one, 'other'],
        [two, 'theirs'],
      ].sort(),
    );
    expect(
      found.map(({ row }) => row).every((row) => own.some(({ number, id }) => number === row.number && id === row.id)),
    ).toBe(true);
    expect(await rows().countUnlike(embedder)).toBe(counted + 3);
    expect((await rows().unlike(embedder, 2)).length).toBe(2);
    expect((await rows().unlike(embedder, 0)).length).toBe(0);
  });

  it('a row gets another vector and nothing else changes; the epoch says so', async () => {
    const embedder = `${freshId('embedder')}/2`;
    const owner = fresh();
    const own = await rows().insert(owner, [
      rowOf('a', { metadata: { n: 1 }, source: { conversationId: 'c', seq: 1 } }),
      rowOf('b', { vector: vectorOf('other/2', 1, 1) }),
      rowOf('c'),
    ]);
    const before = await rows().head(owner);
    const [a, b, c] = own;
    const vectors = new Map([
      [a?.id ?? '', vectorOf(embedder, 127, -127)],
      [b?.id ?? '', vectorOf(embedder, 0, 5)],
      ['none', vectorOf(embedder, 1, 1)],
    ]);
    await rows().embed(owner, vectors);
    expect(await all(rows(), owner)).toEqual([
      { ...a, vector: vectorOf(embedder, 127, -127) },
      { ...b, vector: vectorOf(embedder, 0, 5) },
      c,
    ]);
    const after = await rows().head(owner);
    expect({ number: after.number, risen: after.epoch > before.epoch }).toEqual({ number: 3, risen: true });
    expect((await unlikeOf(embedder, own)).map(({ row }) => row.text)).toEqual(['c']);
  });

  it('a vector without a component is one: of a text of which the embedder knows no word', async () => {
    const embedder = `${freshId('embedder')}/2`;
    const owner = fresh();
    const own = await rows().insert(owner, [rowOf('a')]);
    await rows().embed(owner, new Map([[own[0]?.id ?? '', vectorOf(embedder)]]));
    expect(await unlikeOf(embedder, own)).toEqual([]);
    expect((await all(rows(), owner))[0]?.vector).toEqual(vectorOf(embedder));
  });

  it('no vectors change nothing', async () => {
    const owner = fresh();
    const own = await rows().insert(owner, [rowOf('a')]);
    await rows().embed(owner, new Map());
    expect(await all(rows(), owner)).toEqual(own);
  });

  it('vectors of 3,072 components, and the part of a larger array, read back', async () => {
    const owner = fresh();
    const large = Int8Array.from({ length: 6_144 }, (_, i) => (i % 255) - 127);
    const values = large.subarray(1_000, 4_072);
    const own = await rows().insert(owner, [rowOf('a', { vector: { embedder: 'big/3072', values } })]);
    const [read] = await all(rows(), owner);
    expect(read?.vector?.values).toEqual(Int8Array.from(values));
    await rows().embed(
      owner,
      new Map([[own[0]?.id ?? '', { embedder: 'big/3072', values: large.subarray(5, 3_077) }]]),
    );
    expect((await all(rows(), owner))[0]?.vector?.values).toEqual(large.slice(5, 3_077));
  });

  it('rows of an owner that are embedded while others are stored keep both', async () => {
    const embedder = `${freshId('embedder')}/1`;
    const owner = fresh();
    const own = await rows().insert(
      owner,
      Array.from({ length: 10 }, (_, i) => rowOf(`before ${i}`)),
    );
    await Promise.all([
      ...own.map(({ id }, i) => rows().embed(owner, new Map([[id, vectorOf(embedder, i)]]))),
      ...own.map((_, i) => rows().insert(owner, [rowOf(`after ${i}`)])),
    ]);
    const stored = await all(rows(), owner);
    expect(stored.length).toBe(20);
    expect(stored.flatMap(({ vector }) => [...(vector?.values ?? [])])).toEqual(own.map((_, i) => i));
  });
}
