import type Database from 'better-sqlite3';
import type { Conversation } from '../../domain/conversation.js';
import type { ConversationFilter } from '../../domain/ports.js';
import { mostCounted } from '../../domain/relevance.js';
import type { CatchUp, Followed, IndexRow, Look, Looked, Match, Search } from '../../domain/search.js';
import { countsIn, type IndexedText, type Part, type Wanted } from '../../domain/wanted.js';
import { tokenize, wordsVersion } from '../words/english.js';
import { headConditions } from './list.js';
import { facetsOf, facetsSought } from './search-facets.js';
import { indexSql, integer, type makeSearchIndex, type StoredRow, tenantPrefix } from './search-rows.js';

type Value = string | number;

export const searchSql = {
  newest: `SELECT seq FROM sqlite_sequence WHERE name = 'search_rows'`,
  found: `SELECT count(*) AS n FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ${mostCounted})`,
  look: `
    SELECT rowid AS id FROM search_index WHERE search_index MATCH ? AND rowid >= ${integer} AND rowid < ${integer}
    ORDER BY rowid DESC LIMIT ?`,
  rows: `
    SELECT id, seq, role, at, length, stems, forms, facets FROM search_rows
    WHERE tenant_id = ? AND conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
  followed: `
    SELECT tenant_id, id, last_seq, iif(index_version = ?, indexed_through, 0) AS through FROM conversations
    WHERE (tenant_id, id) > (?, ?) ORDER BY tenant_id, id LIMIT ?`,
  followedOfTenant: `
    SELECT tenant_id, id, last_seq, iif(index_version = ?, indexed_through, 0) AS through FROM conversations
    WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?`,
  nextIndexed: `
    SELECT conversation_id AS id FROM search_rows WHERE tenant_id = ? AND conversation_id > ?
    ORDER BY conversation_id LIMIT 1`,
  count: 'SELECT count(*) AS n FROM search_rows WHERE tenant_id = ? AND conversation_id = ?',
  head: 'SELECT revision, iif(index_version = ?, indexed_through, 0) AS through FROM conversations WHERE tenant_id = ? AND id = ?',
} as const;

/** The rows that the index named, of conversations that the filter lets in. */
export function matchSql(filter: ConversationFilter): readonly [string, Value[]] {
  const { where, values } = headConditions(filter);
  const heads =
    where.length === 0
      ? ''
      : `CROSS JOIN conversations
           ON conversations.tenant_id = search_rows.tenant_id AND conversations.id = search_rows.conversation_id`;
  const sql = `
    SELECT search_rows.id, search_rows.conversation_id, search_rows.seq, search_rows.length, search_rows.stems, search_rows.forms
    FROM json_each(?) AS named CROSS JOIN search_rows ON search_rows.id = named.value ${heads}
    WHERE ${['search_rows.tenant_id = ? AND search_rows.at >= ? AND search_rows.at < ?', ...where].join(' AND ')}`;
  return [sql, values];
}

/** Rows that are looked at in one go. */
const batch = 200;
/** Places of the index that are looked through in one go: however rare a word is, each go has an end. */
const stretch = 50_000;
/** After so long a look ends with what it has. */
const lookMs = 150;
/** After so long others get a turn. */
const breathMs = 4;
/** More shapes of filters than these are prepared anew. */
const maxPrepared = 100;

interface MatchRow extends IndexedText {
  readonly id: number;
  readonly conversation_id: string;
  readonly seq: number;
}

interface FollowedRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly last_seq: number;
  readonly through: number;
}

interface Access {
  read<T>(look: () => T): Promise<T>;
  write<T>(work: (undo: () => void) => T): Promise<T>;
}

/** The port's search: FTS5 names the messages that have the words, newest first; their rows say how often. */
export function makeSearch(
  db: Database.Database,
  { read, write }: Access,
  index: ReturnType<typeof makeSearchIndex>,
): Search {
  const tenant = db.prepare<[string], { number: number }>(indexSql.tenant);
  const newest = db.prepare<[], { seq: number }>(searchSql.newest);
  const found = db.prepare<[string], { n: number }>(searchSql.found);
  const named = db.prepare<[string, number, number, number], { id: number }>(searchSql.look);
  const rows = db.prepare<[string, string, number, number], StoredRow & Omit<IndexRow, 'isFound'>>(searchSql.rows);
  const followed = db.prepare<Value[], FollowedRow>(searchSql.followed);
  const followedOfTenant = db.prepare<Value[], FollowedRow>(searchSql.followedOfTenant);
  const nextIndexed = db.prepare<[string, string], { id: string }>(searchSql.nextIndexed);
  const count = db.prepare<[string, string], { n: number }>(searchSql.count);
  const head = db.prepare<[number, string, string], { revision: number; through: number }>(searchSql.head);
  const follow = db.prepare(
    'UPDATE conversations SET indexed_through = ?, index_version = ? WHERE tenant_id = ? AND id = ?',
  );
  const readMeta = db.prepare<[], { value: string }>(`SELECT value FROM meta WHERE key = 'search'`);
  const writeMeta = db.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('search', ?)`);
  const prepared = new Map<string, Database.Statement<Value[], MatchRow>>();

  const prefixOf = (tenantId: string) => {
    const number = tenant.get(tenantId)?.number;
    return number === undefined ? undefined : tenantPrefix(number);
  };

  function matching(filter: ConversationFilter): (tenantId: string, look: Look, ids: readonly number[]) => MatchRow[] {
    const [sql, values] = matchSql(filter);
    let statement = prepared.get(sql);
    if (!statement) {
      statement = db.prepare<Value[], MatchRow>(sql);
      if (prepared.size >= maxPrepared) prepared.clear();
      prepared.set(sql, statement);
    }
    const all = statement;
    return (tenantId, { from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER }, ids) =>
      all.all(JSON.stringify(ids), tenantId, from, to, ...values).sort((a, b) => b.id - a.id);
  }

  async function look(tenantId: string, asked: Look): Promise<Looked> {
    const began = performance.now();
    const prefix = await read(() => prefixOf(tenantId));
    const top = asked.below ?? String((await read(() => newest.get()?.seq ?? 0)) + 1);
    if (prefix === undefined) return { matches: [], top };
    const expression = matchExpression(prefix, asked);
    const rowsOf = matching(asked.filter);
    const floor = Number(asked.downTo ?? 0);
    const matches: Match[] = [];
    let below = Number(top);
    let breath = performance.now();
    while (below > floor) {
      const from = Math.max(floor, below - stretch);
      const full = await read(() => {
        const ids = named.all(expression, from, below, batch).map(({ id }) => id);
        for (const row of ids.length > 0 ? rowsOf(tenantId, asked, ids) : []) {
          const counts = countsIn(row, asked.wanted);
          if (!counts) continue;
          matches.push({ conversationId: row.conversation_id, seq: row.seq, length: row.length, counts });
          if (matches.length < asked.limit) continue;
          below = row.id;
          return true;
        }
        below = ids.length < batch ? from : (ids.at(-1) ?? from);
        return false;
      });
      const now = performance.now();
      if (full || now - began > lookMs) break;
      if (now - breath > breathMs) {
        await new Promise(setImmediate);
        breath = performance.now();
      }
    }
    return { matches, top, ...(below > floor ? { next: String(below) } : {}) };
  }

  function rowAfter({ tenantId, id, userId, channel }: Conversation, afterSeq: number): IndexRow | undefined {
    const [row] = rows.all(tenantId, id, afterSeq, 1);
    if (!row) return undefined;
    const { id: _, facets, ...rest } = row;
    const ought = facetsOf({ userId, channel, role: row.role, at: row.at }).join(' ');
    return { ...rest, isFound: facets === ought && index.leadsTo(tenantId, row) };
  }

  return {
    tokenize,
    version: wordsVersion,
    found: (tenantId, { all }) =>
      read(() => {
        const prefix = prefixOf(tenantId);
        if (prefix === undefined) return all.map(() => 0);
        return all.map((part) => Math.min(...terms(prefix, part).map((term) => found.get(term)?.n ?? 0)));
      }),
    look,
    async rows(of, afterSeq, limit) {
      const found: IndexRow[] = [];
      for (let breath = performance.now(); found.length < limit; ) {
        const row = await read(() => rowAfter(of, found.at(-1)?.seq ?? afterSeq));
        if (!row) break;
        found.push(row);
        if (performance.now() - breath < breathMs) continue;
        await new Promise(setImmediate);
        breath = performance.now();
      }
      return found;
    },
    index: (of, after, entries) =>
      write(() => {
        const stored = head.get(wordsVersion, of.tenantId, of.id);
        const last = entries.at(-1);
        if (stored?.revision !== of.revision) return false;
        if (!last) return true;
        // What is beyond the log's end is no part of it.
        const through = last.seq >= of.lastSeq ? Number.MAX_SAFE_INTEGER : last.seq;
        index.replace({ conversation: of, entries }, after, through);
        if (after <= stored.through) {
          follow.run(Math.max(stored.through, last.seq), wordsVersion, of.tenantId, of.id);
        }
        return true;
      }),
    followed: (after, limit, tenantId) =>
      read(() => {
        const { tenantId: lastTenant = '', conversationId: last = '' } = after ?? {};
        const found =
          tenantId === undefined
            ? followed.all(wordsVersion, lastTenant, last, limit)
            : followedOfTenant.all(wordsVersion, tenantId, last, limit);
        return found.map(toFollowed);
      }),
    nextIndexed: (tenantId, afterId) => read(() => nextIndexed.get(tenantId, afterId)?.id),
    forget: (tenantId, conversationId, limit) => write(() => index.forget(tenantId, conversationId, limit)),
    count: (tenantId, conversationId) => read(() => count.get(tenantId, conversationId)?.n ?? 0),
    catchUp: () =>
      read((): CatchUp => {
        const stored = readMeta.get();
        return stored ? JSON.parse(stored.value) : { version: wordsVersion, done: false };
      }),
    saveCatchUp: (state) => write(() => void writeMeta.run(JSON.stringify(state))),
  };
}

