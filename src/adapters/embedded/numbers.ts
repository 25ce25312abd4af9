import type Database from 'better-sqlite3';
import { bucketWidth, zeroBucket } from '../../domain/histogram.js';
import { type CountQuery, makeTally, type Numbers, periodOf, type Selection } from '../../domain/numbers.js';
import type { Occurrence } from '../../domain/occurrence.js';
import { newestAt } from './history.js';

type Value = string | number;

/** Rows that are counted in one go: some 2 ms. */
const slice = 5_000;
/** As many rows of a time are looked through for their conversations; where there are more, conversations for their rows. */
const fewRows = 4_000;
/** Work of so many milliseconds is done in one turn of the event loop. */
const stepMs = 4;

const columns = {
  firstTextMs: 'first_text_ms',
  totalMs: 'total_ms',
  inputTokens: 'input_tokens',
  outputTokens: 'output_tokens',
} as const;

/** Where rows of a kind are looked for: among all of a tenant, or among those of one conversation. Both by time. */
const places = {
  tenant: 'occurrences INDEXED BY occurrences_by_time WHERE tenant_id = ? AND kind = ?',
  conversation:
    'occurrences INDEXED BY occurrences_by_conversation WHERE tenant_id = ? AND kind = ? AND conversation_id = ?',
} as const;
type Place = keyof typeof places;

const firstAt = (place: Place) => `SELECT at FROM ${places[place]} AND at >= ? AND at < ? ORDER BY at LIMIT 1`;
const sliceEnd = (place: Place) => `${firstAt(place)} OFFSET ${slice}`;

export const numbersSql = {
  firstAt: firstAt('tenant'),
  firstAtOf: firstAt('conversation'),
  sliceEnd: sliceEnd('tenant'),
  sliceEndOf: sliceEnd('conversation'),
  rows: `SELECT count(*) AS n FROM (SELECT 1 FROM ${places.tenant} AND at >= ? AND at < ? LIMIT ${fewRows + 1})`,
  next: `
    SELECT conversation_id AS id FROM occurrences INDEXED BY occurrences_by_conversation
    WHERE tenant_id = ? AND kind = ? AND conversation_id > ? ORDER BY conversation_id LIMIT 1`,
  moves: `
    SELECT kind, seq, at, channel, stage, agent, owner FROM occurrences INDEXED BY occurrences_of_conversation
    WHERE tenant_id = ? AND conversation_id = ? AND kind IN ('created', 'stage') AND id <= ? ORDER BY seq, id`,
  earliest: `SELECT at FROM ${places.tenant} ORDER BY at LIMIT 1`,
} as const;

interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

type Wanted = Pick<Selection, 'what' | 'moment' | 'channels'> & Partial<Pick<Selection, 'group'>>;

/** What rows are to be besides of a tenant, a kind and a time. */
export function conditionOf({ what, moment, channels, group = {} }: Wanted): Condition {
  const conditions = ['id <= ?'];
  const values: Value[] = [newestAt(moment)];
  const say = (text: string, ...given: Value[]) => {
    conditions.push(text);
    values.push(...given);
  };
  if (what.stage !== undefined) say('stage = ?', what.stage);
  if (what.failed) say('failed = 1');
  if (what.figure !== undefined) say(`${columns[what.figure]} IS NOT NULL`);
  if (channels) say(`channel IN (${channels.map(() => '?').join(', ')})`, ...channels);
  for (const [dimension, value] of Object.entries(group)) say(`${dimension} = ?`, value);
  return { sql: conditions.join(' AND '), values };
}

/** Counts rows by group, and by bucket where the values of a figure are wanted. */
export function countSql(
  place: Place,
  condition: string,
  { what, groupBy, spread }: Pick<CountQuery, 'what' | 'groupBy' | 'spread'>,
): string {
  const figure = what.figure && columns[what.figure];
  const bucket = `CASE WHEN ${figure} < 1 THEN ${zeroBucket} ELSE CAST(ln(${figure}) / ${bucketWidth} AS INTEGER) END`;
  const by = [...groupBy, ...(figure && spread ? ['bucket'] : [])];
  return `
    SELECT ${[...groupBy, ...(figure && spread ? [`${bucket} AS bucket`] : [])].map((column) => `${column}, `).join('')}
      count(*) AS n, ${figure ? `sum(${figure})` : 0} AS sum
    FROM ${places[place]} AND at >= ? AND at < ? AND ${condition}
    ${by.length > 0 ? `GROUP BY ${by.join(', ')}` : ''}`;
}

/** The conversations of few rows. */
export function distinctSql(condition: string): string {
  return `
    SELECT DISTINCT conversation_id AS id FROM ${places.tenant} AND at >= ? AND at < ? AND ${condition}
      AND conversation_id > ?
    ORDER BY conversation_id LIMIT ?`;
}

/** Whether a conversation has such a row. */
export function hasSql(condition: string): string {
  return `SELECT 1 FROM ${places.conversation} AND at >= ? AND at < ? AND ${condition} LIMIT 1`;
}

