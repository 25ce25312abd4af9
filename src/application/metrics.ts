import { invalid } from '../domain/errors.js';
import { quantile } from '../domain/histogram.js';
import type { Moment } from '../domain/history.js';
import { type Cell, type Counting, type CountQuery, type Dimension, type Group, makeTally } from '../domain/numbers.js';
import { boundariesOf, firstTime, offsetsOf, type Period } from '../domain/periods.js';
import type { ConversationFilter, ConversationStore } from '../domain/ports.js';
import { looksAtHeads } from './as-of.js';
import type { Counted, Drill } from './counted.js';

/** What each metric counts. */
const countings = {
  CONVERSATIONS_CREATED: { kind: 'created' },
  MESSAGES: { kind: 'message' },
  TURNS: { kind: 'turn' },
  TURNS_FAILED: { kind: 'turn', failed: true },
  HANDOFFS: { kind: 'handoff' },
  QUALIFIED: { kind: 'qualified' },
  WON: { kind: 'stage', stage: 'WON' },
  LOST: { kind: 'stage', stage: 'LOST' },
  FIRST_TEXT_MS: { kind: 'turn', figure: 'firstTextMs' },
  TURN_MS: { kind: 'turn', figure: 'totalMs' },
  INPUT_TOKENS: { kind: 'turn', figure: 'inputTokens' },
  OUTPUT_TOKENS: { kind: 'turn', figure: 'outputTokens' },
} as const satisfies Record<string, Counting>;

export type Metric = keyof typeof countings;

export interface MetricsQuery {
  readonly metrics: readonly Metric[];
  /** Absent: from the earliest that there is. */
  readonly from?: number;
  /** Exclusive; absent: all up to now. */
  readonly to?: number;
  /** Absent: one for the whole range. */
  readonly period?: Period;
  readonly timeZone: string;
  readonly groupBy: readonly Dimension[];
  readonly filter: ConversationFilter;
}

export interface Point {
  /** Where its period begins, also when the range begins later. */
  readonly start: number;
  /** The count, or the sum for tokens. */
  readonly count: number;
  readonly duration?: { readonly mean: number; readonly p50: number; readonly p90: number; readonly p99: number };
  readonly drill: Drill;
}

export interface Series {
  readonly metric: Metric;
  readonly group: Group;
  readonly points: readonly Point[];
}

export interface Metrics {
  query(tenantId: string, query: MetricsQuery, signal: AbortSignal): Promise<{ series: Series[]; asOf: number }>;
}

export const maxPeriods = 1_000;

export function makeMetrics(store: ConversationStore, counted: Counted): Metrics {
  async function earliest(tenantId: string, metrics: readonly Metric[]): Promise<number | undefined> {
    const kinds = new Set(metrics.map((metric) => countings[metric].kind));
    const all = await Promise.all([...kinds].map((kind) => store.numbers.earliest(tenantId, kind)));
    const there = all.filter((at) => at !== undefined);
    return there.length > 0 ? Math.min(...there) : undefined;
  }

  async function cells(tenantId: string, query: CountQuery, filter: ConversationFilter, signal: AbortSignal) {
    if (!looksAtHeads(filter)) return store.numbers.count(tenantId, query, signal);
    const { moment, what, boundaries } = query;
    const selection = { moment, what, from: boundaries[0] ?? 0, to: boundaries.at(-1) ?? 0, group: {} };
    const tally = makeTally();
    for await (const conversationIds of counted.batches(tenantId, selection, filter, signal)) {
      if (conversationIds.length === 0) continue;
      const some = await store.numbers.count(tenantId, { ...query, conversationIds }, signal);
      for (const cell of some) tally.add(cell);
    }
    return tally.cells();
  }

  return {
    async query(tenantId, query, signal) {
      const { metrics, groupBy, filter } = query;
      const moment = await store.history.now(tenantId);
      const asOf = store.history.timeOf(moment);
      const first = query.from ?? (await earliest(tenantId, metrics)) ?? asOf;
      const { starts, boundaries } = periodsOf(query, first, query.to ?? asOf + 1);
      const series: Series[] = [];
      for (const metric of metrics) {
        const what: Counting = countings[metric];
        const { channels } = filter;
        const wanted: CountQuery = {
          ...{ what, moment, boundaries, groupBy, spread: isDuration(what) },
          ...(channels ? { channels } : {}),
        };
        const found = boundaries.length < 2 ? [] : await cells(tenantId, wanted, filter, signal);
        series.push(...seriesOf(metric, query, found, { starts, boundaries, moment }));
      }
      return { series, asOf };
    },
  };
}

interface Cuts {
  readonly moment: Moment;
  /** Where periods begin. */
  readonly starts: readonly number[];
  /** The same within the range, and its end. */
  readonly boundaries: readonly number[];
}

function periodsOf({ period, timeZone }: MetricsQuery, from: number, to: number): Omit<Cuts, 'moment'> {
  const offsetAt = offsetsOf(timeZone === '' ? 'UTC' : timeZone);
  if (!offsetAt) throw invalid('time_zone', 'not the name of a time zone, as "Europe/Berlin" is');
  if (from >= to) return { starts: [], boundaries: [] };
  if (!period) return { starts: [from], boundaries: [from, to] };
  const all = boundariesOf(period, offsetAt, from, to, maxPeriods);
  const starts = all.slice(0, -1);
  if (starts.length > maxPeriods) throw invalid('period', `more than ${maxPeriods}: ask for a shorter range`);
  return { starts, boundaries: [from, ...starts.slice(1), to] };
}

function isDuration({ figure }: Counting): boolean {
  return figure === 'firstTextMs' || figure === 'totalMs';
}

function seriesOf(metric: Metric, { groupBy, filter }: MetricsQuery, cells: readonly Cell[], cuts: Cuts): Series[] {
  const { moment, starts, boundaries } = cuts;
  const what: Counting = countings[metric];
  const byGroup = new Map<string, Cell[]>();
  // Who asks for no groups gets a series, also of nothing.
  if (groupBy.length === 0) byGroup.set('[]', []);
  for (const cell of cells) {
    const key = JSON.stringify(cell.group);
    byGroup.set(key, [...(byGroup.get(key) ?? []), cell]);
  }
  return [...byGroup]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, some]) => {
      const values: string[] = JSON.parse(key);
      const group: Group = Object.fromEntries(groupBy.map((dimension, i) => [dimension, values[i] ?? '']));
      const points = some
        .toSorted((a, b) => a.period - b.period)
        .map(({ period, count, sum, buckets }): Point => {
          const [from = 0, to = 0] = [boundaries[period], boundaries[period + 1]];
          const [p50, p90, p99] = [0.5, 0.9, 0.99].map((q) => quantile(buckets, q)) as [number, number, number];
          return {
            // What the year 1 begins in may have begun before it.
            start: Math.max(starts[period] ?? from, firstTime),
            count: what.figure && !isDuration(what) ? sum : count,
            ...(isDuration(what) ? { duration: { mean: sum / count, p50, p90, p99 } } : {}),
            drill: { moment, from, to, group, filter, what },
          };
        });
      return { metric, group, points };
    });
}
