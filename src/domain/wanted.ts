import { invalid } from './errors.js';
import { isUnspaced, type Tokenize, type Word } from './words.js';

/** Words that stand beside each other: one, or those of a phrase. */
export interface Part {
  /** By their stems; the last one by the beginning of its form where it is a prefix. */
  readonly words: readonly Pick<Word, 'form' | 'stem'>[];
  readonly prefix: boolean;
}

/** What a search asks for: a message has all of it, and nothing of the rest. */
export interface Wanted {
  readonly all: readonly Part[];
  readonly none: readonly Part[];
}

const mostParts = 32;
/** A minus, a phrase in quotation marks, which may lack the last one or have a star after it, or whatever has no space. */
const pieces = /(-?)(?:["“”„]([^"“”„]*)(?:["“”„](\*?)|$)|([^\s"“”„]+))/gu;

/**
 * Reads words, "phrases", prefix*, "phrase with a pre"*, -without and -"nor this". Words that something else than a space joins are a phrase, as
 * they are in a text. Throws `invalid-argument` on `query` where nothing is left to look for.
 */
export function readWanted(query: string, tokenize: Tokenize): Wanted {
  const all: Part[] = [];
  const none: Part[] = [];
  for (const [, minus, phrase, star, bare = ''] of query.matchAll(pieces)) {
    const part = partOf(tokenize(phrase ?? bare), star === '*' || (phrase ?? bare).endsWith('*'));
    if (part) (minus === '-' ? none : all).push(part);
  }
  if (all.length === 0) {
    const lack = none.length === 0 ? 'letters or digits' : 'not only what is to be absent';
    throw invalid('query', `must have a word to look for: ${lack}`);
  }
  if (all.length + none.length > mostParts) throw invalid('query', `must have at most ${mostParts} words and phrases`);
  return { all, none };
}

function partOf(words: readonly Word[], starred: boolean): Part | undefined {
  const last = words.at(-1);
  if (!last) return undefined;
  if (!isUnspaced(last.form)) return { words: words.map(bare), prefix: starred };
  // Of a run without spaces the last character alone is a word only where a text's run ends with it.
  const before = words.at(-2);
  if (before && before.end > last.start) return { words: words.slice(0, -1).map(bare), prefix: false };
  return { words: words.map(bare), prefix: true };
}

function bare({ form, stem }: Word): Pick<Word, 'form' | 'stem'> {
  return { form, stem };
}

/** A text as an index keeps it: its words apart by spaces, and one at either end. */
export interface IndexedText {
  readonly stems: string;
  readonly forms: string;
  /** How many words. */
  readonly length: number;
}

export function indexedText(words: readonly Word[]): IndexedText {
  const line = (list: readonly string[]) => (list.length === 0 ? ' ' : ` ${list.join(' ')} `);
  return {
    stems: line(words.map(({ stem }) => stem)),
    forms: line(words.map(({ form }) => form)),
    length: words.length,
  };
}

/** How often a text has each part that is wanted; undefined when it lacks one, or has one that is not. */
export function countsIn(text: IndexedText, { all, none }: Wanted): number[] | undefined {
  const counts: number[] = [];
  for (const part of all) {
    const count = countIn(text, part, Number.POSITIVE_INFINITY);
    if (count === 0) return undefined;
    counts.push(count);
  }
  return none.some((part) => countIn(text, part, 1) > 0) ? undefined : counts;
}

function countIn({ stems, forms }: IndexedText, { words, prefix }: Part, most: number): number {
  if (prefix && words.length > 1) return countPrefixed(stems, forms, words, most);
  const last = words.at(-1)?.form ?? '';
  const [line, sought] = prefix ? [forms, ` ${last}`] : [stems, ` ${words.map(({ stem }) => stem).join(' ')} `];
  let count = 0;
  for (let at = line.indexOf(sought); at >= 0 && count < most; at = line.indexOf(sought, at + 1)) count++;
  return count;
}

function countPrefixed(stems: string, forms: string, words: Part['words'], most: number): number {
  const [stemList, formList] = [stems.split(' '), forms.split(' ')];
  let count = 0;
  for (let at = 1; at + words.length < stemList.length && count < most; at++) {
    if (standsAt({ words, prefix: true }, at, stemList, formList)) count++;
  }
  return count;
}

/** Whether a part's words are those from one word of a text on. */
export function standsAt({ words, prefix }: Part, at: number, stems: readonly string[], forms: readonly string[]) {
  return words.every(({ stem, form }, i) =>
    prefix && i === words.length - 1 ? (forms[at + i] ?? '').startsWith(form) : stems[at + i] === stem,
  );
}
