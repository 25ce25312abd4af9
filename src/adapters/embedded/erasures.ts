import type Database from 'better-sqlite3';
import type { Erasure, Erasures, Receipt } from '../../domain/erasure.js';
import type { Clock } from '../../domain/ports.js';
import { documentVersion, parsed, type Row } from './documents.js';
import { historySql, newestAt } from './history.js';
import type { makePlaces } from './places.js';
import type { Scrub } from './scrub.js';
import { makeIndexRenewal } from './search-renewal.js';

export const erasureSql = {
  ofUser: 'SELECT 1 FROM erasures WHERE tenant_id = ? AND user_id = ?',
  receipt: 'SELECT v, body FROM receipts WHERE tenant_id = ? AND request = ?',
  free: `
    SELECT v, body, attempt FROM erasures WHERE lease_until <= ? AND v <= ${documentVersion}
    ORDER BY lease_until LIMIT ?`,
  take: 'UPDATE erasures SET attempt = ?, lease_until = ? WHERE tenant_id = ? AND user_id = ?',
  keep: `
    UPDATE erasures SET lease_until = ?, body = ? WHERE tenant_id = ? AND user_id = ? AND id = ? AND attempt = ?`,
  held: 'SELECT 1 FROM erasures WHERE tenant_id = ? AND user_id = ? AND id = ? AND attempt = ?',
  rename: `
    UPDATE erasures SET user_id = ?, body = ? WHERE tenant_id = ? AND user_id = ? AND id = ? AND attempt = ?`,
  drop: 'DELETE FROM erasures WHERE tenant_id = ? AND user_id = ? AND id = ? AND attempt = ?',
  endReceipt: 'UPDATE receipts SET v = ?, body = ? WHERE tenant_id = ? AND request = ?',
  removeLabels: 'DELETE FROM labels WHERE tenant_id = ? AND conversation_id = ?',
  removeHead: 'DELETE FROM conversations WHERE tenant_id = ? AND id = ? AND user_id = ?',
  removed: `
    SELECT conversation_id AS id FROM erased WHERE tenant_id = ? AND erasure_id = ? AND conversation_id > ?
    ORDER BY conversation_id LIMIT ?`,
  between: `
    SELECT conversation_id AS id FROM erased
    WHERE tenant_id = ? AND conversation_id > ? AND occurrence_id > ? AND occurrence_id <= ?
    ORDER BY conversation_id LIMIT ?`,
} as const;

interface Tools {
  readonly read: <T>(look: () => T) => Promise<T>;
  readonly write: <T>(work: () => T) => Promise<T>;
  readonly scrub: Scrub;
  readonly places: ReturnType<typeof makePlaces>;
  /** Tells who watches of a conversation that is gone. */
  readonly tell: (tenantId: string, conversationId: string) => void;
}

