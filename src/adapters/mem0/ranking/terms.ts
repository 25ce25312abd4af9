import { stemmer } from 'stemmer';
import { baseForms } from './irregular.js';

/** English words that say how a sentence is built and not what it is about. */
const stopWords = new Set(
  (
    'a an the and or but if then than so of to in on at by for from with about as into over after before is are was ' +
    'were be been being am do does did doing done has have had having i me my mine we us our ours you your yours he ' +
    'him his she her hers it its they them their theirs this that these those there here what which who whom whose ' +
    'when where why how not no nor can could will would shall should may might must just also too very s t re ve ll ' +
    'd m o y don didn doesn isn wasn aren couldn won wouldn shouldn hasn haven hadn im ive id ill youre theyre its'
  ).split(' '),
);

/** The words of a text in lower case, without accents; a possessive s is no part of a word. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’ʼ]/g, "'").toLowerCase();
  const found = plain.match(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu) ?? [];
  return found.flatMap((word) => (isUnspaced(word) ? pairs(word) : [word.replace(/'s$/, '').replaceAll("'", '')]));
}

/** What a text is about: its words but for the smallest, by their base forms' English stems (Porter's). */
export function termsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => (stopWords.has(word) ? [] : [stemmer(baseForms.get(word) ?? word)]));
}

/** Scripts that put no space between words. */
function isUnspaced(word: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word);
}

/** Two characters at a time: good enough to find words that nothing separates. */
function pairs(word: string): string[] {
  const characters = [...word];
  if (characters.length === 1) return [word];
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}
