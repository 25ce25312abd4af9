/** A word of a text, and where it stands there: in UTF-16 units, the end exclusive. */
export interface Word {
  /** Without case and accents. */
  readonly form: string;
  /** The form without its English ending. */
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

/** Cuts a text into words, in their order: the first 10,000. */
export type Tokenize = (text: string) => Word[];

const mostWords = 10_000;
/** Characters of a word that tell it from others; what is longer is no word that anyone looks for whole. */
const longest = 64;

const inWords = '[\\p{L}\\p{N}\\p{M}]';
/** Letters of scripts that put no space between words. */
const unspacedScripts = ['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan'];
/** Marks of any script; those that make another letter of a kana are its own. */
const inherited = '[\\p{Script=Inherited}--[\\u3099\\u309a]]';
const unspaced = `[[[${unspacedScripts.map((name) => `\\p{scx=${name}}`).join('')}]&&${inWords}]--${inherited}]`;
/** What is not seen within a word, and ends none: a soft hyphen, joiners and non-joiners. */
const joint = `(?<=${inWords})[\\u00ad\\u200c\\u200d\\u2060](?=${inWords})`;
// By `v`, sets of characters can be cut with each other.
const runs = new RegExp(`(${unspaced}+)|(?:[${inWords}--${unspaced}]|${joint})+`, 'gv');
const onlyUnspaced = new RegExp(`^${unspaced}+$`, 'v');
const plainRuns = /[A-Za-z0-9]+/g;
const ascii = /^\p{ASCII}*$/u;
/** A letter with its marks. */
const letters = /.\p{M}*/gsu;

/** Letters that are other letters with a stroke or in one, which no decomposition knows. */
const strokes: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
};
const stroked = new RegExp(`[${Object.keys(strokes).join('')}]`, 'g');
/** Accents and the points of Hebrew and Arabic; not what makes another letter of a kana, nor the vowels of Indic scripts. */
const pointed = ['Hebrew', 'Arabic'].map((name) => `\\p{Script=${name}}`).join('');
const accents = new RegExp(`${inherited}|[\\p{M}&&[${pointed}]]`, 'gv');
const notInWords = /[^\p{L}\p{N}\p{M}]/gu;

/**
 * Words as Unicode's letters, digits and marks make them. Where a script puts no space between words, each two neighbouring
 * letters are one, and the last of a run one by itself, so that each letter begins exactly one.
 */
export function makeTokenizer(stem: (word: string) => string): Tokenize {
  return (text) => {
    const words: Word[] = [];
    for (const match of text.matchAll(ascii.test(text) ? plainRuns : runs)) {
      const [run, withoutSpaces] = match;
      if (withoutSpaces !== undefined) pairs(run, match.index, words);
      else {
        const form = folded(run);
        // What a word owns, or is short for, is none of its own.
        if (form === '' || (form === 's' && isApostrophe(text[match.index - 1]))) continue;
        words.push({ form, stem: stem(form), start: match.index, end: match.index + run.length });
      }
      if (words.length >= mostWords) break;
    }
    return words.length > mostWords ? words.slice(0, mostWords) : words;
  };
}

/** A word without case and accents. */
export function folded(word: string): string {
  if (ascii.test(word)) return word.slice(0, longest).toLowerCase();
  // Only in upper case ß is ss, and only from lower case ẞ comes to that.
  const lower = word
    .slice(0, 4 * longest)
    .normalize('NFKD')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase();
  const plain = lower
    .replace(accents, '')
    // Some letters are short for several characters, which may not be letters.
    .replace(notInWords, '')
    .normalize('NFC')
    .replace(stroked, (letter) => strokes[letter] ?? letter);
  return plain.length <= longest ? plain : [...plain].slice(0, longest).join('');
}

/** Whether it is of a script that puts no space between words. */
export function isUnspaced(form: string): boolean {
  return onlyUnspaced.test(form);
}

/** What a reader takes for one letter each. */
export function lettersOf(run: string): string[] {
  return run.match(letters) ?? [];
}

function pairs(run: string, at: number, words: Word[]): void {
  const all = lettersOf(run);
  let start = at;
  for (const [i, letter] of all.entries()) {
    const pair = `${letter}${all[i + 1] ?? ''}`;
    const form = folded(pair);
    if (form !== '') words.push({ form, stem: form, start, end: start + pair.length });
    start += letter.length;
  }
}

function isApostrophe(character: string | undefined): boolean {
  return character === "'" || character === '\u2019' || character === '\u02bc';
}
