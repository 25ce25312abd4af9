import type Database from 'better-sqlite3';
import type { Lesson } from '../../domain/memory.js';
import type { Clock } from '../../domain/ports.js';
import { documentVersion, parsed, type Row } from './documents.js';

const counted = 1000;

export const lessonSql = {
  due: `
    SELECT v, body, attempts FROM lessons
    WHERE given_up = 0 AND due_at <= ? AND v <= ${documentVersion} AND NOT EXISTS
      (SELECT 1 FROM lessons AS other
       WHERE other.given_up = 0 AND other.tenant_id = lessons.tenant_id AND other.user_id = lessons.user_id
         AND ((other.at, other.id) < (lessons.at, lessons.id) OR other.due_at > ?))
    ORDER BY due_at LIMIT ?`,
  count: `SELECT count(*) AS found FROM (SELECT 1 FROM lessons WHERE given_up = ? LIMIT ${counted})`,
  erase: `
    DELETE FROM lessons WHERE (tenant_id, id) IN
      (SELECT tenant_id, id FROM lessons INDEXED BY lessons_of_erased
       WHERE tenant_id = ? AND user_id = ? AND (due_at <= ? OR (tenant_id, id) NOT IN temp.taken_lessons) LIMIT 1)`,
  countOfUser: 'SELECT count(*) AS found FROM lessons INDEXED BY lessons_of_erased WHERE tenant_id = ? AND user_id = ?',
} as const;

/** What is still to be learned of turns that are over. Every method but those that count belongs into a transaction of the caller's. */
export function makeLessons(db: Database.Database, clock: Clock) {
  const insert = db.prepare(
    `INSERT INTO lessons (tenant_id, user_id, at, id, due_at, attempts, given_up, v, body)
     VALUES (?, ?, ?, ?, 0, 0, 0, ?, ?)`,
  );
  const due = db.prepare<[number, number, number], Row & { attempts: number }>(lessonSql.due);
  const take = db.prepare('UPDATE lessons SET due_at = ?, attempts = ? WHERE tenant_id = ? AND id = ?');
  const remove = db.prepare('DELETE FROM lessons WHERE tenant_id = ? AND id = ?');
  const putBack = db.prepare(
    'UPDATE lessons SET due_at = ?, given_up = ? WHERE tenant_id = ? AND id = ? AND attempts = ?',
  );
  const revive = db.prepare('UPDATE lessons SET due_at = 0, attempts = 0, given_up = 0 WHERE given_up = 1');
  const count = db.prepare<[number], { found: number }>(lessonSql.count);
  const hold = db.prepare('INSERT OR IGNORE INTO taken_lessons (tenant_id, id) VALUES (?, ?)');
  const letGo = db.prepare('DELETE FROM taken_lessons WHERE tenant_id = ? AND id = ?');
  const erase = db.prepare<[string, string, number]>(lessonSql.erase);
  const countOfUser = db.prepare<[string, string], { found: number }>(lessonSql.countOfUser);
  // Whoever had taken one was this process before it ended.
  db.exec('UPDATE lessons SET due_at = 0 WHERE given_up = 0 AND due_at > 0');

  return {
    add(lesson: Lesson): void {
      const { tenantId, userId, at, id } = lesson;
      insert.run(tenantId, userId, at, id, documentVersion, JSON.stringify(lesson));
    },
    take(leaseMs: number, limit: number): Lesson[] {
      const now = clock.now();
      return due.all(now, now, limit).map((row) => {
        const lesson = { ...parsed<Lesson>('lesson', row), attempts: row.attempts + 1 };
        take.run(now + leaseMs, lesson.attempts, lesson.tenantId, lesson.id);
        hold.run(lesson.tenantId, lesson.id);
        return lesson;
      });
    },
    drop({ tenantId, id }: Lesson): void {
      remove.run(tenantId, id);
      letGo.run(tenantId, id);
    },
    putBack({ tenantId, id, attempts }: Lesson, ms: number | undefined): void {
      const { changes } = putBack.run(clock.now() + (ms ?? 0), ms === undefined ? 1 : 0, tenantId, id, attempts);
      if (changes > 0) letGo.run(tenantId, id);
    },
    revive: (): void => void revive.run(),
    count: () => ({ waiting: count.get(0)?.found ?? 0, givenUp: count.get(1)?.found ?? 0 }),
    /** Erases one of a user's, unless somebody is at work on it: how many. */
    erase: (tenantId: string, userId: string): number => erase.run(tenantId, userId, clock.now()).changes,
    countOfUser: (tenantId: string, userId: string): number => countOfUser.get(tenantId, userId)?.found ?? 0,
  };
}
