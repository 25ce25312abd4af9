import { tagAmounts } from './amounts.js';
import { type Language, readable, type Written } from './language.js';
import { negators } from './lexicon.js';
import { nowhere, type Piece, type Scope, scopesOf } from './scope.js';
import type { Speller } from './spelling.js';
import { bounded, type Word, words } from './text.js';

/** The least part of a message that states one thing. */
export interface Clause extends Scope {
  /** The words with a space before, between and after. */
  readonly text: string;
  readonly words: readonly string[];
  readonly tokens: readonly Word[];
  /** As the user wrote it. */
  readonly raw: string;
  /** Which sentence of the message it is in, from 0. */
  readonly sentence: number;
}

/** A message as the rules read it. */
export interface Utterance {
  readonly text: string;
  readonly written: Written;
  readonly language: Language;
  readonly clauses: readonly Clause[];
  /** All words, folded and spelt right, amounts as the user wrote them. */
  readonly words: readonly string[];
}

const breaks: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set('but although though however while whereas because since cause except when where'.split(' ')),
  de: new Set('obwohl weil sondern wahrend jedoch'.split(' ')),
  fr: new Set('mais car cependant pourtant parce puis'.split(' ')),
  es: new Set('pero aunque porque sino mientras'.split(' ')),
};

/** Words after which `and` and `so` begin another statement. */
const subjects: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    'i we my our the they he she it there no not this that you nobody honestly yes if when then can could do does is are what how also as he'.split(
      ' ',
    ),
  ),
  de: new Set('ich wir mein unser der die das es sie er'.split(' ')),
  fr: new Set('je j nous on c il elle les notre mon vous'.split(' ')),
  es: new Set('yo nosotros el la los se mi nuestro no es nos'.split(' ')),
};
/** What `so` strengthens. */
const degree = new Set(
  'much many good bad far long that hard expensive slow fast little few big small soon kind well nice great pricey high low sorry on called to important easy difficult often late early simple of complicated embarrassing tired annoying happy'.split(
    ' ',
  ),
);

const joiners = new Set('and so und et y then plus also dann alors donc entonces'.split(' '));

/** Words that answer by themselves at the beginning of a clause; Spanish `no` goes with its verb. */
const answers: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(['no', 'yes']),
  de: new Set(['ja', 'nein']),
  fr: new Set(['oui', 'non']),
  es: new Set([]),
};

const ends = new Set(['.', '!', '?', '…', ';', '\n', '¿', '¡']);
/** What a value follows: `budget: none`, `our timeline? March`. */
const label =
  /^(?:(?:the|our|my|and|any|target|start|go live|decision) )?(?:budget|funds|funding|money|cash|presupuesto|timing|timeline|timeframe|time frame|deadline|date|start|authority|decision|decider|decision maker|sign off|signoff|approval)(?: (?:for|on) \S+)?$/;
const pauses = new Set([',', ':', '(', ')', '-', '–', '—', '|']);

/** Reads one message that is written in a language. */
export function readMessage(message: string, written: Written, speller: Speller): Utterance {
  const spell = remembering(speller);
  const text = bounded(message);
  const language = readable(written);
  const english = language === 'en';
  const source = english ? words(text, true) : words(text, false);
  const spelt = english && written === 'en' ? source.map((word) => ({ ...word, text: spell(word.text) })) : source;
  const tagged = tagAmounts(withLineBreaks(spelt, text), language);
  const pieces = split(tagged, text, language);
  return {
    text,
    written,
    language,
    clauses: scoped(pieces, text, language),
    words: spelt.map((word) => word.text).filter((word) => /[\p{L}\p{N}]/u.test(word)),
  };
}

/** The same, working out each word only once. */
function remembering(spell: Speller): Speller {
  const known = new Map<string, string>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const now = spell(word);
    known.set(word, now);
    return now;
  };
}

function withLineBreaks(list: readonly Word[], text: string): Word[] {
  const result: Word[] = [];
  let at = 0;
  for (const word of list) {
    if (word.start > at && text.slice(at, word.start).includes('\n')) result.push({ text: '\n', start: at, end: at });
    result.push(word);
    at = word.end;
  }
  return result;
}

/** Nobody says more in one breath, and patterns stay cheap. */
const longestClause = 60;