export function makeErasures(db: Database.Database, clock: Clock, tools: Tools): Erasures {
  const { read, write, scrub, places, tell } = tools;
  const renewIndex = makeIndexRenewal(db, write);
  const ofUser = db.prepare<[string, string]>(erasureSql.ofUser);
  const receiptOf = db.prepare<[string, string], Row>(erasureSql.receipt);
  const free = db.prepare<[number, number], Row & { attempt: number }>(erasureSql.free);
  const take = db.prepare(erasureSql.take);
  const keep = db.prepare(erasureSql.keep);
  const held = db.prepare<[string, string, string, number]>(erasureSql.held);
  const rename = db.prepare(erasureSql.rename);
  const drop = db.prepare(erasureSql.drop);
  const endReceipt = db.prepare(erasureSql.endReceipt);
  const removeLabels = db.prepare(erasureSql.removeLabels);
  const removeHead = db.prepare(erasureSql.removeHead);
  const removed = db.prepare<[string, string, string, number], { id: string }>(erasureSql.removed);
  const between = db.prepare<(string | number)[], { id: string }>(erasureSql.between);
  const newest = db.prepare<[], { seq: number }>(historySql.newest);
  const raise = db.prepare(`UPDATE sqlite_sequence SET seq = ? WHERE name = 'occurrences'`);
  const beginSequence = db.prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('occurrences', ?)`);
  const insert = db.prepare(
    'INSERT INTO erasures (tenant_id, user_id, id, attempt, lease_until, v, body) VALUES (?, ?, ?, 0, 0, ?, ?)',
  );
  const insertReceipt = db.prepare('INSERT INTO receipts (tenant_id, request, v, body) VALUES (?, ?, ?, ?)');
  const insertErased = db.prepare(
    `INSERT INTO erased (tenant_id, conversation_id, erasure_id, occurrence_id) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET erasure_id = excluded.erasure_id, occurrence_id = excluded.occurrence_id`,
  );
  // Whoever had one was this process before it ended.
  db.exec('UPDATE erasures SET lease_until = 0 WHERE lease_until > 0');

  function receipt(tenantId: string, request: string): Receipt | undefined {
    const row = receiptOf.get(tenantId, request);
    return row && parsed<Receipt>('receipt', row);
  }

  /** A point of the history of its own. */
  function nextPoint(): number {
    const point = (newest.get()?.seq ?? 0) + 1;
    if (raise.run(point).changes === 0) beginSequence.run(point);
    return point;
  }

  return {
    ...places,
    begin: (erasure) =>
      write(() => {
        const { tenantId, userId, id, request, subject, startedAt } = erasure;
        const kept = receipt(tenantId, request);
        if (kept) return kept;
        if (ofUser.get(tenantId, userId)) return undefined;
        const begun: Receipt = { tenantId, id, request, subject, startedAt, stores: [] };
        insert.run(tenantId, userId, id, documentVersion, JSON.stringify(erasure));
        insertReceipt.run(tenantId, request, documentVersion, JSON.stringify(begun));
        return begun;
      }),
    receipt: (tenantId, request) => read(() => receipt(tenantId, request)),
    isUnderWay: ({ tenantId, userId }) => read(() => ofUser.get(tenantId, userId) !== undefined),
    async take(leaseMs, limit) {
      // Nothing is free nearly always, and a look costs no transaction.
      if ((await read(() => free.all(clock.now(), 1))).length === 0) return [];
      return write(() =>
        free.all(clock.now(), limit).map((row) => {
          const erasure = { ...parsed<Erasure>('erasure', row), attempt: row.attempt + 1 };
          take.run(erasure.attempt, clock.now() + leaseMs, erasure.tenantId, erasure.userId);
          return erasure;
        }),
      );
    },
    keep: (erasure, leaseMs) =>
      write(() => {
        const { tenantId, userId, id, attempt } = erasure;
        const until = clock.now() + leaseMs;
        return keep.run(until, JSON.stringify(erasure), tenantId, userId, id, attempt).changes === 1;
      }),
    async remove({ tenantId, userId, id, attempt }, conversationId) {
      const { isMine, there } = await write(() => {
        if (!held.get(tenantId, userId, id, attempt)) return { isMine: false, there: false };
        if (removeHead.run(tenantId, conversationId, userId).changes === 0) return { isMine: true, there: false };
        removeLabels.run(tenantId, conversationId);
        insertErased.run(tenantId, conversationId, id, nextPoint());
        return { isMine: true, there: true };
      });
      if (there) tell(tenantId, conversationId);
      return isMine;
    },
    removed: ({ tenantId, id }, after, limit) =>
      read(() => removed.all(tenantId, id, after, limit).map((row) => row.id)),
    async settle(signal) {
      await renewIndex(signal);
      return scrub.all(signal);
    },
    async finish(erasure, ended) {
      const { tenantId, userId, id, attempt } = erasure;
      // The log of the database has the user's id until it is emptied: it goes before the receipt is given.
      const rest = JSON.stringify({ ...erasure, userId: id });
      if (!(await write(() => rename.run(id, rest, tenantId, userId, id, attempt).changes > 0))) return false;
      const isClean = await read(() => scrub.emptyLog());
      return write(() => {
        if (!isClean) keep.run(clock.now(), rest, tenantId, id, id, attempt);
        if (!isClean || drop.run(tenantId, id, id, attempt).changes === 0) return false;
        endReceipt.run(documentVersion, JSON.stringify(ended), tenantId, ended.request);
        return true;
      });
    },
    erasedBetween: (tenantId, { since, until, after = '', limit }) =>
      read(() => between.all(tenantId, after, newestAt(since), newestAt(until), limit).map(({ id }) => id)),
  };
}
