import type { Assessment } from '../../domain/conversation.js';
import type { Stage } from '../../domain/entry.js';
import type { Playbook } from '../../domain/playbook.js';
import type { Criterion } from '../../domain/qualification.js';
import type { Act } from './act-rules.js';
import { makeActReader } from './acts.js';
import type { OfflineTurn } from './agent.js';
import { timeWords } from './amounts.js';
import { readMessage, type Utterance } from './clauses.js';
import { type Found, makeCriteriaReader, shortened } from './criteria.js';
import { makeHandoffReader } from './handoff.js';
import { makeLanguageTeller, type TellLanguage, type Written } from './language.js';
import { type Matcher, makeMatcher } from './match.js';
import { hintsAtNeed } from './need-hint.js';
import { askedBefore } from './questions.js';
import { makeSpeller } from './spelling.js';
import { makeStageReader } from './stage.js';
import { engages } from './stage-engages.js';

/** All that the unanswered messages of a turn say, read once for assessment and reply. */
export interface Reading {
  readonly utterances: readonly Utterance[];
  readonly acts: ReadonlySet<Act>;
  readonly criteria: readonly Found[];
  readonly move: { readonly stage: Stage; readonly reason: string } | undefined;
  readonly wishesPerson: boolean;
  readonly wantsOffer: boolean;
  readonly bargains: boolean;
  /** Comes back after having declined. */
  readonly resumes: boolean;
  /** The criterion that the agent's last message asked for. */
  readonly asked: string | undefined;
}

export interface Reader {
  readonly read: (turn: OfflineTurn) => Reading;
  readonly matcher: Matcher;
}

const concrete = /\b(?:quote|offer|proposal|price|contract|demo|trial|angebot|devis|offre|presupuesto|cotizaci)/i;
const signs =
  /\b(?:i|we|ll|will|to|us|and)\s+(?:sign|buy)\b|\bfirm(?:o|amos)\b|unterschreib|unterzeichn|\bcompr(?:o|amos)\b/i;

/** How many earlier messages tell which language the user writes. */
const languageWindow = 6;
/** How much of a message tells its language, in characters. */
const languageSample = 400;

export function makeReader(playbook: Playbook): Reader {
  const criteria = makeCriteriaReader(playbook);
  const stage = makeStageReader();
  const handoff = makeHandoffReader(playbook);
  const acts = makeActReader();
  const matcher = makeMatcher(playbook);
  const hasNeed = playbook.criteria.some(({ name }) => name === 'need');
  const parts = [criteria, stage, handoff, acts];
  const spell = makeSpeller([...timeWords, ...parts.flatMap((part) => part.words('en')), ...matcher.words]);
  const tell = makeLanguageTeller((language) => parts.flatMap((part) => part.words(language)));
  return {
    matcher,
    read: (turn) => {
      const asked = askedBefore(turn.messages, playbook);
      const found = new Map<string, Found>();
      const utterances: Utterance[] = [];
      const allActs = new Set<Act>();
      let at: Stage = turn.stage;
      let move: Reading['move'];
      let wishesPerson = false;
      let wantsOffer = false;
      let bargains = false;
      let resumes = false;
      let language = languageBefore(turn, tell);
      let known: readonly Criterion[] = turn.criteria;
      for (const text of unanswered(turn)) {
        const utterance = readMessage(text, tell(text.slice(0, languageSample), language), spell);
        language = utterance.written;
        utterances.push(utterance);
        const said = acts.read(utterance);
        for (const act of said) allActs.add(act);
        const step = stage.read(utterance, at);
        const before = found.size;
        for (const criterion of criteria.read(utterance, known, asked)) {
          // "Leave that out, we don't need it" is about the scope, not about the product.
          if (criterion.name === 'need' && criterion.status === 'UNMET' && step.bargains) continue;
          // "I sign" closes here, it does not say whose choice it is.
          const closes = step.bargains || step.move?.stage === 'WON';
          if (closes && criterion.name === 'authority' && signs.test(criterion.value)) continue;
          found.set(criterion.name, criterion);
          known = [...known.filter(({ name }) => name !== criterion.name), { ...criterion, evidenceSeqs: [] }];
        }
        if (handoff.wishes(utterance)) wishesPerson = true;
        const open = hasNeed && found.size === before && !step.move;
        const hint = open ? tellsAtLength(utterance, said, wishesPerson, known) : undefined;
        if (hint) {
          const need: Found = { name: 'need', status: hint, value: shortened(utterance.text), confidence: 0.5 };
          found.set('need', need);
          known = [...known.filter(({ name }) => name !== 'need'), { ...need, evidenceSeqs: [] }];
        }
        wantsOffer ||= step.wantsOffer;
        bargains ||= step.bargains;
        resumes ||= step.resumes;
        // Who wishes for a call with a person asks for the person, not for an offer.
        const callOnly = wishesPerson && step.move?.stage === 'PROPOSAL' && !concrete.test(utterance.text);
        if (step.move && !callOnly) move = step.move;
        else if (at === 'LEAD' && !move && (found.size > 0 || (!wishesPerson && engages(utterance, acts, matcher)))) {
          move = { stage: 'ENGAGED', reason: found.size > 0 ? 'tells of their situation' : 'asks about the product' };
        }
        if (move) at = move.stage;
      }
      return {
        utterances,
        acts: allActs,
        criteria: [...found.values()],
        move,
        wishesPerson,
        wantsOffer,
        bargains,
        resumes,
        asked,
      };
    },
  };
}

/** What a message hints at that does nothing but tell of their work, where the need is not known yet. */
function tellsAtLength(
  utterance: Utterance,
  acts: ReadonlySet<Act>,
  wishesPerson: boolean,
  known: readonly Criterion[],
): 'MET' | 'UNMET' | undefined {
  const status = known.find(({ name }) => name === 'need')?.status ?? 'UNKNOWN';
  if (status !== 'UNKNOWN' || wishesPerson || besideIt.some((act) => acts.has(act))) return undefined;
  return hintsAtNeed(utterance);
}

const besideIt: readonly Act[] = ['bye', 'bot', 'annoyed', 'later', 'language', 'noCall'];

/** The newest user messages that nobody has answered, oldest first. */
export function unanswered(turn: OfflineTurn): readonly string[] {
  let first = turn.messages.length;
  while (first > 0 && turn.messages[first - 1]?.role === 'USER') first -= 1;
  return turn.messages.slice(first).map(({ text }) => text);
}

function languageBefore(turn: OfflineTurn, tell: TellLanguage): Written {
  const earlier = turn.messages.filter(({ role }) => role === 'USER').slice(-languageWindow - 1, -1);
  let language: Written = 'en';
  for (const { text } of earlier) {
    language = tell(text.slice(0, languageSample), language);
  }
  return language;
}

/** The assessment of a turn: what its words affirm, deny, update or ask for, and nothing else. */
export function toAssessment(reading: Reading, playbook: Playbook): Assessment {
  const { move, criteria, wishesPerson } = reading;
  return {
    ...(move ? { stage: move.stage, reason: move.reason, confidence: 0.8 } : {}),
    ...(criteria.length > 0 ? { criteria } : {}),
    ...(wishesPerson ? { handoff: { queue: playbook.handoff.queue, reason: 'the user asks for a person' } } : {}),
  };
}
