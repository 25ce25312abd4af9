import { createHash } from 'node:crypto';
import type { Look } from '../../domain/search.js';

/** What of a message never changes and searches narrow by. */
export interface Facets {
  readonly userId: string;
  readonly channel: string;
  readonly role: string;
  readonly at: number;
}

const firstYear = 1970;
/** Times beyond are as if they were of its end. */
const lastYear = 2100;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const firstHour = Date.UTC(firstYear, 0, 1);
const end = Date.UTC(lastYear + 1, 0, 1);

/** The words, besides its own, that a message is indexed by: those of its hour, day, month and year, too, for ranges of time. */
export function facetsOf({ userId, channel, role, at }: Facets): string[] {
  const digits = digitsOf(hourOf(at));
  const times = [`h${digits}`, `d${digits.slice(0, 8)}`, `m${digits.slice(0, 6)}`, `y${digits.slice(0, 4)}`];
  return [hashed('u', userId), hashed('c', channel), `r${role}`, ...times];
}

/** What must be among a message's facets: of each list one at least. A range of time may let in some of its first and last hours. */
export function facetsSought({ filter, roles, from, to }: Pick<Look, 'filter' | 'roles' | 'from' | 'to'>): string[][] {
  return [
    ...(filter.userId === undefined ? [] : [[hashed('u', filter.userId)]]),
    ...(filter.channels ? [filter.channels.map((channel) => hashed('c', channel))] : []),
    ...(roles ? [roles.map((role) => `r${role}`)] : []),
    ...(from === undefined && to === undefined ? [] : [timesBetween(from ?? firstHour, to ?? end)]),
  ];
}

/** As few years, months, days and hours as have all times of a range. */
function timesBetween(from: number, to: number): string[] {
  const times: string[] = [];
  const until = hourOf(to - 1) + hourMs;
  for (let hour = hourOf(from); hour < until; ) {
    const date = new Date(hour);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    const digits = digitsOf(hour);
    const spans = [
      { time: `y${year}`, begin: Date.UTC(year, 0, 1), next: Date.UTC(year + 1, 0, 1) },
      { time: `m${digits.slice(0, 6)}`, begin: Date.UTC(year, month, 1), next: Date.UTC(year, month + 1, 1) },
      { time: `d${digits.slice(0, 8)}`, begin: Math.floor(hour / dayMs) * dayMs, next: hour + dayMs },
    ];
    const span = spans.find(({ begin, next }) => begin === hour && next <= until);
    const { time, next } = span ?? { time: `h${digits}`, next: hour + hourMs };
    times.push(time);
    hour = next;
  }
  return times;
}

function hourOf(at: number): number {
  return Math.min(Math.max(Math.floor(at / hourMs) * hourMs, firstHour), end - hourMs);
}

/** Of year, month, day and hour. */
function digitsOf(hour: number): string {
  return new Date(hour).toISOString().slice(0, 13).replace(/[-T]/g, '');
}

/** Ids are of any characters, and an index's words of letters and digits. */
function hashed(kind: string, id: string): string {
  return `${kind}${createHash('sha256').update(id).digest('hex').slice(0, 24)}`;
}
