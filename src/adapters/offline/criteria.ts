import type { CriterionRule, Playbook } from '../../domain/playbook.js';
import type { Criterion } from '../../domain/qualification.js';
import { authority } from './authority.js';
import { budget } from './budget.js';
import { type Clause, negations, type Utterance, wholeSentences } from './clauses.js';
import { toPatterns } from './cues.js';
import { type Context, fragmentStatus } from './fragment.js';
import type { Language } from './language.js';
import { classesOf } from './lexicon.js';
import { need } from './need.js';
import { besideNeed, blind, turns, wishes } from './need-scope.js';
import { type Hit, makeRules, type Rules } from './pattern.js';
import { timeline } from './timeline.js';

export type Status = 'MET' | 'UNMET' | 'NONE';

/** Rules of one meaning. `firm` ones mean the same beside a negation; others are turned by it. */
export interface RuleGroup {
  readonly status: Status;
  readonly firm?: boolean;
  /** Counts only where nothing is known or said before (`unknown`), or no wish in the same sentence (`apart`). */
  readonly only?: 'unknown' | 'apart';
  readonly patterns: string;
}

/** By language; the first group with a match decides a clause, so `NONE` keeps the later ones away. */
export type CriterionRules = Readonly<Record<Language, readonly RuleGroup[]>>;

export type Found = Omit<Criterion, 'evidenceSeqs'>;

const known: Readonly<Record<string, CriterionRules>> = { budget, authority, need, timeline };
const longestValue = 140;
/** Only what the speaker denies of themselves is no need. */
const ofSpeaker = /^ (?:\S+ ){0,2}(?:i|we|there|ich|wir|es|je|nous|on|il|no|nos) /;
/** How far before a need a negation turns it, in characters. */
const nearBefore = 14;

interface Compiled {
  readonly name: string;
  readonly rules: ReadonlyMap<Language, Rules<RuleGroup>>;
}

/** Reads criteria out of what users say. */
export interface CriteriaReader {
  /** The words of its rules, for putting typing errors right and for telling languages apart. */
  readonly words: (language: Language) => readonly string[];
  /** What one message affirms, denies or updates; `asked` is the criterion that the agent asked for last. */
  readonly read: (utterance: Utterance, before: readonly Criterion[], asked: string | undefined) => Found[];
}

const languages: readonly Language[] = ['en', 'de', 'fr', 'es'];

export function makeCriteriaReader(playbook: Playbook): CriteriaReader {
  const compiled = playbook.criteria.map(compileCriterion);
  return {
    words: (language) => [
      ...(language === 'en' ? corrections : []),
      ...compiled.flatMap(({ rules }) => rules.get(language)?.words ?? []),
    ],
    read: (utterance, before, asked) => {
      const found: Found[] = [];
      for (const criterion of compiled) {
        const status = before.find(({ name }) => name === criterion.name)?.status ?? 'UNKNOWN';
        const result = readCriterion(criterion, utterance, status, asked === criterion.name);
        if (result) found.push(result);
      }
      return found;
    },
  };
}

function compileCriterion(rule: CriterionRule): Compiled {
  const own = known[rule.name];
  const rules = new Map<Language, Rules<RuleGroup>>();
  for (const language of languages) {
    const groups: RuleGroup[] = [
      { status: 'UNMET', firm: true, patterns: toPatterns(rule.unmet) },
      ...(own?.[language] ?? []),
      { status: 'MET', patterns: toPatterns(rule.met) },
    ];
    rules.set(
      language,
      makeRules(
        groups.map((group) => ({ means: group, patterns: group.patterns })),
        classesOf(language),
      ),
    );
  }
  return { name: rule.name, rules };
}

