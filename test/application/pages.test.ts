import { describe, expect, it } from 'vitest';
import { readPage, weightOf } from '../../src/application/pages.js';
import { Struct } from '../../src/gen/google/protobuf/struct.js';

/** A list of texts, and how many items each read was asked for. */
function listOf(texts: readonly string[]) {
  const reads: number[] = [];
  const items = texts.map((text, i) => ({ i, text }));
  const read = async (count: number, last: { i: number } | undefined) => {
    reads.push(count);
    const from = last ? last.i + 1 : 0;
    return items.slice(from, from + count);
  };
  return { reads, read };
}

describe('a page', () => {
  it('of small items has as many as were asked for', async () => {
    const { read } = listOf(Array(300).fill('x'));
    expect(await readPage(300, read)).toMatchObject({ items: { length: 300 }, more: false });
    expect(await readPage(299, read)).toMatchObject({ items: { length: 299 }, more: true });
    expect(await readPage(1, read)).toMatchObject({ items: [{ i: 0 }], more: true });
    expect(await readPage(500, listOf([]).read)).toEqual({ items: [], more: false });
  });

  it('of large items ends before it is too large, and reads little beyond', async () => {
    const { read, reads } = listOf(Array(500).fill('x'.repeat(32 * 1024)));
    const { items, more } = await readPage(500, read);
    expect(items.length).toBeGreaterThan(90);
    expect(items.length).toBeLessThan(97);
    expect(more).toBe(true);
    expect(reads).toEqual([64, 64]);
  });

  it('has one item at least', async () => {
    const huge = 'x'.repeat(5 * 1024 * 1024);
    expect(await readPage(10, listOf([huge, huge]).read)).toMatchObject({ items: [{ i: 0 }], more: true });
    expect(await readPage(10, listOf([huge]).read)).toMatchObject({ items: [{ i: 0 }], more: false });
  });
});

it.each([
  ['numbers', { a: Array(2000).fill(1) }],
  ['keys', Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i]))],
  ['empty lists', { a: Array(2000).fill([]) }],
  ['empty objects', { a: Array(2000).fill({}) }],
  ['lists in lists', { a: Array(500).fill([[[[1]]]]) }],
  ['objects in objects', { a: Array(500).fill({ b: { c: { d: true } } }) }],
  ['texts', { ключ: Array(500).fill('世界') }],
])('the weight of %s is not less than it takes', (_, value) => {
  const bytes = Struct.encode(Struct.wrap(value)).finish().length;
  expect(weightOf(value)).toBeGreaterThanOrEqual(bytes);
});
