import type { Playbook } from '../../domain/playbook.js';
import type { OfflineTurn } from './agent.js';
import type { Reading } from './assess.js';
import type { Written } from './language.js';
import { sharedStatus } from './notes.js';
import { foreignPhrases } from './phrases.js';
import { questionsFor } from './questions.js';
import type { Said } from './said.js';

/**
 * The reply to a user of another language: what was taken down, what the agent can do there, at most one question.
 * None when nothing fitting is left to say in that language.
 */
export function foreignReply(
  turn: OfflineTurn,
  reading: Reading,
  said: Said,
  written: Written,
  playbook: Playbook,
): string | undefined {
  const offer = playbook.languages[written];
  if (written !== 'de' && written !== 'fr' && written !== 'es') {
    return offer !== undefined && !said.has(offer) ? offer : undefined;
  }
  const ways = foreignPhrases[written];
  const { acts, move, criteria } = reading;
  const parts: string[] = [];
  const add = (text: string | undefined) => {
    if (text !== undefined && !parts.includes(text)) parts.push(text);
  };
  const finish = () => (parts.length > 0 ? parts.join(' ') : undefined);
  if (said.last === '' && acts.has('greet')) add(said.fresh(ways.greet));
  if (reading.wishesPerson) {
    add(said.fresh(ways.person));
    return finish();
  }
  if (move?.stage === 'WON' || move?.stage === 'LOST') {
    add(said.fresh(move.stage === 'WON' ? ways.won : ways.lost));
    return finish();
  }
  if (acts.has('bot')) add(said.fresh(ways.bot));
  for (const found of criteria.slice(0, 2)) {
    if (found.status === 'UNMET') add(said.fresh(ways.no));
    else if (found.name === 'need') add(said.fresh(ways.need));
    else if (found.name === 'authority' || found.value.length > 60) add(said.fresh(ways.followed));
    else add(said.fresh(ways.noted, found.value));
  }
  const asks = reading.utterances.some(({ clauses }) => clauses.some((clause) => clause.question));
  const bargains = move?.stage === 'NEGOTIATION' || reading.bargains;
  if (bargains) add(said.fresh(ways.bargain));
  else if (move?.stage === 'PROPOSAL' || reading.wantsOffer) add(said.fresh(ways.offer));
  if (offer !== undefined && !said.has(offer)) add(offer);
  else if (asks && !bargains && !reading.wantsOffer && !acts.has('bot')) add(said.fresh(ways.ask));
  const done = turn.stage === 'WON' || turn.stage === 'LOST';
  const leaving = acts.has('bye') || acts.has('thanks') || acts.has('later') || done;
  if (parts.length === 0 && leaving) add(said.fresh(ways.welcome));
  const passedOver = reading.asked !== undefined && !criteria.some(({ name }) => name === reading.asked);
  if (!leaving && !asks && !bargains && !passedOver) {
    const next = playbook.criteria
      .filter(({ name }) => name !== reading.asked && sharedStatus(turn, reading, name) === 'UNKNOWN')
      .map(({ name }) => said.fresh(questionsFor(name, written, playbook)))
      .find((question) => question !== undefined);
    add(next);
  }
  if (parts.length === 0) add(said.fresh(ways.followed));
  return finish();
}
