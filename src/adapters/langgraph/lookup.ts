import type { Playbook } from '../../domain/playbook.js';
import { makeMatcher } from '../offline/match.js';
import { words } from '../offline/text.js';
import { clip } from './tokens.js';

interface Item {
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

const most = 4;
const mostChars = 2000;

/**
 * Finds what a playbook knows of a query, best first, as text: what the rule-driven agent would answer, then the facts and
 * answers that share the most telling words with it.
 */
export function makeLookup(playbook: Playbook): (query: string) => string {
  const matcher = makeMatcher(playbook);
  const items: Item[] = [
    ...playbook.facts.map(({ id, text, keywords }) => ({
      text,
      words: wordsOf(`${id} ${text} ${keywords.join(' ')}`),
    })),
    ...playbook.faq.map(({ questions, answer }) => ({
      text: answer,
      words: wordsOf(`${questions.join(' ')} ${answer}`),
    })),
  ];
  const holders = new Map<string, number>();
  for (const { words } of items) for (const word of words) holders.set(word, (holders.get(word) ?? 0) + 1);
  const same = new Map<string, ReadonlySet<string>>();
  for (const group of playbook.synonyms) {
    const words = wordsOf(group.join(' '));
    for (const word of words) same.set(word, new Set([...(same.get(word) ?? []), ...words]));
  }
  return (query) => {
    const asked = [...wordsOf(query)].map((word) => same.get(word) ?? new Set([word]));
    const best = matcher.match(words(query, true).map(({ text }) => text))?.text;
    const others = items
      .map((item) => {
        let score = 0;
        for (const words of asked) {
          const hit = [...words].find((word) => item.words.has(word));
          if (hit) score += Math.log(1 + items.length / (holders.get(hit) ?? 1));
        }
        return { text: item.text, score };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ text }) => text);
    const found = [...new Set(best === undefined ? others : [best, ...others])].slice(0, most);
    return found.length > 0
      ? clip(found.map((text) => `- ${text}`).join('\n'), mostChars)
      : 'Nothing is known of that.';
  };
}

function wordsOf(text: string): Set<string> {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.filter((word) => word.length > 2 || /\d/.test(word)).map((word) => word.replace(/(?<=.{3})s$/, '')),
  );
}
