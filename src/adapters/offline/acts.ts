import { type Act, actRules } from './act-rules.js';
import type { Utterance } from './clauses.js';
import type { Language } from './language.js';
import { classesOf } from './lexicon.js';
import { makeRules, type Rules } from './pattern.js';

/** Reads what a user does with a message. */
export interface ActReader {
  /** The words of its rules, for putting typing errors right and for telling languages apart. */
  readonly words: (language: Language) => readonly string[];
  readonly read: (utterance: Utterance) => ReadonlySet<Act>;
}

export function makeActReader(): ActReader {
  const rules = new Map<Language, Rules<Act>>();
  for (const language of ['en', 'de', 'fr', 'es'] as const) {
    rules.set(language, makeRules(actRules[language], classesOf(language)));
  }
  return {
    words: (language) => rules.get(language)?.words ?? [],
    read: (utterance) => {
      const table = rules.get(utterance.language);
      const found = new Set<Act>();
      for (const clause of utterance.clauses) {
        for (const hit of table?.hits(clause.text, clause.words) ?? []) found.add(hit.means);
      }
      return found;
    },
  };
}
