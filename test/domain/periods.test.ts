import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundariesOf, type OffsetAt, offsetsOf, type Period } from '../../src/domain/periods.js';

const long = process.env['LONG_TESTS'] !== undefined;
const timeoutMs = long ? 600_000 : 60_000;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function clock(zone: string): OffsetAt {
  const offsets = offsetsOf(zone);
  if (!offsets) throw new Error(`no zone ${zone}`);
  return offsets;
}

function cuts(period: Period, zone: string, from: string, to: string): string[] {
  const all = boundariesOf(period, clock(zone), Date.parse(from), Date.parse(to), 1_000);
  return all.map((at) => new Date(at).toISOString().replace(':00.000Z', 'Z'));
}

/** Local time as text that sorts, by the platform's clock. */
function shown(zone: string): (ms: number) => string {
  const options = { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('sv-SE', { ...options, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (ms) => format.format(ms);
}

/** Where the clock shows something new, found by looking at it every quarter of an hour. */
function walked(period: Period, zone: string, from: number, to: number): number[] {
  const look = shown(zone);
  const name = (ms: number): string => {
    const text = look(ms);
    if (period === 'MONTH') return text.slice(0, 7);
    if (period === 'DAY') return text.slice(0, 10);
    const date = Date.parse(`${text.slice(0, 10)}T00:00Z`);
    return new Date(date - ((new Date(date).getUTCDay() + 6) % 7) * day).toISOString();
  };
  const found: number[] = [];
  let newest = name(from);
  for (let at = from; at <= to; at += 15 * minute) {
    if (period === 'HOUR' ? look(at).endsWith(':00') : name(at) > newest) found.push(at);
    if (name(at) > newest) newest = name(at);
  }
  return found;
}

describe('periods', () => {
  it('are cut by the clock of the zone', () => {
    expect(cuts('DAY', 'Asia/Kathmandu', '2026-05-01T00:00Z', '2026-05-02T00:00Z')).toEqual([
      '2026-04-30T18:15Z',
      '2026-05-01T18:15Z',
      '2026-05-02T18:15Z',
    ]);
    expect(cuts('DAY', 'UTC', '0001-01-01T05:00Z', '0001-01-02T00:00Z')).toEqual([
      '0001-01-01T00:00Z',
      '0001-01-02T00:00Z',
    ]);
    expect(cuts('HOUR', 'Asia/Kolkata', '2026-05-01T00:00Z', '2026-05-01T01:00Z')).toEqual([
      '2026-04-30T23:30Z',
      '2026-05-01T00:30Z',
      '2026-05-01T01:30Z',
    ]);
    expect(cuts('WEEK', 'UTC', '2026-11-28T12:00Z', '2026-12-01T00:00Z')).toEqual([
      '2026-11-23T00:00Z',
      '2026-11-30T00:00Z',
      '2026-12-07T00:00Z',
    ]);
    expect(cuts('MONTH', 'America/New_York', '2026-10-31T00:00Z', '2026-12-01T04:59Z')).toEqual([
      '2026-10-01T04:00Z',
      '2026-11-01T04:00Z',
      '2026-12-01T05:00Z',
    ]);
  });

  it('a day has 23 hours or 25 where the clock is put', () => {
    const lengths = (from: string, to: string) => {
      const all = boundariesOf('DAY', clock('Europe/Berlin'), Date.parse(from), Date.parse(to), 1_000);
      return all.slice(1).map((at, i) => (at - (all[i] ?? 0)) / hour);
    };
    expect(lengths('2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual([24, 23, 24]);
    expect(lengths('2026-10-24T00:00Z', '2026-10-26T00:00Z')).toEqual([24, 25, 24]);
  });

  it('a day begins when its date is first shown: at 1:00 where there is no midnight, never where it is jumped', () => {
    expect(cuts('DAY', 'America/Sao_Paulo', '2018-11-03T12:00Z', '2018-11-05T00:00Z')).toEqual([
      '2018-11-03T03:00Z',
      '2018-11-04T03:00Z',
      '2018-11-05T02:00Z',
    ]);
    expect(cuts('DAY', 'Pacific/Apia', '2011-12-29T12:00Z', '2011-12-31T09:00Z')).toEqual([
      '2011-12-29T10:00Z',
      '2011-12-30T10:00Z',
      '2011-12-31T10:00Z',
    ]);
    // There the clock went from 0:01 back to 23:01: the day had begun.
    expect(cuts('DAY', 'America/St_Johns', '2009-11-01T02:45Z', '2009-11-01T12:00Z')).toEqual([
      '2009-11-01T02:30Z',
      '2009-11-02T03:30Z',
    ]);
  });

  it('an hour begins whenever the clock shows a full one, also twice the same, also where it is put by 30 minutes', () => {
    expect(cuts('HOUR', 'Europe/Berlin', '2026-10-25T00:10Z', '2026-10-25T02:10Z')).toEqual([
      '2026-10-25T00:00Z',
      '2026-10-25T01:00Z',
      '2026-10-25T02:00Z',
      '2026-10-25T03:00Z',
    ]);
    expect(cuts('HOUR', 'Australia/Lord_Howe', '2026-04-04T14:10Z', '2026-04-04T15:40Z')).toEqual([
      '2026-04-04T14:00Z',
      '2026-04-04T15:30Z',
      '2026-04-04T16:30Z',
    ]);
  });

  it('what is no name of a zone has no clock', () => {
    for (const name of ['', 'Mars/Olympus', '+05:30', '-1', 'Europe/berlin/']) expect(offsetsOf(name)).toBeUndefined();
    expect(clock('utc')(0)).toBe(0);
  });

  it('no more than one beyond the limit are made', () => {
    expect(boundariesOf('HOUR', clock('UTC'), 0, 1e15, 10)).toHaveLength(12);
  });

  it(
    'are where a walk along the clock finds them, in any zone and year',
    () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
          fc.constantFrom<Period>('HOUR', 'DAY', 'WEEK', 'MONTH'),
          // Since then all clocks are full quarters of an hour apart, as the walk's steps are.
          fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2037, 0) }),
          fc.integer({ min: 1, max: 45 * day }),
          (zone, period, from, length) => {
            const to = from + (period === 'HOUR' ? Math.ceil(length / 20) : length);
            const begin = Math.floor(from / (15 * minute)) * 15 * minute - 32 * day;
            const all = walked(period, zone, begin, to + 32 * day);
            const first = all.findLastIndex((at) => at <= from);
            const last = all.findIndex((at) => at >= to);
            expect(boundariesOf(period, clock(zone), from, to, 2_000)).toEqual(all.slice(first, last + 1));
          },
        ),
        { numRuns: long ? 3_000 : 80 },
      );
    },
    timeoutMs,
  );
});