function readCriterion(criterion: Compiled, utterance: Utterance, before: string, asked: boolean): Found | undefined {
  const rules = criterion.rules.get(utterance.language);
  if (!rules) return undefined;
  let result: Found | undefined;
  let sentence = -1;
  let wished = false;
  const alone = utterance.words.length <= 5;
  const corrects = correction.test(` ${utterance.words.join(' ')} `);
  const beside = criterion.name === 'need' ? besideNeed(utterance) : undefined;
  for (const [i, clause] of utterance.clauses.entries()) {
    const known = result !== undefined || before !== 'UNKNOWN';
    const bound = sentence === clause.sentence && !turns.test(clause.text) ? result?.status : undefined;
    const context = { before, known, bound, wished, asked, corrects, alone };
    const status = clauseStatus(criterion.name, rules, clause, utterance, context);
    if (!status || (beside?.has(clause) && (status === 'MET' || clause.distant))) continue;
    sentence = clause.sentence;
    wished = wishes.test(clause.text);
    const value = saidOf(criterion.name, clause);
    // Of two times in one message the first holds, unless the second corrects it.
    const repeats = criterion.name === 'timeline' && result?.status === status && !correctsAt(utterance, i);
    if (repeats && result && (/\d/.test(result.value) || !/\d/.test(value))) continue;
    result = { name: criterion.name, status, value, confidence: confidenceOf(clause) };
  }
  if (result || criterion.name === 'need') return result;
  for (const clause of wholeSentences(utterance)) {
    if (clause.doubtful && criterion.name !== 'timeline') continue;
    // A day in another clause is seldom the day to begin.
    if (criterion.name === 'timeline' && clause.text.includes(' #day ')) continue;
    const status = clauseStatus(criterion.name, rules, clause, utterance, {
      before,
      known: true,
      bound: undefined,
      wished: false,
      asked,
      corrects,
      alone,
    });
    const value = saidOf(criterion.name, clause);
    if (status) result = { name: criterion.name, status, value, confidence: confidenceOf(clause) };
  }
  return result;
}

/** Words of `correction` that no typing error should be seen in. */
const corrections = ['typo', 'scratch', 'correction', 'oops', 'meant'];

