import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemoryOwner, Remembered } from '../../src/domain/memory.js';
import type { Memory } from '../../src/domain/ports.js';
import { freshId, start } from '../support/build.js';
import { allOf, calm, fact, faultOf, someone, source, texts, textsOf } from '../support/memories.js';
import { until } from '../support/until.js';
import { apart } from './memory-apart.js';

export interface MemoryUnderTest {
  readonly memory: Memory;
  /** Closes it and opens it again over the same data. */
  reopen(): Promise<Memory>;
  dispose(): Promise<void>;
}

/** What every adapter of `Memory` promises that remembers anything. */
export function memoryContract(name: string, kind: string, make: () => Promise<MemoryUnderTest>): void {
  describe(`${name} keeps the promises of a memory`, () => {
    let made: MemoryUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.dispose());
    const memory = () => made.memory;

    it('says what it is', () => {
      expect(memory().name).toBe(kind);
    });
    describe('adding', () => adding(memory));
    describe('learning', () => learning(memory));
    describe('searching', () => searching(memory));
    describe('listing', () => listing(memory));
    describe('removing', () => removing(memory));
    describe('erasing', () => erasing(memory));
    describe('owners', () => apart(memory));
    describe('signals', () => signals(memory));

    it('all is there after closing and opening again; a closed one is unavailable', async () => {
      const owner = someone();
      const added = await memory().add(owner, fact('I work at the harbour', { metadata: { n: 1 } }), calm);
      const closed = made.memory;
      const again = await made.reopen();
      expect(await allOf(again, owner)).toEqual([added]);
      expect(texts(await again.search(owner, 'harbour', 5, calm))).toEqual([added.text]);
      expect(await faultOf(closed.list(owner, undefined, 10, calm))).toBe('memory-unavailable');
      await closed.close();
    });
  });
}

function adding(memory: () => Memory): void {
  it('gives back the fact as it was given, with an id, and it reads back', async () => {
    const owner = someone();
    const given = fact('The user likes tea.', {
      createdAt: start - 5,
      metadata: { plan: 'pro', 'a.b': { $gt: [1, null, 'x'] }, user_id: 'other' },
    });
    const added = await memory().add(owner, given, calm);
    expect(added).toEqual({ ...given, id: expect.stringMatching(/^.{1,128}$/) });
    expect(await allOf(memory(), owner)).toEqual([added]);
    const [found] = await memory().search(owner, 'tea', 5, calm);
    expect(found).toEqual({ ...added, score: expect.any(Number) });
  });

  it('of a text that is there, word by word, gives the stored one, as it was first', async () => {
    const owner = someone();
    const first = await memory().add(owner, fact('I drink tea', { metadata: { n: 1 } }), calm);
    const again = fact('I drink tea', { metadata: { n: 2 }, createdAt: start + 9 });
    expect(await memory().add(owner, again, calm)).toEqual(first);
    expect(await allOf(memory(), owner)).toEqual([first]);
    for (const near of ['I drink Tea', 'I drink tea.', 'I  drink tea']) await memory().add(owner, fact(near), calm);
    expect((await allOf(memory(), owner)).length).toBe(4);
  });

  it('of the same text by twenty at once keeps one', async () => {
    const owner = someone();
    const added = await Promise.all(Array.from({ length: 20 }, () => memory().add(owner, fact('I drink tea'), calm)));
    expect(new Set(added.map(({ id }) => id)).size).toBe(1);
    expect((await allOf(memory(), owner)).length).toBe(1);
  });

  it.each([
    ['a NUL', 'before\u0000after'],
    ['operators', '{"$where": "1", "user_id": "*"}'],
    ['an emoji', 'caf\u00e9 \u{1f469}\u200d\u{1f4bb} \u4f60\u597d'],
    ['quotes', `'; DROP TABLE memories; -- "%_\\`],
    ['a wildcard alone', '*'],
    ['8 KiB', 'word '.repeat(1638).trimEnd()],
    ['a space at each end', ' tea '],
    ['a line break', 'one\r\ntwo'],
  ])('keeps a text with %s as it is', async (_, text) => {
    const owner = someone();
    const added = await memory().add(owner, fact(text), calm);
    expect(added.text).toBe(text);
    expect(await memory().add(owner, fact(text), calm)).toEqual(added);
    expect(await allOf(memory(), owner)).toEqual([added]);
  });
}

