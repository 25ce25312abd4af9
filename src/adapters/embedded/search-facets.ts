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
/** Times beyond are as if they were of it. */
const lastYear = 2100;
const dayMs = 86_400_000;
const firstDay = Date.UTC(firstYear, 0, 1);
const lastDay = Date.UTC(lastYear, 11, 31);

/** The words, besides its own, that a message is indexed by: that of its day, month and year, too, for ranges of time. */
export function facetsOf({ userId, channel, role, at }: Facets): string[] {
  const day = dayOf(at);
  const [date] = new Date(day).toISOString().split('T');
  const digits = (date ?? '').replaceAll('-', '');
  const times = [`d${digits}`, `m${digits.slice(0, 6)}`, `y${digits.slice(0, 4)}`];
  return [hashed('u', userId), hashed('c', channel), `r${role}`, ...times];
}

/** What must be among a message's facets: of each list one at least. A range of time may let in some of its last days. */
export function facetsSought({ filter, roles, from, to }: Pick<Look, 'filter' | 'roles' | 'from' | 'to'>): string[][] {
  return [
    ...(filter.userId === undefined ? [] : [[hashed('u', filter.userId)]]),
    ...(filter.channels ? [filter.channels.map((channel) => hashed('c', channel))] : []),
    ...(roles ? [roles.map((role) => `r${role}`)] : []),
    ...(from === undefined && to === undefined ? [] : [timesBetween(from ?? firstDay, to ?? lastDay + dayMs)]),
  ];
}

/** As few years, months and days as have all times of a range. */
function timesBetween(from: number, to: number): string[] {
  const times: string[] = [];
  const end = dayOf(to - 1) + dayMs;
  for (let day = dayOf(from); day < end; ) {
    const date = new Date(day);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    const [nextYear, nextMonth] = [Date.UTC(year + 1, 0, 1), Date.UTC(year, month + 1, 1)];
    const digits = date.toISOString().slice(0, 10).replaceAll('-', '');
    const [time, next] =
      day === Date.UTC(year, 0, 1) && nextYear <= end
        ? [`y${year}`, nextYear]
        : day === Date.UTC(year, month, 1) && nextMonth <= end
          ? [`m${digits.slice(0, 6)}`, nextMonth]
          : [`d${digits}`, day + dayMs];
    times.push(time);
    day = next;
  }
  return times;
}

function dayOf(at: number): number {
  return Math.min(Math.max(Math.floor(at / dayMs) * dayMs, firstDay), lastDay);
}

/** Ids are of any characters, and an index's words of letters and digits. */
function hashed(kind: string, id: string): string {
  return `${kind}${createHash('sha256').update(id).digest('hex').slice(0, 24)}`;
}