function toFollowed({ tenant_id, id, last_seq, through }: FollowedRow): Followed {
  return { tenantId: tenant_id, conversationId: id, lastSeq: last_seq, through };
}

/** The expression of FTS5 for what is wanted, each word with its tenant's prefix. Rows say more exactly what matches. */
function matchExpression(prefix: string, { wanted, ...narrowed }: Look): string {
  const facets = facetsSought(narrowed).map(
    (list) => `facets : (${list.map((facet) => `"${prefix}${facet}"`).join(' OR ')})`,
  );
  const all = [...wanted.all.map((part) => partExpression(prefix, part)), ...facets].join(' AND ');
  const none = wanted.none.filter((part) => !part.prefix).map((part) => partExpression(prefix, part));
  return none.length === 0 ? all : `(${all}) NOT (${none.join(' OR ')})`;
}

function partExpression(prefix: string, part: Part): string {
  if (part.prefix || part.words.length === 1) return terms(prefix, part).join(' AND ');
  return `stems : "${part.words.map(({ stem }) => `${prefix}${stem}`).join(' ')}"`;
}

/** An expression for each word of a part. */
function terms(prefix: string, part: Wanted['all'][number]): string[] {
  return part.words.map(({ stem, form }, i) =>
    part.prefix && i === part.words.length - 1 ? `{stems forms} : "${prefix}${form}" *` : `stems : "${prefix}${stem}"`,
  );
}