function learning(memory: () => Memory): void {
  it('keeps what a message says, with when and where it was said', async () => {
    const owner = someone();
    const said = { ...fact('My favourite colour is teal.'), source: source(3) };
    await memory().learn(owner, said, calm);
    const [kept] = await until('it is there', async () => orNothing(await allOf(memory(), owner)));
    expect(kept).toEqual({ ...said, id: expect.any(String) });
  });

  it('keeps it once for a source, however often it is told of, also at once', async () => {
    const owner = someone();
    const said = { ...fact('We are a team of twelve people.'), source: source() };
    await memory().learn(owner, said, calm);
    await Promise.all([1, 2, 3, 4].map(() => memory().learn(owner, said, calm)));
    await memory().add(owner, fact('a last one'), calm);
    expect((await textsOf(memory(), owner)).sort()).toEqual([said.text, 'a last one'].sort());
  });

  it('keeps once what is said twice in the same words', async () => {
    const owner = someone();
    const said = fact('We are a bakery in Berlin.');
    await memory().learn(owner, { ...said, source: source(1) }, calm);
    await memory().learn(owner, { ...said, source: source(2) }, calm);
    await memory().add(owner, said, calm);
    expect(await textsOf(memory(), owner)).toEqual([said.text]);
  });

  it('keeps nothing of what states nothing', async () => {
    const owner = someone();
    for (const [i, text] of ['Hi!', 'ok', 'What does it cost?', 'thanks', '\u{1f44d}'].entries()) {
      await memory().learn(owner, { ...fact(text), source: source(i + 1) }, calm);
    }
    await memory().add(owner, fact('a last one'), calm);
    expect(await textsOf(memory(), owner)).toEqual(['a last one']);
  });
}

function searching(memory: () => Memory): void {
  it('finds by words, best first, no more than asked for, with scores from 0 to 1', async () => {
    const owner = someone();
    for (const text of ['Rex is my dog', 'The invoice goes to Paris', 'I play the cello on Sundays', 'My dog is old']) {
      await memory().add(owner, fact(text), calm);
    }
    const [best] = await memory().search(owner, 'invoice Paris', 10, calm);
    expect(best?.text).toBe('The invoice goes to Paris');
    const found = await memory().search(owner, 'dog', 2, calm);
    expect(texts(found).sort()).toEqual(['My dog is old', 'Rex is my dog']);
    const scores = (await memory().search(owner, 'cello dog', 10, calm)).map(({ score }) => score);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect((await memory().search(owner, 'dog', 1, calm)).length).toBe(1);
  });

  it('finds what was added just now, and no longer what was removed', async () => {
    const owner = someone();
    for (let i = 0; i < 5; i++) {
      const { id, text } = await memory().add(owner, fact(`Parcel number${i} is blue`), calm);
      expect(texts(await memory().search(owner, `number${i}`, 3, calm))).toEqual([text]);
      await memory().remove(owner, id, calm);
      expect(await memory().search(owner, `number${i}`, 3, calm)).toEqual([]);
    }
  });

  it('finds nothing of someone whom nothing is remembered of', async () => {
    expect(await memory().search(someone(), 'anything at all', 10, calm)).toEqual([]);
  });

  it.each(['*', '?!', '{"user_id":"*"}', 'the of and', '\u0000', 'x'.repeat(8192), 'a '.repeat(4000)])(
    'answers the odd question %#',
    async (question) => {
      const owner = someone();
      await memory().add(owner, fact('Rex is my dog'), calm);
      const found = await memory().search(owner, question, 10, calm);
      expect(found.length).toBeLessThanOrEqual(1);
    },
  );
}

function listing(memory: () => Memory): void {
  it('is by time and id, newest first, in pages that are whole', async () => {
    const owner = someone();
    const added: Remembered[] = [];
    for (let i = 0; i < 9; i++) {
      added.push(await memory().add(owner, fact(`fact ${i}`, { createdAt: start + (i < 5 ? 0 : i % 2) }), calm));
    }
    const expected = added.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
    for (const size of [1, 2, 4, 9, 100]) {
      const seen: Remembered[] = [];
      for (;;) {
        const page = await memory().list(owner, seen.at(-1), size, calm);
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(size);
        seen.push(...page);
      }
      expect(seen).toEqual(expected);
    }
  });
}

