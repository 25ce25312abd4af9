import { type Stage, stages } from '../../domain/entry.js';
import type { Utterance } from './clauses.js';
import type { Language } from './language.js';
import { classesOf } from './lexicon.js';
import { makeRules, type Rules } from './pattern.js';
import { stageClasses } from './stage-classes.js';
import { type Step, stepRules } from './stage-rules.js';
import { asksPrice, tellsSize } from './stage-size.js';

/** What a message asks for, and where that moves the conversation. */
export interface Steps {
  readonly move?: { readonly stage: Stage; readonly reason: string };
  readonly wantsOffer: boolean;
  readonly bargains: boolean;
  /** A buyer or asker after the end: the stage stays, the words want an answer. */
  readonly resumes: boolean;
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
    rules.set(language, makeRules(stepRules[language], { ...stageClasses, ...classesOf(language) }));
  }
  return {
    words: (language) => rules.get(language)?.words ?? [],
    read: (utterance, stage) => {
      const table = rules.get(utterance.language);
      if (!table) return { wantsOffer: false, bargains: false, resumes: false };
      const steps = new Set<Step>();
      let demanded = -1;
      let bargained = -1;
      let sized = false;
      let priced = false;
      for (const [i, clause] of utterance.clauses.entries()) {
        const found = new Set(table.hits(clause.text, clause.words).map((hit) => hit.means));
        const imperative =
          /^ (?:ok |well |then |and |so |just |please )?(?:make|give|drop|throw|freeze|knock|do|take|lower|cut|match|go|come|waive|get|meet|shave) /.test(
            clause.text,
          );
        if (imperative && found.has('bargain')) demanded = clause.sentence;
        const granted = bargained === clause.sentence && ifGranted.test(clause.text);
        if (granted) found.delete('won');
        if (found.has('notWon') || demanded === clause.sentence) found.delete('won');
        if (found.has('wonSoft') && offered(stage)) found.add('won');
        if (found.has('sold') && !granted) found.add('won');
        if (found.has('bargain')) bargained = clause.sentence;
        if (found.has('notSold')) found.delete('won');
        if (found.has('notOffer')) found.delete('offer');
        if (found.has('notBargain')) for (const step of ['bargain', 'bargainSoft'] as const) found.delete(step);
        if (found.has('notLost') || declinesElse.test(clause.text)) found.delete('lost');
        if (/^ (?:or|otherwise|else) /.test(clause.text) || (bargained === clause.sentence && / or /.test(clause.text)))
          found.delete('lost');
        if (ofOthers.test(clause.text) && !deciders.test(` ${utterance.words.join(' ')} `)) found.delete('lost');
        if (strangers.test(clause.text))
          for (const step of ['won', 'lost', 'bargain', 'offer'] as const) found.delete(step);
        if (found.has('lost') && utterance.clauses.slice(i + 1).some((later) => later.question)) found.delete('lost');
        if (clause.question || clause.hypothetical) {
          found.delete('lost');
          if (!/ (?:where|how|wo|wie|ou|donde|como) /.test(clause.text)) found.delete('won');
        }
        if (clause.conditional || clause.doubtful) found.delete('won');
        if (clause.distant) found.delete('won');
        if (objects.test(utterance.clauses[i + 1]?.text ?? '')) found.delete('won');
        for (const step of found) steps.add(step);
        if (tellsSize(clause)) sized = true;
        if (asksPrice(clause)) priced = true;
      }
      // The price for their size, also where size and question are two sentences.
      if (sized && priced) steps.add('offer');
      if (stage === 'WON' || stage === 'LOST') {
        const resumes = stage === 'LOST' && (steps.has('won') || steps.has('offer')) && !steps.has('lost');
        return { wantsOffer: false, bargains: false, resumes };
      }
      const moved = move(steps, stage);
      const bargains = offered(stage) && (steps.has('bargain') || steps.has('bargainSoft'));
      return { ...(moved ? { move: moved } : {}), wantsOffer: steps.has('offer'), bargains, resumes: false };
    },
  };
}

/** No interest in something beside the product: a call, a demonstration. */
const declinesElse =
  / (?:not|no|never) (?:\S+ ){0,3}(?:interested|interest) in (?!(?:it|this|that|these|any|anything|you|perch|such|what|(?:buy|purchas|switch|chang|continu|proceed|mov|tak|pursu|go|work)ing) |(?:(?:your|the|a|an|another|new|more) )?(?:product|offer|offering|service|solution|tool|software|system|platform|proposal|deal|help|company|app)s? )/;

/** What others did, unless they are those who decide. */
const ofOthers =
  / (?:they|he|she|(?:the |our |some |most |half (?:of )?(?:the |our )?)?(?:customers?|clients?|people|buyers?|leads?|prospects?|guests?|tenants?|patients?|applicants?|candidates?)) (?:\S+ ){0,2}(?:bought|buy|went|gone|go|chose|chosen|picked|booked|book|signed|sign|left|leave|taken|took|switched|switch|found|decided) /;
/** What people did who do not buy here. */
const strangers =
  / (?:(?:my|a|an|his|her|their|one of my|one of our|the) (?:cousin|friend|mate|buddy|pal|neighbou?r|uncle|aunt|brother|sister|ex|niece|nephew|in laws?|roommate|flatmate|colleague|competitor|supplier|client|customer|landlord|dentist|dad|mum|mother|father|son|daughter|salesman|firm upstairs|company next door|hospital trust)s? (?:s \S+ |of mine |in \S+ |at \S+ )?(?:\S+ )?(?:bought|buys|got|gets|uses|took|signed|purchased|has|went|chose|swears|recommended|loves|paid|picked|switched|negotiated)|at my (?:old|last|former|previous)|(?:our|my) (?:old|former|last|previous) (?:supplier|vendor|provider|tool|boss|company)|the firm (?:upstairs|next door)) /;
const deciders =
  / (?:boss|bosses|management|board|director|ceo|cfo|owner|owners|partners?|committee|finance|procurement|headquarters|wife|husband|manager) /;

/** What follows once a demand is met. */
const ifGranted = / (?:we|you|i) (?:have|will|would|can|could|are|might|shall) /;

/** What takes a wish to buy back at once. */
const objects =
  /^ (?:but|mais|pero|aber) (?:\S+ ){0,6}(?:expensive|steep|cher|chere|caro|cara|teuer|can not|unable|no budget|pas de budget|kein budget) /;

function move(steps: ReadonlySet<Step>, stage: Stage): { stage: Stage; reason: string } | undefined {
  if (steps.has('lost')) return { stage: 'LOST', reason: 'declines for good' };
  if (steps.has('won')) return { stage: 'WON', reason: 'commits to buy' };
  if (offered(stage) && (steps.has('bargain') || steps.has('bargainSoft')))
    return further(stage, 'NEGOTIATION', 'bargains');
  if (steps.has('offer')) return further(stage, 'PROPOSAL', 'asks for a concrete offer');
  return undefined;
}

/** An offer is on the table. */
function offered(stage: Stage): boolean {
  return stages.indexOf(stage) >= stages.indexOf('PROPOSAL');
}

/** Stages only move on. */
function further(from: Stage, to: Stage, reason: string): { stage: Stage; reason: string } | undefined {
  return stages.indexOf(to) > stages.indexOf(from) ? { stage: to, reason } : undefined;
}