const correction =
  / (?:scratch that|correction|i meant|i mean|make that|make it|typo|sorry|actually|rather|update|change of plan|changed|forget what|more like|wait|oops|not #\S+|korrektur|doch|moment|besser gesagt|correction|plutot|en fait|pardon|perdon|mejor dicho|en realidad|correccion|ahora) /;

/** Whether a clause puts right what was said before it, by its own words or by those between ("no wait"). */
function correctsAt({ clauses }: Utterance, i: number): boolean {
  const lead = clauses[i - 1];
  const leads = lead !== undefined && lead.words.length <= 3 && (correction.test(lead.text) || / no /.test(lead.text));
  return leads || correction.test(clauses[i]?.text ?? '');
}

function clauseStatus(
  name: string,
  rules: Rules<RuleGroup>,
  clause: Clause,
  utterance: Utterance,
  context: Context,
): 'MET' | 'UNMET' | undefined {
  if (!counts(name, clause, utterance)) return undefined;
  const [hit] = rules.hits(clause.text, clause.words);
  if (name === 'budget' && clause.distant && !holdsToday(hit, clause)) return undefined;
  if (hit && hit.means.status !== 'NONE') {
    const { status, firm, only } = hit.means;
    if (only === 'unknown' && context.known) return undefined;
    if (only === 'apart' && context.bound === 'MET' && context.wished) return undefined;
    if (name === 'need' && status === 'MET' && !firm && context.bound === 'UNMET') return undefined;
    if (firm) return status as 'MET' | 'UNMET';
    // A need is often told with a negation inside ("nobody can tell"); only one just before it turns it.
    const near = name === 'need';
    const praise = near && status === 'UNMET';
    const from = near ? hit.start - nearBefore : 0;
    const to = near && !praise ? hit.start : hit.end;
    const turned = negations(clause, utterance.language, from, to, near && !praise) % 2 === 1;
    if (near && turned && !praise && (context.before === 'MET' || !ofSpeaker.test(clause.text))) return undefined;
    return turned === (status === 'MET') ? 'UNMET' : 'MET';
  }
  if (hit) return undefined;
  return fragmentStatus(name, clause, context);
}

/** "The budget got cut last month" holds today; "last year we had none" does not. */
function holdsToday(hit: Hit<RuleGroup> | undefined, clause: Clause): boolean {
  const past = clause.text.indexOf(' #past ');
  if (!hit || past < 0) return false;
  if (recent.test(clause.raw)) return true;
  if (hit.means.status === 'UNMET') return past > hit.start;
  if (/ (?:have|has|is|are|left) /.test(clause.text.slice(Math.max(0, hit.start - 1), past + 1))) return true;
  return granted.test(clause.text) && !spent.test(clause.text);
}

const granted =
  / (?:approved|granted|voted|released|allocated|allotted|signed|agreed|confirmed|cleared|passed|set aside|reserved|earmarked|secured|promised|budgeted|okayed|greenlit) /;
const spent = / (?:had|spent|paid|was|were|used|cost|charged|quoted|lost) /;
const recent =
  /last (?:week|month|night|mon|tue|wed|thu|fri|sat|sun)|the other day|(?:days?|weeks?) (?:ago|back)|earlier this|yesterday/i;

/** "I would pay 50 if it stops this" names a sum; "if we had 5k, we could …" does not. */
function wouldSpend(clause: Clause, utterance: Utterance): boolean {
  return (
    spends.test(clause.text) &&
    !utterance.clauses.some((other) => other.sentence === clause.sentence && supposesMoney.test(other.text))
  );
}

const spends =
  /^(?! (?:\S+ ){0,3}if ).* (?:can|could|would|will|might|able|happy|happily|gladly|ready|willing) .*(?:pay|spend|fork|shell|invest|part with|go|stretch|put|do|give) .*#(?:money|rate|big) /;
const supposesMoney =
  / if .*(?:had|got|gave|won|were|was|raise|sell|approved?|allows?|allowed|money|budget|funding|funds|cash|grant|finance|afford) /;

/** "Let me see if my manager lets me" tells who decides. */
const asksLeave =
  /\b(?:see|ask|check|find out|know|hope) (?:if|whether) (?:my|our|the) .{2,30}\b(?:lets?|allows?|agrees?|permits?|approves?|signs?|okays?|will|would|is (?:ok|fine|for it|happy))\b/i;

/** Questions that state something: a time to start, a trouble to be rid of. */
const startsAsked = /(?:we|i) .*(?:start|live|running).* #(?:when|soon)/;
const helpAsked =
  /^ (?:but |and |so )?(?:nobody|no one|none of us|not one of) | how (?:do|can|could|would) (?:i|we) (?:stop|avoid|prevent|keep|get rid|get my|get our|make sure) /;

function counts(name: string, clause: Clause, utterance: Utterance): boolean {
  if (name === 'authority' && asksLeave.test(utterance.text)) return true;
  if (clause.question) {
    const means = name === 'timeline' ? startsAsked : name === 'need' ? helpAsked : undefined;
    return means?.test(clause.text) === true && !clause.hypothetical;
  }
  if (
    name === 'authority' &&
    !asksLeave.test(utterance.text) &&
    /^ (?:and |but |even )?(?:if|unless|wenn|falls) /.test(clause.text)
  )
    return false;
  if (name === 'authority' && clause.distant && !clause.text.includes(' #past ')) return false;
  if (name === 'authority')
    return !(clause.hypothetical && / (?:would|could|had|were|was|got|wurde|ware|pourrait|seria) /.test(clause.text));
  // Whose need it is, `besideNeed` tells.
  if (name === 'need') return !clause.hypothetical || blind.test(clause.text);
  if (clause.hypothetical) return name === 'budget' && wouldSpend(clause, utterance);
  if (name === 'timeline') return !clause.text.includes(' #past ');
  return !clause.doubtful || (name === 'budget' && clause.text.includes(' might ') && spends.test(clause.text));
}

function confidenceOf(clause: Clause): number {
  if (
    / (?:maybe|perhaps|probably|might|think|guess|hopefully|roughly|vielleicht|wohl|peut|quiza|creo) /.test(clause.text)
  )
    return 0.6;
  return 0.85;
}

/** What is known, in the user's words: an amount or a time where there is one, otherwise the clause. */
function saidOf(name: string, clause: Clause): string {
  const wanted = name === 'budget' ? /^#(?:money|rate)$/ : name === 'timeline' ? /^#(?:when|soon|day)$/ : undefined;
  const i = wanted ? clause.tokens.findIndex((token) => wanted.test(token.text)) : -1;
  const token = clause.tokens[i];
  const first = clause.tokens[0];
  if (!token || !first) return shortened(clause.raw);
  const lead = clause.tokens[i - 1];
  const from = name === 'timeline' && lead && preposition.test(lead.text) ? lead.start : token.start;
  return shortened(clause.raw.slice(from - first.start, token.end - first.start));
}

const preposition = /^(?:by|before|in|until|till|after|from|on|bis|ab|im|vor|zum|avant|en|pour|des|antes|para|a)$/;

/** A value of bearable length. */
export function shortened(text: string): string {
  const one = text.replace(/\s+/g, ' ').trim();
  return one.length <= longestValue
    ? one
    : `${Array.from(one)
        .slice(0, longestValue - 1)
        .join('')}…`;
}