function split(tokens: readonly Word[], text: string, language: Language): Piece[] {
  const pieces: Piece[] = [];
  let now: Piece = { tokens: [], sentence: 0, asked: false, contrast: false };
  let sentence = 0;
  const flush = (contrast: boolean) => {
    if (now.tokens.length > 0) pieces.push(now);
    now = { tokens: [], sentence, asked: false, contrast };
  };
  tokens.forEach((token, i) => {
    const next = tokens[i + 1]?.text ?? '';
    if (token.text === '?' && next !== '' && !ends.has(next) && labels(now.tokens)) {
      // The answer to one's own question.
    } else if (ends.has(token.text)) {
      if (token.text === '?') {
        now.asked = true;
        const last = pieces.at(-1);
        if (now.tokens.length === 0 && last) last.asked = true;
      }
      sentence += 1;
      flush(false);
      now.sentence = sentence;
    } else if (pauses.has(token.text)) {
      const glued =
        token.text === '-' && !/\s/.test(text[token.start - 1] ?? ' ') && !/\s/.test(text[token.end] ?? ' ');
      if (!glued && !(token.text === ':' && labels(now.tokens))) flush(false);
    } else if (!/[\p{L}\p{N}#$€£%]/u.test(token.text) && token.text !== '👍') {
      // Quotation marks, slashes and pictures say nothing here.
    } else if (breaks[language].has(token.text) && now.tokens.length > 0) {
      flush(true);
      now.tokens.push(token);
    } else if (token.text === 'if' && now.tokens.length > 0 && now.tokens.at(-1)?.text !== 'what') {
      flush(false);
      now.tokens.push(token);
    } else if (joins(token.text, now.tokens.at(-1)?.text ?? '', next, language) && now.tokens.length > 1) {
      flush(false);
    } else if (
      now.tokens.length === 1 &&
      answers[language].has(now.tokens[0]?.text ?? '') &&
      subjects[language].has(token.text)
    ) {
      flush(false);
      now.tokens.push(token);
    } else {
      now.tokens.push(token);
    }
    if (now.tokens.length >= longestClause) flush(false);
  });
  flush(false);
  return pieces;
}

function labels(tokens: readonly Word[]): boolean {
  return tokens.length > 0 && tokens.length <= 5 && label.test(tokens.map((token) => token.text).join(' '));
}

/** Pieces of more sentences than anybody reads are left out. */
const mostPieces = 200;

/** Whether a word begins another statement, as `and we` and `so money` do. */
function joins(word: string, before: string, next: string, language: Language): boolean {
  if (language === 'en' && word === 'so')
    return !degree.has(next) && !/^(?:would|am|is|are|be|was|were|so|not|think|hope|say|or)$/.test(before);
  return joiners.has(word) && subjects[language].has(next);
}

function scoped(pieces: readonly Piece[], text: string, language: Language): Clause[] {
  const kept = pieces.slice(0, mostPieces);
  const texts = kept.map((piece) => ` ${piece.tokens.map((token) => token.text).join(' ')} `);
  const scopes = scopesOf(kept, texts, text, language);
  return kept.map((piece, i) => {
    const first = piece.tokens[0];
    const last = piece.tokens.at(-1);
    return {
      text: texts[i] ?? '',
      words: piece.tokens.map((token) => token.text),
      tokens: piece.tokens,
      raw: first && last ? text.slice(first.start, last.end) : '',
      sentence: piece.sentence,
      ...(scopes[i] ?? nowhere),
    };
  });
}

/** Sentences of several clauses as one: what no clause says the whole may, as in "it's approved, the money". */
export function wholeSentences({ clauses, text }: Utterance): Clause[] {
  const wholes: Clause[] = [];
  for (const [i, first] of clauses.entries()) {
    if (i > 0 && clauses[i - 1]?.sentence === first.sentence) continue;
    const parts = clauses.filter(({ sentence }) => sentence === first.sentence);
    const tokens = parts.flatMap((part) => part.tokens);
    const states = parts.every((part) => !part.question && !part.hypothetical && !part.distant);
    const [from, to] = [tokens[0], tokens.at(-1)];
    if (parts.length < 2 || !states || tokens.length > longestClause || !from || !to) continue;
    wholes.push({
      ...first,
      doubtful: parts.some((part) => part.doubtful),
      text: ` ${tokens.map((token) => token.text).join(' ')} `,
      words: tokens.map((token) => token.text),
      tokens,
      raw: text.slice(from.start, to.end),
    });
  }
  return wholes;
}

/** How many negators stand within `from` and `to`, characters of the clause's text; `nobody` and the like may not count. */
export function negations(
  clause: Clause,
  language: Language,
  from: number,
  to: number,
  ignorePronouns = false,
): number {
  let count = 0;
  let at = 1;
  for (const [i, word] of clause.words.entries()) {
    const next = clause.words[i + 1] ?? '';
    const pronoun = ignorePronouns && /^(?:nobody|none|noone|personne|nadie|niemand|keiner)$/.test(word);
    const harmless =
      pronoun ||
      (word === 'not' && (next === 'only' || next === 'just')) ||
      (word === 'no' && /^(?:problem|doubt|worries|matter)$/.test(next));
    if (at >= from && at < to && negators[language].has(word) && !harmless) count += 1;
    at += word.length + 1;
  }
  return count;
}
