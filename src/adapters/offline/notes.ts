import type { CriterionStatus } from '../../domain/qualification.js';
import type { OfflineTurn } from './agent.js';
import type { Reading } from './assess.js';
import type { Found } from './criteria.js';
import { phrases, type Ways } from './phrases.js';
import type { Said } from './said.js';

const longestEcho = 60;

/** What is known of a criterion with this turn's words. */
export function sharedStatus(turn: OfflineTurn, reading: Reading, name: string): CriterionStatus {
  const now = reading.criteria.find((criterion) => criterion.name === name);
  return now?.status ?? turn.criteria.find((criterion) => criterion.name === name)?.status ?? 'UNKNOWN';
}

/** Takes up what was told, in the user's words where they are short; `brief` when something else answers it. */
export function notes(turn: OfflineTurn, reading: Reading, said: Said, brief: boolean): string[] {
  const news = reading.criteria.filter((found) => isNews(turn, found));
  const echoes = news
    .filter(({ name, status }) => status === 'MET' && (name === 'budget' || name === 'timeline'))
    .filter(isEcho);
  if (echoes.length > 1) {
    const others = news.filter((found) => !echoes.includes(found));
    return [
      ...given(said.fresh(phrases.severalNoted, echoes.map(({ value }) => value).join('; '))),
      ...others.flatMap((found) => note(turn, found, said, brief)),
    ].slice(0, 3);
  }
  return news.flatMap((found) => note(turn, found, said, brief)).slice(0, 3);
}

function isNews(turn: OfflineTurn, found: Found): boolean {
  const before = turn.criteria.find(({ name }) => name === found.name);
  return before?.status !== found.status || (isAmount(found) && before.value !== found.value);
}

function isAmount({ name, status }: Found): boolean {
  return status === 'MET' && (name === 'budget' || name === 'timeline');
}

/** Whether the value is an amount or a time, not a whole clause. */
function isEcho(found: Found): boolean {
  const clause =
    /^(?:must|has|have|needs?|should|will|would|can|could|i|we|it|she|he|they|the|there|that|our|my|its|im)\b/i.test(
      found.value,
    ) || found.value.split(' ').length > 7;
  return isAmount(found) && found.value.length <= longestEcho && !clause;
}

function note(turn: OfflineTurn, found: Found, said: Said, brief: boolean): string[] {
  const before = turn.criteria.find(({ name }) => name === found.name);
  if (isEcho(found)) {
    const ways: Ways = before && before.status !== 'UNKNOWN' ? phrases.changed : phrases.noted;
    return given(said.fresh(ways, found.value));
  }
  if (found.name === 'need' && found.status === 'MET') return brief ? [] : given(said.fresh(phrases.need));
  return given(said.fresh(waysOf(found)));
}

function waysOf({ name, status }: Found): Ways {
  const met = status === 'MET';
  switch (name) {
    case 'need':
      return phrases.noNeed;
    case 'budget':
      return met ? phrases.yes : phrases.noBudget;
    case 'authority':
      return met ? phrases.authority : phrases.noAuthority;
    case 'timeline':
      return met ? phrases.yes : phrases.noTimeline;
    default:
      return met ? phrases.yes : phrases.no;
  }
}

function given(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}
