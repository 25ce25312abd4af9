export type Period = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH';

const second = 1000;
const hour = 3_600_000;
const day = 24 * hour;

/** The first time that a Timestamp can say: the year 1 begins, in UTC. */
export const firstTime = -62_135_596_800_000;

/** How far local time is ahead of UTC, in milliseconds, at a time. */
export type OffsetAt = (ms: number) => number;

const known = new Map<string, OffsetAt>();
const maxKnown = 100;

/** The clock of an IANA time zone; undefined for a name that is none. */
export function offsetsOf(timeZone: string): OffsetAt | undefined {
  // Some versions take offsets such as "+05:30" too: a zone is a name.
  if (!/^[A-Za-z]/.test(timeZone)) return undefined;
  const there = known.get(timeZone);
  if (there) return there;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  const offsetAt: OffsetAt = (given) => {
    // Before the year 1 the years of the format count the other way.
    const ms = Math.max(given, firstTime + day);
    const [month = 0, date = 0, year = 0, hours = 0, minutes = 0, seconds = 0] =
      format.format(ms).match(/\d+/g)?.map(Number) ?? [];
    // Not by Date.UTC's arguments alone: it takes the years 0 to 99 for those of the 20th century.
    const local =
      new Date(0).setUTCFullYear(year, month - 1, date) + hours * hour + minutes * 60_000 + seconds * second;
    return local - Math.floor(ms / second) * second;
  };
  if (known.size >= maxKnown) known.clear();
  known.set(timeZone, offsetAt);
  return offsetAt;
}

/**
 * Where periods begin, from the one that `from` is in, and where the last one, that has something before `to`, ends; as soon
 * as there are more than `limit` periods, no further ones. By the clock of a zone: an hour begins whenever it shows a full one,
 * so that there are hours of 90 minutes where it is put by 30; a day begins when its date is first shown, so that it
 * has 23 hours or 25 where the clock is put by one, begins at 1:00 where there is no midnight, and is left out where the
 * date line is jumped; weeks begin on Monday.
 */
export function boundariesOf(period: Period, offsetAt: OffsetAt, from: number, to: number, limit: number): number[] {
  const clock = remembered(offsetAt);
  const next = period === 'HOUR' ? hours(clock, from) : dates(clock, period, from);
  const found: number[] = [];
  for (;;) {
    const begin = next();
    if (begin === found.at(-1)) continue;
    found.push(begin);
    if (begin >= to || found.length > limit + 1) return found;
  }
}

/** Neighbouring periods ask for the same times. */
function remembered(offsetAt: OffsetAt): OffsetAt {
  const known = new Map<number, number>();
  return (ms) => {
    const offset = known.get(ms) ?? offsetAt(ms);
    known.set(ms, offset);
    return offset;
  };
}

/** The first time after `a`, up to `b`, at which the clock has been put; undefined where it is not. */
function shift(offsetAt: OffsetAt, a: number, b: number): number | undefined {
  const before = offsetAt(a);
  if (offsetAt(b) === before) return undefined;
  let [low, high] = [a, b];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function hours(offsetAt: OffsetAt, from: number): () => number {
  const floor = (ms: number, offset: number) => ms - modulo(ms + offset, hour);
  let at = floor(from, offsetAt(from));
  const put = shift(offsetAt, at, from);
  if (put !== undefined && at < put) at = floor(put - 1, offsetAt(at));
  let first = true;
  return () => {
    if (first) {
      first = false;
      return at;
    }
    const put = shift(offsetAt, at, at + hour);
    if (put === undefined) at += hour;
    else at = put + modulo(-(put + offsetAt(put)), hour);
    return at;
  };
}

function dates(offsetAt: OffsetAt, period: Exclude<Period, 'HOUR'>, from: number): () => number {
  let date = firstDate(period, from + offsetAt(from));
  // Where the clock was put back over midnight, the next date has been shown before.
  while (begins(offsetAt, nextDate(period, date)) <= from) date = nextDate(period, date);
  return () => {
    const begin = begins(offsetAt, date);
    date = nextDate(period, date);
    return begin;
  };
}

/** When a zone's clock first shows a local time or a later one; local times are written as if they were UTC. */
function begins(offsetAt: OffsetAt, local: number): number {
  const before = offsetAt(local - day);
  const put = shift(offsetAt, local - day, local + day);
  if (put === undefined || local - before < put) return local - before;
  return Math.max(put, local - offsetAt(put));
}

/** The first date, at midnight, of the period that a local time is in. */
function firstDate(period: Exclude<Period, 'HOUR'>, local: number): number {
  const midnight = local - modulo(local, day);
  const date = new Date(midnight);
  if (period === 'WEEK') return midnight - modulo(date.getUTCDay() - 1, 7) * day;
  if (period === 'MONTH') return midnight - (date.getUTCDate() - 1) * day;
  return midnight;
}

function nextDate(period: Exclude<Period, 'HOUR'>, date: number): number {
  if (period === 'DAY') return date + day;
  if (period === 'WEEK') return date + 7 * day;
  return new Date(date).setUTCMonth(new Date(date).getUTCMonth() + 1);
}

function modulo(a: number, b: number): number {
  return ((a % b) + b) % b;
}
