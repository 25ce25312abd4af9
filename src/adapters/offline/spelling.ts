import { notTypos } from './words.js';

/**
 * The optimal string alignment distance (insert, delete, replace, swap neighbours) where it is at most `most`,
 * otherwise `most + 1`. https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    before = above;
    above = row;
  }
  return Math.min(above[b.length] ?? most + 1, most + 1);
}

/** Puts typing errors right: a word of `vocabulary` that is near enough, or the word as it is. */
export type Speller = (word: string) => string;

/** How many edits a word of that length may be away from the one that was meant. */
function tolerance(length: number): number {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

/** Known, common, or an inflection of such a word. */
function isWord(word: string, known: ReadonlySet<string>): boolean {
  const is = (text: string) => known.has(text) || notTypos.has(text);
  if (is(word)) return true;
  const base = /^(.{3,}?)(?:s|es|ed|d|ing|er|ers|ly|ness)$/.exec(word)?.[1];
  return (
    base !== undefined &&
    (is(base) || is(`${base}e`) || is(base.replace(/(.)\1$/, '$1')) || is(base.replace(/i$/, 'y')))
  );
}

/**
 * Words of the vocabulary and common words stay as they are; so do short ones and those with digits. A candidate begins
 * with the same letter, or with the first two swapped. The nearest wins; among equals the longer one.
 */
export function makeSpeller(vocabulary: Iterable<string>): Speller {
  const known = new Set<string>();
  const byShape = new Map<string, string[]>();
  for (const word of vocabulary) {
    if (known.has(word)) continue;
    known.add(word);
    if (word.length < 4 || !/^[a-z]+$/.test(word)) continue;
    const key = `${word[0]}${word.length}`;
    byShape.set(key, [...(byShape.get(key) ?? []), word]);
  }
  return (word) => {
    const most = tolerance(word.length);
    if (most === 0 || !/^[a-z]+$/.test(word) || isWord(word, known)) return word;
    let best = word;
    let least = most + 1;
    for (const first of new Set([word[0], word[1]])) {
      // Letters are left out more often than added, so that of equals the longer wins.
      for (let length = word.length + most; length >= word.length - most; length--) {
        for (const candidate of byShape.get(`${first}${length}`) ?? []) {
          if (first !== word[0] && candidate[1] !== word[0]) continue;
          const far = distance(word, candidate, Math.min(most, least - 1));
          if (far < least) {
            least = far;
            best = candidate;
          }
        }
      }
    }
    return best;
  };
}
