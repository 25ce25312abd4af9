import type { Playbook } from '../../domain/playbook.js';
import type { Act } from './act-rules.js';
import type { OfflineTurn } from './agent.js';
import type { Reading } from './assess.js';
import type { Clause } from './clauses.js';
import { toPatterns } from './cues.js';
import { classesOf } from './lexicon.js';
import type { Matcher } from './match.js';
import { notes, sharedStatus } from './notes.js';
import { makeRules } from './pattern.js';
import { phrases } from './phrases.js';
import { makePricer } from './price.js';
import { questionsFor } from './questions.js';
import { recognition, recollection } from './remembering.js';
import { foreignReply } from './reply-foreign.js';
import { lowerFirst, type Said, saidBefore, sentences } from './said.js';

const tried = /^(?:trial|try|test|demo|demonstration|pilot|show|walkthrough)$/;

/** Acts that are answered by themselves, and those that ask for nothing. */
const idleActs: readonly Act[] = ['bot', 'smalltalk', 'offtopic', 'language', 'who', 'whyAsk'];
const socialActs: readonly Act[] = ['thanks', 'bye', 'agree', 'later', 'greet', 'noCall'];

/** How well an answer must fit to a question that could as well ask what the product is. */
const sure = 0.75;

/** Most answers in one reply; more would be a leaflet. */
const mostAnswers = 4;

