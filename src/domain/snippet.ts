import { type Part, standsAt, type Wanted } from './wanted.js';
import { isUnspaced, lettersOf, type Tokenize } from './words.js';

/** In UTF-16 units, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A part of a text around what was looked for, and where that stands in it: in order, apart from each other. */
export interface Snippet {
  readonly text: string;
  readonly highlights: readonly Range[];
}

interface Found extends Range {
  readonly part: number;
}

const usualLength = 160;
/** How far an end moves to keep a word whole. */
const leeway = 24;
const joined = /^(?:\p{M}|\u200d|\ufe0f)/u;

/** Some 160 characters of a text where most of what is wanted stands; words and characters stay whole. */
export function snippetOf(text: string, wanted: Wanted, tokenize: Tokenize): Snippet {
  const found = matchesIn(text, wanted.all, tokenize);
  const window = best(found);
  const room = Math.max(0, usualLength - (window.end - window.start));
  let start = Math.max(0, window.start - Math.floor(room / 2));
  const end = cutBefore(text, Math.min(text.length, start + usualLength), Math.min(window.end, start + usualLength));
  // Near the end of a text there is more before.
  start = cutAfter(text, Math.max(0, Math.min(start, end - usualLength)), Math.min(window.start, end));
  const highlights: Range[] = [];
  for (const range of found.toSorted((a, b) => a.start - b.start)) {
    const clipped = { start: Math.max(range.start, start) - start, end: Math.min(range.end, end) - start };
    const last = highlights.at(-1);
    if (clipped.end <= clipped.start) continue;
    if (last && clipped.start <= last.end) {
      highlights.splice(-1, 1, { start: last.start, end: Math.max(last.end, clipped.end) });
    } else highlights.push(clipped);
  }
  return { text: text.slice(start, end), highlights };
}

function matchesIn(text: string, parts: readonly Part[], tokenize: Tokenize): Found[] {
  const words = tokenize(text);
  const [stems, forms] = [words.map(({ stem }) => stem), words.map(({ form }) => form)];
  return parts.flatMap((part, number) => {
    const [only] = part.words;
    // Of words without spaces between them the one character that was asked for.
    const short = part.prefix && part.words.length === 1 && only && isUnspaced(only.form);
    return words.flatMap((first, i): Found[] => {
      const last = words[i + part.words.length - 1];
      if (!last || !standsAt(part, i, stems, forms)) return [];
      const end = short ? first.start + (lettersOf(text.slice(first.start, first.end))[0] ?? '').length : last.end;
      return [{ part: number, start: first.start, end }];
    });
  });
}

/** Where most of the parts are near each other, and most often; the first such place. */
function best(found: readonly Found[]): Range {
  const inOrder = found.toSorted((a, b) => a.start - b.start);
  let chosen: Range = { start: 0, end: 0 };
  let most = 0;
  let to = 0;
  const inside = new Map<number, number>();
  for (const [i, first] of inOrder.entries()) {
    for (let next = inOrder[to]; next && next.end - first.start <= usualLength; next = inOrder[to]) {
      inside.set(next.part, (inside.get(next.part) ?? 0) + 1);
      to++;
    }
    const total = [...inside.values()].reduce((sum, count) => sum + count, 0);
    const worth = inside.size * usualLength + total;
    if (worth > most) {
      most = worth;
      chosen = { start: first.start, end: Math.max(first.end, inOrder[to - 1]?.end ?? first.end) };
    }
    const left = (inside.get(first.part) ?? 0) - 1;
    if (left > 0) inside.set(first.part, left);
    else inside.delete(first.part);
    // A match that is longer than a snippet was never inside.
    to = Math.max(to, i + 1);
  }
  return chosen;
}

/** The end of a snippet that was to end at `at`: after a word, if one ends near, and never before `least`. */
function cutBefore(text: string, at: number, least: number): number {
  if (at >= text.length) return text.length;
  for (let end = at; end > Math.max(least, at - leeway); end--) {
    if (/\s/.test(text[end] ?? '')) return end;
  }
  return whole(text, at);
}

/** The start of a snippet that was to start at `at`: before a word, if one begins near, and never after `most`. */
function cutAfter(text: string, at: number, most: number): number {
  if (at <= 0) return 0;
  for (let start = at; start < Math.min(most, at + leeway); start++) {
    if (/\s/.test(text[start - 1] ?? '') && !/\s/.test(text[start] ?? '')) return start;
  }
  return whole(text, at);
}

/** The place, or one a little before, that cuts no character. */
function whole(text: string, at: number): number {
  let place = at;
  const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;
  while (
    place > 0 &&
    (isLow(text.charCodeAt(place)) || joined.test(text.slice(place, place + 2)) || text[place - 1] === '\u200d')
  ) {
    place--;
  }
  return place;
}
