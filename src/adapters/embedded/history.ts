import type Database from 'better-sqlite3';
import type { History, Lengths, Moment } from '../../domain/history.js';
import type { Clock } from '../../domain/ports.js';

export const historySql = {
  newest: `SELECT seq FROM sqlite_sequence WHERE name = 'occurrences'`,
  lastSeq: `
    SELECT seq, id FROM occurrences WHERE tenant_id = ? AND conversation_id = ? AND id <= ? ORDER BY seq DESC LIMIT 1`,
  moved: `
    SELECT kind FROM occurrences WHERE tenant_id = ? AND conversation_id = ? AND id <= ?
      AND kind IN ('archived', 'restored') ORDER BY seq DESC, id DESC LIMIT 1`,
  conversations: 'SELECT id FROM conversations WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?',
  changed: `
    SELECT DISTINCT conversation_id AS id FROM occurrences NOT INDEXED
    WHERE id > ? AND id <= ? AND tenant_id = ? AND conversation_id > ? ORDER BY conversation_id LIMIT ?`,
} as const;

/** So many are looked through for their conversations; where there are more, conversations for what is new of them. */
const fewOccurrences = 4_000;

/** A moment is the newest occurrence's id, and the time. */
function momentOf(id: number, at: number): Moment {
  return `${id}.${at}`;
}

/** The id of the newest occurrence that was there. */
export function newestAt(moment: Moment): number {
  return Number(moment.slice(0, moment.indexOf('.')));
}

export function makeHistory(db: Database.Database, clock: Clock, read: <T>(look: () => T) => Promise<T>): History {
  const newest = db.prepare<[], { seq: number }>(historySql.newest);
  const lastSeq = db.prepare<[string, string, number], { seq: number; id: number }>(historySql.lastSeq);
  const moved = db.prepare<[string, string, number], { kind: string }>(historySql.moved);
  const ids = db.prepare<[string, string, number], { id: string }>(historySql.conversations);
  const changed = db.prepare<[number, number, string, string, number], { id: string }>(historySql.changed);
  const seqAt = (tenantId: string, id: string, moment: number) => lastSeq.get(tenantId, id, moment)?.seq ?? 0;

  return {
    now: () => read(() => momentOf(newest.get()?.seq ?? 0, clock.now())),
    timeOf: (moment) => Number(moment.slice(moment.indexOf('.') + 1)),
    lastSeqs: (tenantId, moment, conversationIds) =>
      read(() => {
        const then = newestAt(moment);
        const found = conversationIds.map((id) => [id, seqAt(tenantId, id, then)] as const);
        return new Map(found.filter(([, seq]) => seq > 0));
      }),
    archived: (tenantId, moment, conversationIds) =>
      read(() => {
        const then = newestAt(moment);
        return new Set(conversationIds.filter((id) => moved.get(tenantId, id, then)?.kind === 'archived'));
      }),
    async *conversations(tenantId, { until, since, after = '', limit }, signal) {
      const [then, before] = [newestAt(until), since === undefined ? 0 : newestAt(since)];
      const lengths = (id: string): Lengths[] => {
        const newest = lastSeq.get(tenantId, id, then);
        // One whose newest is of before has no entries of after it.
        if (!newest || newest.id <= before) return [];
        const lastSeqBefore = before === 0 ? 0 : seqAt(tenantId, id, before);
        return newest.seq > lastSeqBefore ? [{ id, lastSeq: newest.seq, lastSeqBefore }] : [];
      };
      const isLittle = then - before <= fewOccurrences;
      const next = (last: string) =>
        isLittle ? changed.all(before, then, tenantId, last, limit) : ids.all(tenantId, last, limit);
      for (let last = after; ; ) {
        const looked = await read(() => next(last).map(({ id }) => ({ id, found: lengths(id) })));
        signal.throwIfAborted();
        const page = looked.flatMap(({ found }) => found);
        if (page.length > 0) yield page;
        if (looked.length < limit) return;
        last = looked.at(-1)?.id ?? last;
        // Others come in between.
        await new Promise(setImmediate);
      }
    },
  };
}