/** Writes replies from the playbook; the same turn gets the same reply. */
export function makeReplier(playbook: Playbook, matcher: Matcher): (turn: OfflineTurn, reading: Reading) => string {
  const objections = makeRules(
    playbook.objections.map((objection) => ({ means: objection, patterns: toPatterns(objection.cues) })),
    classesOf('en'),
  );
  const product = playbook.product.name;
  const pricer = makePricer(playbook);

  function objected(reading: Reading, said: Said): string[] {
    const answers = new Set<string>();
    for (const { clauses } of reading.utterances) {
      for (const clause of clauses) {
        for (const { means } of objections.hits(clause.text, clause.words)) answers.add(means.answer);
      }
    }
    return [...answers].slice(0, 2).flatMap((answer) => again(answer, said));
  }

  /** The answers to all questions, and whether one was left open. */
  function answered(
    turn: OfflineTurn,
    reading: Reading,
    said: Said,
  ): { texts: string[]; open: boolean; ids: Set<string> } {
    const ids = new Set<string>();
    const texts: string[] = [];
    let open = false;
    for (const utterance of reading.utterances) {
      const asks = utterance.clauses.filter(
        (clause) => (clause.question || condition.test(clause.text)) && !(reading.wantsOffer && isOffer(clause.text)),
      );
      const idle = idleActs.some((act) => reading.acts.has(act));
      const social = socialActs.some((act) => reading.acts.has(act));
      const short = utterance.words.length <= 5 && reading.criteria.length === 0 && !idle && !social;
      const spent = (idle || reading.bargains || reading.move?.stage === 'NEGOTIATION') && asks.length < 2;
      if (spent && !reading.acts.has('whatIsIt')) continue;
      const units = asks.length > 0 ? asks.map((clause) => wordsOf(asked(clause))) : short ? [utterance.words] : [];
      for (const words of units) {
        const reduced = utterance.clauses.some(({ text }) => text.includes(' #percent '));
        const whole = asks.length === 1 && !reduced ? matcher.match(utterance.words) : undefined;
        const part = matcher.match(words);
        const best = whole && whole.score > (part?.score ?? 0) + 0.15 ? whole : part;
        const plain = reading.acts.has('whatIsIt') && asks.length === 1 && (best?.score ?? 0) < sure;
        if (plain) continue;
        if (best && texts.length < mostAnswers) {
          if (!ids.has(best.id)) texts.push(...again(best.text, said));
          ids.add(best.id);
        } else if (!best && asks.some((clause) => clause.question) && words.length > 1) {
          open = true;
        }
      }
      if (reading.acts.has('whatIsIt') && !reading.wantsOffer && (texts.length === 0 || open) && !ids.has('product')) {
        ids.add('product');
        texts.push(...again(playbook.product.summary, said));
        open = false;
      }
      if (idle) open = false;
    }
    if (reading.wantsOffer) {
      const all = reading.utterances.flatMap(({ words }) => words);
      const subject = all.some((word) => tried.test(word))
        ? 'trial'
        : all.some((word) => /^(?:price|prices|pricing|cost|costs|much|rate|damage)$/.test(word))
          ? 'price'
          : undefined;
      const fact = subject === undefined ? undefined : matcher.match([subject]);
      const sums = subject === 'trial' || writes(reading) ? undefined : pricer.priceFor(reading.utterances);
      if (sums !== undefined) {
        const rest = texts.filter((text) => text !== fact?.text);
        texts.splice(0, texts.length, ...again(sums, said), ...rest);
      } else if (fact && !ids.has(fact.id) && !said.has(fact.text)) texts.unshift(fact.text);
      else if (fact && !ids.has(fact.id) && texts.length === 0 && !writes(reading))
        texts.unshift(...again(fact.text, said));
    } else if (turn.stage !== 'LEAD' && turn.stage !== 'ENGAGED' && short(reading)) {
      // "And with 20?" goes on about the price.
      const sums = pricer.priceFor(reading.utterances);
      if (sums !== undefined && (said.has(' a month') || said.has('per seat'))) {
        texts.splice(0, texts.length, ...again(sums, said));
        open = false;
      }
    }
    return { texts, open: open && texts.length === 0, ids };
  }

  /** What was said before is said again in other words, and shorter. */
  function again(text: string, said: Said): string[] {
    if (!said.has(text)) return [text];
    const [first = text] = sentences(text);
    const way = said.fresh(phrases.again, lowerFirst(first, [product]));
    return way === undefined ? [] : [way];
  }

  /** One question for what is still unknown; none where it would press. */
  function nextQuestion(turn: OfflineTurn, reading: Reading, said: Said): string | undefined {
    const told = reading.criteria.some(({ name }) => name === reading.asked);
    // Whoever passes over a question does not want it now.
    if (reading.asked !== undefined && !told && said.last.trimEnd().endsWith('?')) return undefined;
    const open = playbook.criteria.filter(({ name }) => sharedStatus(turn, reading, name) === 'UNKNOWN');
    for (const { name } of open) {
      if (name === reading.asked) continue;
      const question = said.fresh(questionsFor(name, 'en', playbook).slice(0, 2));
      if (question !== undefined) return question;
    }
    if (open.length > 0) return undefined;
    const met = playbook.criteria.every(({ name }) => sharedStatus(turn, reading, name) === 'MET');
    const early = turn.stage === 'LEAD' || turn.stage === 'ENGAGED' || turn.stage === 'QUALIFIED';
    const proposed = phrases.nextStep.some((way) => said.has(way));
    return met && early && !proposed ? said.fresh(phrases.nextStep) : undefined;
  }

  function english(turn: OfflineTurn, reading: Reading, said: Said): string {
    const { acts, move } = reading;
    const parts: string[] = [];
    const add = (...texts: readonly (string | undefined)[]) => {
      for (const text of texts) if (text !== undefined && text !== '' && !parts.includes(text)) parts.push(text);
    };
    const first = said.last === '';
    const done = turn.stage === 'WON' || turn.stage === 'LOST';
    if (first && acts.has('greet')) add(playbook.agent.greeting);
    if (first && acts.has('greet')) add(recognition(turn, said));
    if (reading.wishesPerson) {
      add(...notes(turn, reading, said, false), said.fresh([playbook.handoff.message, ...phrases.handoff]));
      return parts.join(' ');
    }
    if (move?.stage === 'WON') {
      add(said.fresh([playbook.closing.won, ...phrases.won]));
      return parts.join(' ');
    }
    if (move?.stage === 'LOST') {
      add(said.fresh([playbook.closing.lost, ...phrases.lost]));
      return parts.join(' ');
    }
    if (reading.resumes) {
      add(said.fresh(phrases.resumed));
      return parts.join(' ') || '👍';
    }
    const asks = reading.utterances.some(({ clauses }) => clauses.some((clause) => clause.question));
    let quiet = done;
    if (acts.has('noCall') && !asks) add(said.fresh(phrases.noCall));
    if (acts.has('annoyed')) {
      add(said.fresh(phrases.annoyed));
      quiet = true;
    }
    if (acts.has('bot')) add(said.fresh(phrases.bot, product));
    else if (acts.has('who')) add(said.fresh(phrases.who, playbook.agent.name));
    else if (acts.has('language')) add(said.fresh(phrases.speaks, languageNames(playbook)));
    else if (acts.has('offtopic') && asks) add(said.fresh(phrases.offTopic, product));
    else if (acts.has('whyAsk')) add(said.fresh(phrases.why));
    else if (acts.has('smalltalk') && !acts.has('whatIsIt')) add(said.fresh(phrases.smallTalk));
    const answers = answered(turn, reading, said);
    const told = recollection(turn, answers.texts.length > 0);
    if (told !== undefined) return told;
    const needHelp = answers.texts.length > 0 ? undefined : helpFor(turn, reading, said);
    add(...notes(turn, reading, said, needHelp !== undefined || answers.texts.length > 0), needHelp);
    add(...answers.texts);
    if (answers.texts.length === 0 || reading.criteria.length === 0)
      add(...(answers.texts.length < 2 ? objected(reading, said) : []));
    const bargains = move?.stage === 'NEGOTIATION' || reading.bargains;
    if (bargains) {
      add(said.fresh(phrases.bargain));
      quiet = true;
    } else if (move?.stage === 'PROPOSAL' || reading.wantsOffer) {
      const tries = reading.utterances.some(({ words }) => words.some((word) => tried.test(word)));
      const answeredIt =
        answers.texts.length > 0 && !writes(reading) && !reading.utterances.some(({ words }) => words.some(meets));
      if (tries) add(said.fresh(phrases.trial));
      else if (!answeredIt) add(said.fresh([playbook.closing.offer, ...phrases.offerAgain]));
    } else if (
      answers.open &&
      turn.stage === 'WON' &&
      reading.utterances.some(({ words }) =>
        words.some((word) => /^(?:pay|card|sign|invoice|next|order|contract)$/.test(word)),
      )
    ) {
      add(said.fresh(phrases.won));
    } else if (answers.open && !acts.has('annoyed')) {
      add(said.fresh(phrases.unknown));
      quiet = true;
    }
    if (acts.has('later') && parts.length === 0) {
      add(said.fresh(phrases.later));
      quiet = true;
    }
    if (acts.has('whyAsk')) quiet = true;
    if (acts.has('later') || acts.has('evade')) quiet = quiet || reading.criteria.length === 0;
    if (acts.has('thanks') && parts.length === 0) {
      add(said.fresh(phrases.welcome));
      quiet = true;
    }
    if (acts.has('bye')) {
      add(said.fresh(phrases.bye));
      quiet = true;
    }
    const denied = sharedStatus(turn, reading, 'need') === 'UNMET';
    if (!quiet && !denied) {
      const question = nextQuestion(turn, reading, said);
      if (parts.length === 0 && question !== undefined && !first) add(said.fresh(phrases.followed));
      add(question);
    }
    if (parts.length === 0 && done) add(said.fresh(turn.stage === 'WON' ? phrases.won : phrases.lost));
    if (parts.length === 0) {
      const more = phrases.more.map((way) => way.replace('{}', () => product));
      const ways =
        sharedStatus(turn, reading, 'need') === 'UNKNOWN'
          ? [...more, ...phrases.followed]
          : [...phrases.followed, ...more];
      add(said.fresh(first ? [playbook.agent.greeting] : ways));
    }
    return parts.join(' ') || '👍';
  }

  /** What of the product helps with a need that was just told. */
  function helpFor(turn: OfflineTurn, reading: Reading, said: Said): string | undefined {
    const tells = reading.criteria.find(({ name, status }) => name === 'need' && status === 'MET');
    if (!tells || sharedStatus(turn, { ...reading, criteria: [] }, 'need') === 'MET') return undefined;
    const words = reading.utterances.flatMap((utterance) => utterance.words);
    const help = matcher.related(words);
    return help && !said.has(help.text) ? help.text : undefined;
  }

  return (turn, reading) => {
    const said = saidBefore(turn);
    const written = reading.utterances.at(-1)?.written ?? 'en';
    if (written !== 'en') {
      const foreign = foreignReply(turn, reading, said, written, playbook);
      if (foreign !== undefined) return foreign;
    }
    return english(turn, reading, said);
  };
}

