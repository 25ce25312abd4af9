import type Database from 'better-sqlite3';
import type { ConversationPlace, UserPlace } from '../../domain/erasure.js';
import type { Leases } from './leases.js';
import type { makeLessons } from './lessons.js';
import type { makeSearchIndex } from './search-rows.js';

/** One transaction keeps the event loop no longer than about this. */
const sliceMs = 5;
/** Entries that one look counts: it may read all their text. */
const window = 1_000;

const rowsOf = (table: string, key: string) => `
  DELETE FROM ${table} WHERE (${key}) IN
    (SELECT ${key} FROM ${table} WHERE tenant_id = ? AND conversation_id = ? LIMIT 1)`;

export const placeSql = {
  eraseEntry: rowsOf('entries', 'tenant_id, conversation_id, seq'),
  countEntries: `
    SELECT count(*) AS found, max(seq) AS last FROM
      (SELECT seq FROM entries WHERE tenant_id = ? AND conversation_id = ? AND seq > ? ORDER BY seq LIMIT ${window})`,
  eraseRequest: rowsOf('requests', 'tenant_id, request_id'),
  countRequests: 'SELECT count(*) AS found FROM requests WHERE tenant_id = ? AND conversation_id = ?',
  eraseOccurrence: rowsOf('occurrences', 'id'),
  countOccurrences: 'SELECT count(*) AS found FROM occurrences WHERE tenant_id = ? AND conversation_id = ?',
  countSearch: 'SELECT count(*) AS found FROM search_rows WHERE tenant_id = ? AND conversation_id = ?',
  nextTurn: 'SELECT id FROM turns WHERE tenant_id = ? AND conversation_id = ? LIMIT 1',
  erasePiece: `
    DELETE FROM pieces WHERE (tenant_id, turn_id, attempt, number) IN
      (SELECT tenant_id, turn_id, attempt, number FROM pieces WHERE tenant_id = ? AND turn_id = ? LIMIT 1)`,
  eraseTurn: 'DELETE FROM turns WHERE tenant_id = ? AND id = ?',
  countTurns: 'SELECT count(*) AS found FROM turns WHERE tenant_id = ? AND conversation_id = ?',
} as const;

type Read = <T>(look: () => T) => Promise<T>;
type Write = <T>(work: () => T) => Promise<T>;

/** What is kept of conversations and of users in the database, but for heads and memories. */
export function makePlaces(
  db: Database.Database,
  leases: Pick<Leases, 'end'>,
  lessons: Pick<ReturnType<typeof makeLessons>, 'erase' | 'countOfUser'>,
  searchIndex: Pick<ReturnType<typeof makeSearchIndex>, 'forget'>,
  read: Read,
  write: Write,
) {
  type Count = { readonly found: number; readonly last?: number | null };
  const nextTurn = db.prepare<[string, string], { id: string }>(placeSql.nextTurn);
  const erasePiece = db.prepare<[string, string]>(placeSql.erasePiece);
  const eraseTurn = db.prepare<[string, string]>(placeSql.eraseTurn);
  const countEntries = db.prepare<[string, string, number], Count>(placeSql.countEntries);
  const eraser = (sql: string) => {
    const one = db.prepare<[string, string]>(sql);
    return (tenantId: string, id: string) => one.run(tenantId, id).changes;
  };
  const counter = (sql: string) => {
    const count = db.prepare<[string, string], Count>(sql);
    return (tenantId: string, id: string) => read(() => count.get(tenantId, id)?.found ?? 0);
  };

  /** A turn goes with its last piece, so that what is left of it can still be found. */
  function ofTurn(tenantId: string, conversationId: string): number {
    const turn = nextTurn.get(tenantId, conversationId);
    if (!turn) return 0;
    if (erasePiece.run(tenantId, turn.id).changes > 0) return 1;
    leases.end({ tenantId, id: turn.id });
    return eraseTurn.run(tenantId, turn.id).changes;
  }

  async function entriesOf(tenantId: string, conversationId: string): Promise<number> {
    let all = 0;
    for (let after = 0; ; ) {
      const { found = 0, last } = (await read(() => countEntries.get(tenantId, conversationId, after))) ?? {};
      all += found;
      if (found < window || typeof last !== 'number') return all;
      after = last;
      await new Promise(setImmediate);
    }
  }

  /** As many as `limit` and the time allow, row by row: one may be a megabyte. */
  function slice(ids: readonly string[], limit: number, one: (id: string) => number): number {
    const until = performance.now() + sliceMs;
    let erased = 0;
    for (const id of ids) {
      for (;;) {
        if (erased >= limit || (erased > 0 && performance.now() > until)) return erased;
        const rows = one(id);
        if (rows === 0) break;
        erased += rows;
      }
    }
    return erased;
  }

  function conversations(
    store: string,
    one: (tenantId: string, id: string) => number,
    count: (tenantId: string, id: string) => Promise<number>,
  ): ConversationPlace {
    return {
      store,
      erase: (tenantId, ids, limit) => write(() => slice(ids, limit, (id) => one(tenantId, id))),
      async count(tenantId, ids) {
        let all = 0;
        for (const id of ids) {
          all += await count(tenantId, id);
          await new Promise(setImmediate);
        }
        return all;
      },
    };
  }

  const ofLessons: UserPlace = {
    store: 'lessons',
    erase: ({ tenantId, userId }, limit) => write(() => slice([userId], limit, (id) => lessons.erase(tenantId, id))),
    count: ({ tenantId, userId }) => read(() => lessons.countOfUser(tenantId, userId)),
  };
  return {
    ofConversations: [
      conversations('log', eraser(placeSql.eraseEntry), entriesOf),
      conversations('turns', ofTurn, counter(placeSql.countTurns)),
      conversations('requests', eraser(placeSql.eraseRequest), counter(placeSql.countRequests)),
      conversations('numbers', eraser(placeSql.eraseOccurrence), counter(placeSql.countOccurrences)),
      conversations('search', (tenantId, id) => searchIndex.forget(tenantId, id, 1), counter(placeSql.countSearch)),
    ],
    ofUsers: [ofLessons],
  };
}
