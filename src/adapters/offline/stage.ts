import { type Stage, stages } from '../../domain/entry.js';
import type { Utterance } from './clauses.js';
import type { Language } from './language.js';
import { classesOf } from './lexicon.js';
import { makeRules, type Rules } from './pattern.js';
import { type Step, stepRules } from './stage-rules.js';

/** What a message asks for, and where that moves the conversation. */
export interface Steps {
  readonly move?: { readonly stage: Stage; readonly reason: string };
  readonly wantsOffer: boolean;
  readonly bargains: boolean;
}

/** Reads the steps that a message makes. */
export interface StageReader {
  /** The words of its rules, for putting typing errors right and for telling languages apart. */
  readonly words: (language: Language) => readonly string[];
  readonly read: (utterance: Utterance, stage: Stage) => Steps;
}

export function makeStageReader(): StageReader {
  const rules = new Map<Language, Rules<Step>>();
  for (const language of ['en', 'de', 'fr', 'es'] as const) {
    rules.set(language, makeRules(stepRules[language], classesOf(language)));
  }
  return {
    words: (language) => rules.get(language)?.words ?? [],
    read: (utterance, stage) => {
      const table = rules.get(utterance.language);
      if (!table || stage === 'WON' || stage === 'LOST') return { wantsOffer: false, bargains: false };
      const steps = new Set<Step>();
      let demanded = -1;
      let sized = false;
      let priced = false;
      for (const clause of utterance.clauses) {
        const found = new Set(table.hits(clause.text, clause.words).map((hit) => hit.means));
        const imperative =
          /^ (?:ok |well |then |and |so |just |please )?(?:make|give|drop|throw|freeze|knock|do|take|lower|cut|match|go|come|waive|get|meet|shave) /.test(
            clause.text,
          );
        if (imperative && found.has('bargain')) demanded = clause.sentence;
        if (found.has('notWon') || demanded === clause.sentence) found.delete('won');
        if (found.has('notOffer')) found.delete('offer');
        if (found.has('notLost')) found.delete('lost');
        if (clause.question || clause.hypothetical) {
          found.delete('lost');
          if (!/ (?:where|how|wo|wie|ou|donde|como) /.test(clause.text)) found.delete('won');
        }
        if (clause.conditional || clause.doubtful) found.delete('won');
        if (clause.distant) found.delete('won');
        for (const step of found) steps.add(step);
        if (clause.text.includes(' #size ') && !clause.distant && !clause.hypothetical) sized = true;
        if (clause.question && asksPrice.test(clause.text)) priced = true;
      }
      // The price for their size, also where size and question are two sentences.
      if (sized && priced) steps.add('offer');
      const moved = move(steps, stage);
      const offered = stages.indexOf(stage) >= stages.indexOf('PROPOSAL');
      const bargains = offered && (steps.has('bargain') || steps.has('bargainSoft'));
      return { ...(moved ? { move: moved } : {}), wantsOffer: steps.has('offer'), bargains };
    },
  };
}

const asksPrice =
  / (?:how much|price|prices|cost|costs|come to|total|set (?:me|us) back|damage|charge|combien|prix|tarif|cuanto|precio|kostet|kosten|preis) /;

function move(steps: ReadonlySet<Step>, stage: Stage): { stage: Stage; reason: string } | undefined {
  const at = (name: Stage) => stages.indexOf(name);
  const offered = at(stage) >= at('PROPOSAL');
  if (steps.has('lost')) return { stage: 'LOST', reason: 'declines for good' };
  if (steps.has('won')) return { stage: 'WON', reason: 'commits to buy' };
  if (offered && (steps.has('bargain') || steps.has('bargainSoft'))) return further(stage, 'NEGOTIATION', 'bargains');
  if (steps.has('offer')) return further(stage, 'PROPOSAL', 'asks for a concrete offer');
  return undefined;
}

/** Stages only move on. */
function further(from: Stage, to: Stage, reason: string): { stage: Stage; reason: string } | undefined {
  return stages.indexOf(to) > stages.indexOf(from) ? { stage: to, reason } : undefined;
}