function removing(memory: () => Memory): void {
  it('takes one away for good; it may then be added anew', async () => {
    const owner = someone();
    const [one, two] = [
      await memory().add(owner, fact('I drink tea'), calm),
      await memory().add(owner, fact('I eat cake'), calm),
    ];
    await memory().remove(owner, one.id, calm);
    expect(await allOf(memory(), owner)).toEqual([two]);
    expect(await faultOf(memory().remove(owner, one.id, calm))).toBe('memory-not-found');
    const again = await memory().add(owner, fact('I drink tea'), calm);
    expect(again.id).not.toBe(one.id);
  });

  it.each(['none', '*', '../other', '%', '$ne', '\u0000', 'x'.repeat(128)])('of %j finds nothing', async (id) => {
    const owner = someone();
    await memory().add(owner, fact('I drink tea'), calm);
    expect(await faultOf(memory().remove(owner, id, calm))).toBe('memory-not-found');
    expect(await textsOf(memory(), owner)).toEqual(['I drink tea']);
  });
}

function erasing(memory: () => Memory): void {
  it('takes all of an owner away, counted, and nothing of others; who comes back begins anew', async () => {
    const [owner, other] = [someone(), someone()];
    for (const text of ['I drink tea', 'I eat cake', 'I live in Lund']) await memory().add(owner, fact(text), calm);
    const theirs = await memory().add(other, fact('I drink tea'), calm);
    expect(await memory().search(owner, 'tea', 5, calm)).not.toEqual([]);
    expect(await memory().count(owner, calm)).toBe(3);
    expect(await memory().erase(owner, calm)).toBe(3);
    expect(await memory().count(owner, calm)).toBe(0);
    expect(await memory().erase(owner, calm)).toBe(0);
    expect(await allOf(memory(), owner)).toEqual([]);
    expect(await memory().search(owner, 'tea', 5, calm)).toEqual([]);
    expect(await allOf(memory(), other)).toEqual([theirs]);
    for (const text of ['I drink water', 'I eat rice', 'I live in Oslo']) await memory().add(owner, fact(text), calm);
    expect(texts(await memory().search(owner, 'water', 1, calm))).toEqual(['I drink water']);
  });

  it('takes with it what is being learned at the same time, or that is there afterwards as a whole', async () => {
    const owner = someone();
    const said = { ...fact('I work at the harbour of Malmö'), source: source(1) };
    await Promise.all([memory().learn(owner, said, calm), memory().erase(owner, calm)]);
    const left = await allOf(memory(), owner);
    expect(left.length).toBeLessThanOrEqual(1);
    await memory().erase(owner, calm);
    expect(await memory().count(owner, calm)).toBe(0);
  });
}

function signals(memory: () => Memory): void {
  const owner: MemoryOwner = someone();
  const calls: [string, (signal: AbortSignal) => Promise<unknown>][] = [
    ['add', (signal) => memory().add(owner, fact(freshId('text')), signal)],
    ['learn', (signal) => memory().learn(owner, { ...fact(freshId('My name is')), source: source() }, signal)],
    ['search', (signal) => memory().search(owner, 'x', 5, signal)],
    ['list', (signal) => memory().list(owner, undefined, 5, signal)],
    ['remove', (signal) => memory().remove(owner, 'none', signal)],
  ];

  it.each(calls)('%s throws the reason of a signal that has aborted, and of one that aborts', async (_, call) => {
    const reason = new Error('enough');
    await expect(call(AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const calling = call(controller.signal);
    controller.abort(reason);
    await expect(calling).rejects.toBe(reason);
  });

  it('a call that was aborted leaves the others', async () => {
    const controller = new AbortController();
    const mine = someone();
    const adding = ['a', 'b', 'c'].map((text, i) => memory().add(mine, fact(text), i === 1 ? controller.signal : calm));
    controller.abort(new Error('enough'));
    const settled = await Promise.allSettled(adding);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
}

const orNothing = <T>(items: T[]): T[] | undefined => (items.length > 0 ? items : undefined);
