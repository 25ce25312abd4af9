import { stemmer } from 'stemmer';
import type { Playbook } from '../../domain/playbook.js';
import { words as tokenise } from './text.js';

/** What the playbook has to say to a question, and how sure it is that this was meant. */
export interface Answer {
  readonly id: string;
  readonly text: string;
  readonly score: number;
}

/** Finds what answers a question; the better first, none when nothing fits. */
export interface Matcher {
  readonly words: readonly string[];
  readonly match: (words: readonly string[]) => Answer | undefined;
  /** The fact that has most to do with a statement. */
  readonly related: (words: readonly string[]) => Answer | undefined;
}

/** Words that say nothing about what is asked. */
const empty = new Set(
  'a an the i you we he she it they me my our your us them his her its their is are am was were be been being do does did doing done have has had having can could will would shall should may might must of to in on at for from by with about into over and or but if so not no yes what which who whom whose when why how there here this that these those please thanks thank hi hello hey just like get got getting go going want need know tell say ask one any some all also too very really quite more most much many long far still then than as up out off ok well actually maybe something anything thing things kind sort lot bit else let us perch guys product tool software possible work works without version thing reach run runs take takes use using used provide offer make come good nice great new people company currently today now mean hm hmm oh ah'.split(
    ' ',
  ),
);

/** Words that a question is rarely about, but that tell between answers. */
const weak = new Set('support supports help allowed allow need needs'.split(' '));
const weakPart = 0.15;
const weakStems = new Set([...weak].map(stemmer));
/** What a word weighs that stands nowhere in the playbook: little less than the rarest that does. */
const unheard = 2.6;

interface Entry {
  readonly id: string;
  readonly text: string;
  /** Stem to how much it tells, 0 to 1. */
  readonly terms: ReadonlyMap<string, number>;
}

const enough = 0.42;
const relatedEnough = 3;

export function makeMatcher(playbook: Playbook): Matcher {
  const same = synonymsOf(playbook.synonyms);
  const product = new Set(
    termsOf(
      tokenise(playbook.product.name, true).map((word) => word.text),
      same,
    ),
  );
  const seen: string[] = [];
  const terms = (text: string): string[] => {
    const list = tokenise(text, true).map((word) => word.text);
    seen.push(...list);
    return termsOf(list, same).filter((term) => !product.has(term));
  };
  const entries: Entry[] = [
    ...playbook.faq.flatMap((faq, i) =>
      faq.questions.map((question) => ({
        id: `faq-${i}`,
        text: faq.answer,
        terms: weighted([[terms(question), 1]]),
      })),
    ),
    ...playbook.facts.map((fact) => ({
      id: fact.id,
      text: fact.text,
      terms: weighted([
        [terms(fact.text), 0.75],
        [terms(fact.keywords.filter((keyword) => keyword.includes(' ')).join(' , ')), 0.7],
        [terms(fact.keywords.filter((keyword) => !keyword.includes(' ')).join(' , ')), 1],
        [terms(fact.id), 1],
      ]),
    })),
  ];
  const ids = new Map<string, Set<string>>();
  for (const entry of entries)
    for (const term of entry.terms.keys()) ids.set(term, (ids.get(term) ?? new Set()).add(entry.id));
  const total = new Set(entries.map((entry) => entry.id)).size;
  const rarity = (term: string) => Math.log(1 + total / (ids.get(term)?.size ?? 0.5));
  const facts = entries.filter((entry) => !entry.id.startsWith('faq-'));
  return {
    words: seen.filter((word) => word.length > 3),
    related: (words) => {
      const told = [...new Set(termsOf(words, same).filter((term) => !product.has(term)))];
      let best: Answer | undefined;
      for (const { id, text, terms } of facts) {
        const hits = told.filter((term) => terms.has(term));
        if (hits.filter((term) => (terms.get(term) ?? 0) >= 1).length < 2) continue;
        const score = hits.reduce((sum, term) => sum + (terms.get(term) ?? 0) * rarity(term), 0);
        if (score > (best?.score ?? 0)) best = { id, text, score };
      }
      return best && best.score >= relatedEnough ? best : undefined;
    },
    match: (words) => {
      const asked = [...new Set(termsOf(words, same).filter((term) => !product.has(term)))];
      if (asked.length === 0) return undefined;
      const strong = asked.filter((term) => !weakStems.has(term));
      const part = (term: string) => (strong.length > 0 && weakStems.has(term) ? weakPart : 1);
      const all = (strong.length > 0 ? strong : asked).reduce(
        (sum, term) => sum + (ids.has(term) ? rarity(term) : unheard),
        0,
      );
      let best: Answer | undefined;
      for (const entry of entries) {
        let met = 0;
        for (const term of asked) met += (entry.terms.get(term) ?? 0) * rarity(term) * part(term);
        if (met === 0) continue;
        const shared = [...entry.terms.keys()].filter((term) => asked.includes(term)).length;
        const isFaq = entry.id.startsWith('faq-');
        // One word of a longer question may well be the word of another.
        if (isFaq && shared < Math.min(2, entry.terms.size)) continue;
        const covered = isFaq ? shared / entry.terms.size : 1;
        const score = (met / all) * (isFaq ? (0.35 + 0.7 * covered) * (entry.terms.size < 2 ? 0.7 : 1) : 1);
        if (score > (best?.score ?? 0)) best = { id: entry.id, text: entry.text, score };
      }
      return best && best.score >= enough ? best : undefined;
    },
  };
}

function weighted(lists: readonly (readonly [readonly string[], number])[]): Map<string, number> {
  const result = new Map<string, number>();
  for (const [list, weight] of lists) {
    for (const term of list) result.set(term, Math.max(result.get(term) ?? 0, weight));
  }
  return result;
}

type Synonyms = {
  readonly single: ReadonlyMap<string, string>;
  readonly phrases: readonly (readonly [string, string])[];
};

function synonymsOf(groups: readonly (readonly string[])[]): Synonyms {
  const single = new Map<string, string>();
  const phrases: [string, string][] = [];
  groups.forEach((group, i) => {
    const name = `=${i}`;
    for (const member of group) {
      const parts = tokenise(member, true)
        .map((word) => word.text)
        .filter((word) => /[\p{L}\p{N}]/u.test(word));
      if (parts.length === 1 && parts[0] !== undefined) single.set(stemmer(parts[0]), name);
      else phrases.push([` ${parts.join(' ')} `, name]);
    }
  });
  return { single, phrases };
}

function termsOf(list: readonly string[], same: Synonyms): string[] {
  const found: string[] = [];
  let text = ` ${list.filter((word) => /[\p{L}\p{N}]/u.test(word)).join(' ')} `;
  for (const [phrase, name] of same.phrases) {
    if (text.includes(phrase)) {
      found.push(name);
      text = text.replace(phrase, ' ');
    }
  }
  for (const word of text.trim().split(' ')) {
    if (word === '' || word.startsWith('#')) continue;
    const stem = stemmer(word);
    const synonym = same.single.get(stem);
    if (synonym !== undefined) found.push(synonym);
    else if (!empty.has(word)) found.push(stem);
  }
  return found;
}