type CountRow = Readonly<Record<string, Value>> & { readonly n: number; readonly sum: number };

/** More shapes of statements than these are prepared anew. */
const maxPrepared = 100;

/** Each look at the database takes some 2 ms at most, and others come in between. */
export function makeNumbers(
  db: Database.Database,
  read: <T>(look: () => T) => Promise<T>,
): Pick<Numbers, 'count' | 'counted' | 'moves' | 'earliest'> {
  const prepared = new Map<string, Database.Statement<Value[]>>();

  function statement<R>(sql: string): Database.Statement<Value[], R> {
    let found = prepared.get(sql);
    if (!found) {
      found = db.prepare<Value[]>(sql);
      if (prepared.size >= maxPrepared) prepared.clear();
      prepared.set(sql, found);
    }
    return found as Database.Statement<Value[], R>;
  }

  let until = 0;
  let next: Promise<void> | undefined;

  /** Looks when there is time for it: what all calls do in one turn of the event loop is no longer than that. */
  async function look<T>(work: () => T): Promise<T> {
    while (performance.now() >= until) {
      next ??= new Promise((resolve) => {
        setImmediate(() => {
          next = undefined;
          until = performance.now() + stepMs;
          resolve();
        });
      });
      await next;
    }
    return read(work);
  }

  const get = <R>(sql: string, ...values: readonly Value[]) => look(() => statement<R>(sql).get(...values));
  const all = <R>(sql: string, ...values: readonly Value[]) => look(() => statement<R>(sql).all(...values));

  /** Adds up all rows of a place, piece by piece: none is of two periods, and none has many rows. */
  async function countIn(
    place: Place,
    of: readonly Value[],
    { boundaries, ...query }: CountQuery,
    { sql: condition, values }: Condition,
    each: (period: number, rows: readonly CountRow[]) => void,
  ): Promise<void> {
    const sql = countSql(place, condition, query);
    const last = boundaries.at(-1) ?? 0;
    for (let from = boundaries[0] ?? 0; ; ) {
      const first = await get<{ at: number }>(firstAt(place), ...of, from, last);
      if (!first) return;
      const period = periodOf(boundaries, first.at);
      const periodEnd = boundaries[period + 1] ?? last;
      const end = (await get<{ at: number }>(sliceEnd(place), ...of, first.at, periodEnd))?.at ?? periodEnd;
      // However many rows there are of one millisecond, they are counted together.
      from = Math.max(end, first.at + 1);
      each(period, await all<CountRow>(sql, ...of, first.at, from, ...values));
    }
  }

  return {
    async count(tenantId, query, signal) {
      const { what, groupBy, conversationIds } = query;
      const tally = makeTally();
      const each = (period: number, rows: readonly CountRow[]) => {
        signal.throwIfAborted();
        for (const { n, sum, bucket, ...row } of rows) {
          const buckets = new Map(typeof bucket === 'number' ? [[bucket, n]] : []);
          const group = groupBy.map((dimension) => `${row[dimension]}`);
          if (n > 0) tally.add({ period, group, count: n, sum, buckets });
        }
      };
      const condition = conditionOf(query);
      if (conversationIds) {
        for (const id of conversationIds) {
          await countIn('conversation', [tenantId, what.kind, id], query, condition, each);
        }
      } else await countIn('tenant', [tenantId, what.kind], query, condition, each);
      return tally.cells();
    },

    async counted(tenantId, selection, after, limit, signal) {
      const { what, from, to, conversationIds } = selection;
      const { sql, values } = conditionOf(selection);
      const has = (id: string) => get(hasSql(sql), tenantId, what.kind, id, from, to, ...values);
      const ids: string[] = [];
      if (conversationIds) {
        for (const id of conversationIds.filter((one) => one > after).toSorted()) {
          if (ids.length < limit && (await has(id))) ids.push(id);
        }
        return ids;
      }
      const { n = 0 } = (await get<{ n: number }>(numbersSql.rows, tenantId, what.kind, from, to)) ?? {};
      if (n <= fewRows) {
        const found = await all<{ id: string }>(
          distinctSql(sql),
          ...[tenantId, what.kind, from, to, ...values, after, limit],
        );
        return found.map(({ id }) => id);
      }
      for (let last = after; ids.length < limit; ) {
        const next = await get<{ id: string }>(numbersSql.next, tenantId, what.kind, last);
        if (!next) break;
        last = next.id;
        if (await has(last)) ids.push(last);
        signal.throwIfAborted();
      }
      return ids;
    },

    async moves(tenantId, moment, conversationIds) {
      const found: Occurrence[] = [];
      for (const conversationId of conversationIds) {
        const rows = await all<Omit<Occurrence, 'conversationId'>>(
          numbersSql.moves,
          ...[tenantId, conversationId, newestAt(moment)],
        );
        for (const row of rows) found.push({ conversationId, ...row });
      }
      return found;
    },

    async earliest(tenantId, kind) {
      return (await get<{ at: number }>(numbersSql.earliest, tenantId, kind))?.at;
    },
  };
}
