import type Database from 'better-sqlite3';
import type { Clock } from '../../domain/ports.js';
import type { Turn } from '../../domain/turn.js';
import { documentVersion, parsed, type Row } from './documents.js';

export const leaseSql = {
  holder: 'SELECT status, attempt, worker, stop FROM turns WHERE tenant_id = ? AND id = ?',
  expired: `
    SELECT turns.v, turns.body FROM leases
    CROSS JOIN turns ON turns.tenant_id = leases.tenant_id AND turns.id = leases.turn_id
    WHERE leases.expires_at <= ? AND turns.status = 'RUNNING' AND turns.v <= ${documentVersion}
    ORDER BY leases.expires_at LIMIT ?`,
} as const;

/** Who runs which turn for how long. Every method belongs into a transaction of the caller's. */
export interface Leases {
  /** For `leaseMs` from now; without it as long as before, or not at all. */
  grant(turn: Turn, leaseMs: number | undefined): void;
  end(turn: Turn): void;
  renew(turn: Turn, leaseMs: number): 'held' | 'lost' | 'stop';
  requestStop(turn: Turn): void;
  takeExpired(worker: string, leaseMs: number, limit: number): Turn[];
}

export function makeLeases(db: Database.Database, clock: Clock): Leases {
  type Holder = { status: string; attempt: number; worker: string | null; stop: number };
  const holder = db.prepare<[string, string], Holder>(leaseSql.holder);
  const expired = db.prepare<[number, number], Row>(leaseSql.expired);
  const grant = db.prepare(
    `INSERT INTO leases (tenant_id, turn_id, expires_at) VALUES (?, ?, ?)
     ON CONFLICT (tenant_id, turn_id) DO UPDATE SET expires_at = excluded.expires_at`,
  );
  const keep = db.prepare('INSERT OR IGNORE INTO leases (tenant_id, turn_id, expires_at) VALUES (?, ?, 0)');
  const end = db.prepare('DELETE FROM leases WHERE tenant_id = ? AND turn_id = ?');
  const stop = db.prepare(
    `UPDATE turns SET stop = 1 WHERE tenant_id = ? AND id = ? AND status IN ('QUEUED', 'RUNNING') AND stop = 0`,
  );
  const take = db.prepare('UPDATE turns SET attempt = ?, worker = ?, body = ?, v = ? WHERE tenant_id = ? AND id = ?');

  return {
    grant({ tenantId, id }, leaseMs) {
      if (leaseMs === undefined) keep.run(tenantId, id);
      else grant.run(tenantId, id, clock.now() + leaseMs);
    },
    end: ({ tenantId, id }) => void end.run(tenantId, id),
    renew({ tenantId, id, attempt, worker }, leaseMs) {
      const stored = holder.get(tenantId, id);
      if (stored?.status !== 'RUNNING' || stored.attempt !== attempt || stored.worker !== (worker ?? null))
        return 'lost';
      grant.run(tenantId, id, clock.now() + leaseMs);
      return stored.stop === 1 ? 'stop' : 'held';
    },
    requestStop: ({ tenantId, id }) => void stop.run(tenantId, id),
    takeExpired(worker, leaseMs, limit) {
      const now = clock.now();
      return expired.all(now, limit).map((row) => {
        const before = parsed<Turn>('turn', row);
        const turn: Turn = { ...before, attempt: before.attempt + 1, worker, startedAt: now };
        const { tenantId, id } = turn;
        take.run(turn.attempt, worker, JSON.stringify(turn), documentVersion, tenantId, id);
        grant.run(tenantId, id, now + leaseMs);
        return turn;
      });
    },
  };
}
