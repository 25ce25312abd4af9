/** A time range of the overview, and the periods that its charts are cut in. */
export interface Range {
  readonly key: string;
  readonly label: string;
  readonly period: Period;
  /** How many periods, the one that runs included. */
  readonly count: number;
}

export type Period = 'PERIOD_HOUR' | 'PERIOD_DAY' | 'PERIOD_WEEK' | 'PERIOD_MONTH';

export const ranges: readonly Range[] = [
  { key: '24h', label: '24 h', period: 'PERIOD_HOUR', count: 24 },
  { key: '7d', label: '7 d', period: 'PERIOD_DAY', count: 7 },
  { key: '30d', label: '30 d', period: 'PERIOD_DAY', count: 30 },
  { key: '13w', label: '13 w', period: 'PERIOD_WEEK', count: 13 },
  { key: '12m', label: '12 mo', period: 'PERIOD_MONTH', count: 12 },
];

/** The browser's own zone; numbers are cut in it, or in UTC. */
export const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A moment by its parts, in the browser's zone or in UTC; parts may lie beyond their range, as with `Date`. */
function dateOf(utc: boolean, year: number, month: number, day: number): Date {
  return utc ? new Date(Date.UTC(year, month, day)) : new Date(year, month, day);
}

/** The beginning of a period that lies `back` periods before the one that `now` is in. Weeks begin on Monday. */
function startOf(period: Period, now: Date, back: number, utc: boolean): Date {
  const hourMs = 3_600_000;
  if (period === 'PERIOD_HOUR') {
    // Zones differ from UTC by quarters of an hour, so an hour begins where its minutes are 0.
    const minutes = utc ? now.getUTCMinutes() : now.getMinutes();
    return new Date(Math.floor(now.getTime() / 60_000) * 60_000 - minutes * 60_000 - back * hourMs);
  }
  const [year, month, day, weekday] = utc
    ? [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), now.getUTCDay()]
    : [now.getFullYear(), now.getMonth(), now.getDate(), now.getDay()];
  if (period === 'PERIOD_MONTH') return dateOf(utc, year, month - back, 1);
  if (period === 'PERIOD_WEEK') return dateOf(utc, year, month, day - ((weekday + 6) % 7) - 7 * back);
  return dateOf(utc, year, month, day - back);
}

/** Where each period of a range begins, the oldest first. */
export function startsOf({ period, count }: Range, now: Date, utc: boolean): Date[] {
  return Array.from({ length: count }, (_, i) => startOf(period, now, count - 1 - i, utc));
}

/** A period's name, such as 3 Nov or 14:00. */
export function periodName(period: Period, start: Date, utc: boolean): string {
  const zone = utc ? { timeZone: 'UTC' } : {};
  if (period === 'PERIOD_HOUR')
    return start.toLocaleTimeString(undefined, { ...zone, hour: '2-digit', minute: '2-digit' });
  if (period === 'PERIOD_MONTH')
    return start.toLocaleDateString(undefined, { ...zone, month: 'long', year: 'numeric' });
  const name = start.toLocaleDateString(undefined, { ...zone, day: 'numeric', month: 'short' });
  return period === 'PERIOD_WEEK' ? `week of ${name}` : name;
}

/** A period's beginning on an axis. */
export function periodTick(period: Period, start: Date, utc: boolean): string {
  const zone = utc ? { timeZone: 'UTC' } : {};
  if (period === 'PERIOD_HOUR') return periodName(period, start, utc);
  if (period === 'PERIOD_MONTH') return start.toLocaleDateString(undefined, { ...zone, month: 'short' });
  return start.toLocaleDateString(undefined, { ...zone, day: 'numeric', month: 'short' });
}
