import type Database from 'better-sqlite3';
import type { History, Moment, Then } from '../../domain/history.js';
import type { Clock } from '../../domain/ports.js';

export const historySql = {
  newest: `SELECT seq FROM sqlite_sequence WHERE name = 'occurrences'`,
  lastSeq: `
    SELECT seq FROM occurrences WHERE tenant_id = ? AND conversation_id = ? AND id <= ? ORDER BY seq DESC LIMIT 1`,
  moved: `
    SELECT kind FROM occurrences WHERE tenant_id = ? AND conversation_id = ? AND id <= ?
      AND kind IN ('archived', 'restored') ORDER BY seq DESC, id DESC LIMIT 1`,
  conversations: 'SELECT id FROM conversations WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?',
} as const;

/** Conversations that are looked at in one go. */
const batch = 200;

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
  const lastSeq = db.prepare<[string, string, number], { seq: number }>(historySql.lastSeq);
  const moved = db.prepare<[string, string, number], { kind: string }>(historySql.moved);
  const ids = db.prepare<[string, string, number], { id: string }>(historySql.conversations);
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
    async conversations(tenantId, { until, since, after = '', limit }) {
      const [then, before] = [newestAt(until), since === undefined ? undefined : newestAt(since)];
      const page: Then[] = [];
      for (let last = after; ; ) {
        // Each look by itself: where few of many are wanted, others come in between.
        const rows = await read(() => {
          const some = ids.all(tenantId, last, batch);
          return some.map(({ id }) => ({
            id,
            lastSeq: seqAt(tenantId, id, then),
            seqBefore: before === undefined ? 0 : seqAt(tenantId, id, before),
          }));
        });
        for (const { id, lastSeq, seqBefore } of rows) {
          if (lastSeq > seqBefore) page.push({ id, lastSeq });
          if (page.length >= limit) return page;
          last = id;
        }
        if (rows.length < batch) return page;
        await new Promise(setImmediate);
      }
    },
  };
}
