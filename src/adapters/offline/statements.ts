import { type Clause, readMessage } from './clauses.js';
import { makeLanguageTeller, readable } from './language.js';
import {
  amount,
  bareNumber,
  counted,
  countedInQuestion,
  figure,
  phrases,
  type Tongue,
  term,
  tongues,
} from './statement-words.js';

/** The most of a message that is looked at. */
const most = 4000;
const languageSample = 400;
const tellLanguage = makeLanguageTeller(() => []);

/** Whether a message states something of the user or their world that is worth to be remembered at the next visit. */
export function statesSomething(text: string): boolean {
  const said = text.slice(0, most).trim();
  if (said.includes('@script')) return false;
  const sample = said.slice(0, languageSample);
  const written = tellLanguage(sample, 'en');
  if (written !== readable(written) || mostlyForeign(sample)) return tellsAtLength(said);
  const tongue = tongues[readable(written)];
  const { clauses } = readMessage(said, written, (word) => word);
  return clauses.some((clause) => states(clause, clauses, tongue));
}

function states(clause: Clause, all: readonly Clause[], tongue: Tongue): boolean {
  const text = clause.text.replace(tongue.lead, '');
  const content = clause.words.filter((word) => says(word, tongue)).length;
  const asked = all.some(({ sentence, question }) => question && sentence === clause.sentence);
  const asks = clause.question || (clause.hypothetical && asked) || tongue.asks.test(text);
  if (asks || tongue.commands.test(text)) {
    return counts(text, asks ? countedInQuestion : counted, tongue) || (content > 0 && tongue.tells.test(text));
  }
  if (counts(text, counted, tongue) || phrases.test(clause.text)) return true;
  // What is said to the agent is mostly of the agent.
  const toAgent = clause.words.includes('you');
  if (/^ you (?!can )/.test(text)) return false;
  if (clause.words.some((word) => tongue.own.test(word))) return content > (toAgent ? 1 : 0) || bareNumber.test(text);
  return !toAgent && (term.test(text) || (content > 1 && clause.words.length > 2));
}

/** Whether a word says something by itself. */
function says(word: string, { thin }: Tongue): boolean {
  return word.startsWith('#') ? amount.test(word) : !thin.has(word) && /[\p{L}\p{N}]{2}|\p{Lo}/u.test(word);
}

/** Whether an amount is told, of money, people, orders; `two questions` and a bare number are none. */
function counts(text: string, things: RegExp, tongue: Tongue): boolean {
  return figure.test(text) || [...text.matchAll(things)].some(([, noun = '']) => says(noun, tongue));
}

/** Whether most of it is in another script than the Latin one. */
function mostlyForeign(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin * 2 < letters;
}

const enoughWords = 4;
const enoughCharacters = 12;
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/gu;

/** In a language without rules, whether a sentence of some length is no question by its mark. */
function tellsAtLength(text: string): boolean {
  const sentences = text.match(/[^.!?。！？؟\n]+[.!?。！？؟]*/gu) ?? [];
  return sentences.some((sentence) => {
    if (/[?？؟]/.test(sentence)) return false;
    const characters = sentence.match(spaceless)?.length ?? 0;
    return characters >= enoughCharacters || (sentence.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= enoughWords;
  });
}
