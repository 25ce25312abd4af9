import { stemmer } from 'stemmer';
import { makeTokenizer } from '../../domain/words.js';

/** Of an index whose words are made like this; raised with every change to them. */
export const wordsVersion = 3;

const english = /^[a-z]+$/;
const mostKept = 20_000;
const kept = new Map<string, string>();

/** Short words that Porter's rules keep apart from their own forms: try from tried, die from dying. */
const shortInY = /^([^aeiou]+)y$/;
const shortInIe = /^([^aeiou])ie$/;

/** Words without their English endings (Porter's); words that cannot be English stay as they are. */
function stem(word: string): string {
  if (!english.test(word)) return word;
  const known = kept.get(word);
  if (known !== undefined) return known;
  const found = stemmer(word).replace(shortInY, '$1i').replace(shortInIe, '$1i');
  if (kept.size >= mostKept) kept.clear();
  kept.set(word, found);
  return found;
}

/** The words of both stores' indexes. */
export const tokenize = makeTokenizer(stem);
