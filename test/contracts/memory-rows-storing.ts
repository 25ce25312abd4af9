import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MemoryRows, NewRow, Row } from '../../src/adapters/mem0/rows.js';
import type { MemoryOwner } from '../../src/domain/memory.js';
import { all, fresh, idsOf, numbersOf, rowOf, upTo, vectorOf } from './memory-rows-support.js';

const oddTexts: readonly [string, string][] = [
  ['an operator', '$where'],
  ['a NUL', 'before\u0000after'],
  ['an emoji', 'caf\u00e9 \u{1f469}\u200d\u{1f4bb}'],
  ['quotes', `'; DROP TABLE memories; -- "%_\\`],
  ['8 KiB', '\u00e4'.repeat(4096)],
  ['white space alone', ' \n'],
];

/** Each text once, numbered as it is stored; `both` are two instances over the same data. */
export function storing(both: () => readonly [MemoryRows, MemoryRows], runs: number): void {
  const rows = () => both()[0];

  it('what is stored reads back as it was given, with its number', async () => {
    const owner = fresh();
    const given = [
      rowOf('plain'),
      rowOf('rich', {
        createdAt: -1,
        metadata: { plan: 'pro', 'a.b': { $gt: [1, null, 'x'] }, '': true },
        source: { conversationId: 'c-1', seq: 3 },
        vector: vectorOf('e/3', -127, 0, 127),
      }),
    ];
    const stored = given.map((row, i) => ({ ...row, number: i + 1 }));
    expect(await rows().insert(owner, given)).toEqual(stored);
    expect(await all(rows(), owner)).toEqual(stored);
  });

  it.each(oddTexts)('a text with %s reads back as it is, and is there once', async (_, text) => {
    const owner = fresh();
    const [first] = await rows().insert(owner, [rowOf(text)]);
    expect(await rows().insert(owner, [rowOf(text)])).toEqual([first]);
    expect((await all(rows(), owner)).map((row) => row.text)).toEqual([text]);
  });

  it('in place of a text that is there comes the stored row, as it was first', async () => {
    const owner = fresh();
    const [first] = await rows().insert(owner, [rowOf('tea', { metadata: { n: 1 } })]);
    const again = await rows().insert(owner, [rowOf('tea', { metadata: { n: 2 }, createdAt: 5 })]);
    expect(again).toEqual([first]);
    expect(await all(rows(), owner)).toEqual([first]);
  });

  it('the same text twice in one call is stored as it came first', async () => {
    const owner = fresh();
    const [one, two] = [rowOf('twice', { metadata: { n: 1 } }), rowOf('twice', { metadata: { n: 2 } })];
    const stored = await rows().insert(owner, [one, two]);
    expect(stored).toEqual([
      { ...one, number: 1 },
      { ...one, number: 1 },
    ]);
    expect(await all(rows(), owner)).toEqual([{ ...one, number: 1 }]);
  });

  it('texts that differ in case or white space alone are each stored', async () => {
    const owner = fresh();
    const variants = ['Tea', 'tea', 'tea ', 'te\u0301a', 't\u00e9a'];
    await rows().insert(
      owner,
      variants.map((text) => rowOf(text)),
    );
    expect((await all(rows(), owner)).map(({ text }) => text)).toEqual(variants);
  });

  it('numbers have no gap where some of the texts were there before, and the head is the newest', async () => {
    const owner = fresh();
    await rows().insert(owner, [rowOf('a')]);
    await rows().insert(owner, [rowOf('a'), rowOf('b'), rowOf('c')]);
    await rows().insert(owner, [rowOf('b'), rowOf('d')]);
    expect((await all(rows(), owner)).map(({ text, number }) => [text, number])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ]);
    expect((await rows().head(owner)).number).toBe(4);
  });

  it('no rows change nothing', async () => {
    const owner = fresh();
    expect(await rows().insert(owner, [])).toEqual([]);
    expect(await rows().head(owner)).toEqual({ number: 0, epoch: 0 });
  });

  it('all rows of a call are stored, or none', async () => {
    const owner = fresh();
    await rows().insert(owner, [rowOf('there')]);
    const before = await rows().head(owner);
    // No store takes a text that is none.
    const broken = { ...rowOf('x'), text: null as unknown as string };
    await expect(rows().insert(owner, [rowOf('good'), broken])).rejects.toThrow();
    expect((await all(rows(), owner)).map(({ text }) => text)).toEqual(['there']);
    expect(await rows().head(owner)).toEqual(before);
  });

  it('twenty at once of the same text, by two instances, are one row', async () => {
    const owner = fresh();
    const made = await Promise.all(
      upTo(20).map((n) => both()[n % 2 === 0 ? 0 : 1].insert(owner, [rowOf('same', { metadata: { n } })])),
    );
    const stored = await all(rows(), owner);
    expect(stored.length).toBe(1);
    for (const one of made) expect(one).toEqual(stored);
    expect((await rows().head(owner)).number).toBe(1);
  });

  it('fifty at once, by two instances, get the numbers 1 to 50', async () => {
    const owner = fresh();
    const made = await Promise.all(upTo(50).map((n) => both()[n % 2 === 0 ? 0 : 1].insert(owner, [rowOf(`${n}`)])));
    expect(numbersOf(made.flat()).sort((a, b) => a - b)).toEqual(upTo(50));
    expect(numbersOf(await all(rows(), owner))).toEqual(upTo(50));
    expect((await rows().head(owner)).number).toBe(50);
  });

  it('who reads after a number while others store misses none: numbers are in the order of the commits', async () => {
    const owner = fresh();
    const seen: Row[] = [];
    let storing = true;
    const read = async () => {
      for (;;) {
        const last = !storing;
        const more = await rows().after(owner, seen.at(-1)?.number ?? 0, 7);
        seen.push(...more);
        if (last && more.length === 0) return;
      }
    };
    const writing = (async () => {
      for (let i = 0; i < 5; i++) {
        await Promise.all(upTo(8).map((n) => both()[n % 2 === 0 ? 0 : 1].insert(owner, [rowOf(`${i}-${n}`)])));
      }
      storing = false;
    })();
    await Promise.all([writing, read()]);
    expect(numbersOf(seen)).toEqual(upTo(40));
  });

  it('any stores and removals leave what a plain list would have', async () => {
    const texts = fc.subarray(['a', 'b', 'c', 'd', 'e', 'f', 'A', ''].map((text) => `${text}!`));
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant('insert' as const), texts, by: fc.nat(1) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), which: fc.nat(8), by: fc.nat(1) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const owner = fresh();
        const model = modelOf();
        for (const one of steps) {
          const by = both()[one.by === 0 ? 0 : 1];
          if (one.do === 'insert') {
            const given = one.texts.map((text) => rowOf(text, { createdAt: text.charCodeAt(0) % 3 }));
            expect(await by.insert(owner, given)).toEqual(model.insert(given));
          } else {
            const id = model.rows[one.which]?.id ?? 'none';
            const { epoch } = await by.head(owner);
            const removed = model.remove(id);
            expect(await by.remove(owner, id)).toBe(removed);
            if (removed) expect((await by.head(owner)).epoch).toBeGreaterThan(epoch);
          }
          await expectAlike(rows(), owner, model);
        }
      }),
      { numRuns: runs },
    );
  });
}

/** The simplest thing that keeps the promises. */
function modelOf() {
  let number = 0;
  const rows: Row[] = [];
  return {
    rows,
    get number() {
      return number;
    },
    insert(given: readonly NewRow[]): Row[] {
      return given.map((row) => {
        const there = rows.find(({ text }) => text === row.text);
        if (there) return there;
        number++;
        rows.push({ ...row, number });
        return { ...row, number };
      });
    },
    remove(id: string): boolean {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) rows.splice(at, 1);
      return at >= 0;
    },
  };
}

async function expectAlike(rows: MemoryRows, owner: MemoryOwner, model: ReturnType<typeof modelOf>): Promise<void> {
  expect(await all(rows, owner)).toEqual(model.rows);
  expect((await rows.head(owner)).number).toBe(model.number);
  const newest = model.rows.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  expect(idsOf(await rows.list(owner, undefined, 100))).toEqual(idsOf(newest));
}
