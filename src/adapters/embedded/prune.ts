import type Database from 'better-sqlite3';
import type { Clock } from '../../domain/ports.js';

export const pruneSql = {
  requests: `
    DELETE FROM requests WHERE (tenant_id, request_id) IN
      (SELECT tenant_id, request_id FROM requests WHERE kept_until < ? ORDER BY kept_until LIMIT 500)`,
  pieces: `
    DELETE FROM pieces WHERE (tenant_id, turn_id, attempt, number) IN
      (SELECT tenant_id, turn_id, attempt, number FROM pieces WHERE kept_until < ? ORDER BY kept_until LIMIT 500)`,
} as const;

/** Forgets what was kept long enough, a bounded number at a time, within a transaction of the caller's. */
export function makePruner(db: Database.Database, clock: Clock): () => void {
  const prunes = Object.values(pruneSql).map((sql) => db.prepare<[number]>(sql));
  return () => {
    for (const prune of prunes) prune.run(clock.now());
  };
}
