import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize } from '../../src/adapters/words/english.js';
import { snippetOf } from '../../src/domain/snippet.js';
import { countsIn, indexedText, type Part, readWanted } from '../../src/domain/wanted.js';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom('Prices', 'café', '价格表', 'ราคา', '👩‍👩‍👧', "don't", '한국어', 'é', '\n', 'straße', 'ok'),
      {
        maxLength: 80,
      },
    )
    .map((words) => words.join(' ')),
);
const wanted = (query: string) => readWanted(query, tokenize);
const shown = ({ words, prefix }: Part) => `${words.map(({ stem }) => stem).join(' ')}${prefix ? '*' : ''}`;
const parts = (query: string) => {
  const { all, none } = wanted(query);
  return [...all.map(shown), ...none.map((part) => `-${shown(part)}`)];
};

describe('words of a text', () => {
  it('stand where they say, in order, and are what they are whatever the case', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let before = 0;
        for (const { start, end, form } of tokenize(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(form).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
          before = start;
        }
        const forms = (of: string) => tokenize(of).map(({ form }) => form);
        expect(forms(text.normalize('NFC'))).toEqual(forms(text.normalize('NFD')));
        expect(forms(text.toLowerCase().toUpperCase()).join('')).toBe(forms(text.toUpperCase()).join(''));
      }),
      { examples: [['STRAẞE']] },
    );
  });

  it('are at most ten thousand', () => {
    expect(tokenize('a '.repeat(20_000))).toHaveLength(10_000);
    expect(tokenize('价'.repeat(20_000))).toHaveLength(10_000);
  });
});

it('a word goes on over what is not seen in it', () => {
  const forms = (text: string) => tokenize(text).map(({ form }) => form);
  expect(forms('a soft\u00adhy\u00adphen, می\u200cخواهم \u00ad x\u200d')).toEqual(['a', 'softhyphen', 'میخواهم', 'x']);
});

describe('English endings', () => {
  it.each([
    ['price', 'prices', 'priced', 'pricing'],
    ['try', 'tries', 'tried', 'trying'],
    ['fly', 'flies', 'flying'],
    ['die', 'dies', 'died', 'dying'],
    ['tie', 'ties', 'tied', 'tying'],
    ['reply', 'replies', 'replied', 'replying'],
  ])('of %s do not matter', (...forms) => {
    expect(new Set(forms.map((form) => tokenize(form)[0]?.stem)).size).toBe(1);
  });
});

describe('a query', () => {
  it('is words, phrases, beginnings, and what must not be there', () => {
    expect(parts('prices "Price  lists" impl* -free -"no deal"')).toEqual([
      'price',
      'price list',
      'impl*',
      '-free',
      '-no deal',
    ]);
  });

  it('takes what is joined by something else than a space as a phrase, and a quotation mark too many as an end', () => {
    expect(parts('e-mail 1,200 “soon')).toEqual(['e mail', '1 200', 'soon']);
    expect(parts('foo"bar baz"')).toEqual(['foo', 'bar baz']);
    expect(parts('a - b --c * ** "" ! -')).toEqual(['a', 'b', '-c']);
    expect(parts('"price li"* -"no de"* "no deal" *')).toEqual(['price li*', 'no deal', '-no de*']);
    expect(parts('"price li*" "no deal *')).toEqual(['price li*', 'no deal*']);
  });

  it('finds runs without spaces by their pairs, and one character as the beginning of one', () => {
    expect(parts('价格表 价 iPhone价格')).toEqual(['价格 格表', '价*', 'iphon 价格']);
  });

  it('without anything to look for is an invalid argument', () => {
    for (const query of ['', ' ', '-price', '*', '"" -x', '👍', '-"a b"']) {
      expect(() => wanted(query), query).toThrow(
        expect.objectContaining({ fault: expect.objectContaining({ kind: 'invalid-argument' }) }),
      );
    }
    expect(() => wanted('👍')).toThrow(/letters or digits/);
    expect(() => wanted('-price')).toThrow(/not only what is to be absent/);
    expect(() => wanted(Array.from({ length: 33 }, (_, i) => `w${i}`).join(' '))).toThrow();
  });

  it('of any text never fails otherwise, and one of a text’s own words finds the text', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, pick) => {
        const words = tokenize(text);
        const word = words[pick % Math.max(1, words.length)];
        if (!word) {
          expect(() => wanted(text)).toThrow();
          return;
        }
        const own = text.slice(word.start, word.end);
        expect(countsIn(indexedText(words), wanted(own))?.[0]).toBeGreaterThan(0);
        expect(countsIn(indexedText(words), wanted(`${own} -${own}`))).toBeUndefined();
      }),
    );
  });
});

describe('a snippet', () => {
  it('is a part of the text of some 160 characters that cuts no character, with every highlight a match in it', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, pick) => {
        const words = tokenize(text);
        const word = words[pick % Math.max(1, words.length)];
        if (!word) return;
        const sought = wanted(text.slice(word.start, word.end));
        const { text: snippet, highlights } = snippetOf(text, sought, tokenize);
        expect(text).toContain(snippet);
        expect(snippet.length).toBeLessThanOrEqual(170);
        expect(snippet.isWellFormed()).toBe(text.isWellFormed() || snippet.isWellFormed());
        expect(highlights.length).toBeGreaterThan(0);
        let before = -1;
        for (const { start, end } of highlights) {
          expect(start).toBeGreaterThan(before);
          expect(end).toBeLessThanOrEqual(snippet.length);
          before = end;
          expect(countsIn(indexedText(tokenize(snippet.slice(start, end))), sought)).toBeDefined();
        }
      }),
    );
  });

  it('stands where most of what is wanted is', () => {
    const filler = 'lorem ipsum dolor sit amet '.repeat(30);
    const text = `the price ${filler} the price list is nice ${filler}`;
    const { text: snippet, highlights } = snippetOf(text, wanted('nice price'), tokenize);
    expect(highlights.map(({ start, end }) => snippet.slice(start, end))).toEqual(['price', 'nice']);
    expect(snippet).toMatch(/^\S.*\S$/s);
    expect(filler).toContain(snippet.split(' ')[0]!);
  });
});