/** A condition that asks whether the product meets it. */
const condition = / (?:if|unless|until|provided|as long as|once) (?:it|you|u|perch|there|they|this) /;

/** The words of a clause that ask: all of them, or what follows the conjunction of a condition. */
function asked(clause: Clause): readonly string[] {
  const from = clause.question
    ? -1
    : clause.words.findIndex((word) => /^(?:if|unless|until|provided|once)$/.test(word));
  return clause.words.slice(from + 1);
}

/** Whether words ask for something in writing, not only for a price. */
function writes(reading: Reading): boolean {
  return reading.utterances.some(({ words }) =>
    words.some((word) =>
      /^(?:quotes?|quotations?|offers?|proposals?|estimates?|contracts?|agreement|tender|invoice|dpa|rfp|rfq|writing|paperwork|written|paper|form|draft)$/.test(
        word,
      ),
    ),
  );
}

/** Whether a word is of an appointment, which the price does not answer. */
const meets = (word: string) => /^(?:meeting|appointment|call|slot|session)$/.test(word);

/** Whether a message asks on in a few words. */
function short(reading: Reading): boolean {
  return reading.utterances.every(
    ({ words, clauses }) =>
      words.length <= 10 &&
      clauses.some((clause) => clause.question || / (?:and|what about|with|for) /.test(clause.text)),
  );
}

/** Whether a question asks for an offer; the offer is its answer. */
function isOffer(text: string): boolean {
  return / (?:#size|quote|offer|proposal|contract|trial|try|test|demo|demonstration|pilot|appointment|call) /.test(
    text,
  );
}

function wordsOf(words: readonly string[]): readonly string[] {
  return words.flatMap((word, i) => {
    if (word === '#percent' && /^(?:off|less|discount|cheaper|reduction)$/.test(words[i + 1] ?? ''))
      return ['discount'];
    return word.startsWith('#') ? [] : [word];
  });
}

const names: Readonly<Record<string, string>> = {
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  nl: 'Dutch',
  pt: 'Portuguese',
};

function languageNames(playbook: Playbook): string {
  const list = Object.keys(playbook.languages).map((code) => names[code] ?? code);
  return list.length > 1 ? `${list.slice(0, -1).join(', ')} and ${list.at(-1)}` : (list[0] ?? 'other languages');
}
