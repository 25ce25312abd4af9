import type Database from 'better-sqlite3';
import type { Clock } from '../../domain/ports.js';
import type { Turn } from '../../domain/turn.js';
import { documentVersion, type TurnRow, toTurn, turnFields } from './documents.js';

export const leaseSql = {
  holder: 'SELECT status, attempt, worker FROM turns WHERE tenant_id = ? AND id = ?',
  running: `SELECT ${turnFields} FROM turns WHERE tenant_id = ? AND id = ? AND status = 'RUNNING'`,
  expired: `
    SELECT ${turnFields} FROM leases
    CROSS JOIN turns ON turns.tenant_id = leases.tenant_id AND turns.id = leases.turn_id
    WHERE leases.expires_at <= ? AND turns.status = 'RUNNING' AND turns.v <= ${documentVersion}
    ORDER BY leases.expires_at LIMIT ?`,
  stopping: `
    SELECT ${turnFields} FROM turns
    WHERE worker = ? AND status = 'RUNNING' AND stop IS NOT NULL AND v <= ${documentVersion}`,
} as const;

/** Who runs which turn for how long. Every method belongs into a transaction of the caller's. */
export interface Leases {
  /** For `leaseMs` from now; without it as long as before, or not at all. */
  grant(turn: Turn, leaseMs: number | undefined): void;
  end(turn: Pick<Turn, 'tenantId' | 'id'>): void;
  renew(turn: Turn, leaseMs: number): 'held' | 'lost';
  handOver(turn: Turn): void;
  takeExpired(worker: string, leaseMs: number, limit: number): Turn[];
  /** The turns that the worker runs and that have a stop. */
  stopping(worker: string): Turn[];
}

export function makeLeases(db: Database.Database, clock: Clock): Leases {
  type Holder = { status: string; attempt: number; worker: string | null };
  const holder = db.prepare<[string, string], Holder>(leaseSql.holder);
  const expired = db.prepare<[number, number], TurnRow>(leaseSql.expired);
  const running = db.prepare<[string, string], TurnRow>(leaseSql.running);
  const grant = db.prepare(
    `INSERT INTO leases (tenant_id, turn_id, expires_at) VALUES (?, ?, ?)
     ON CONFLICT (tenant_id, turn_id) DO UPDATE SET expires_at = excluded.expires_at`,
  );
  const keep = db.prepare('INSERT OR IGNORE INTO leases (tenant_id, turn_id, expires_at) VALUES (?, ?, 0)');
  const end = db.prepare('DELETE FROM leases WHERE tenant_id = ? AND turn_id = ?');
  const stopping = db.prepare<[string], TurnRow>(leaseSql.stopping);
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
      return 'held';
    },
    handOver({ tenantId, id, attempt, worker }) {
      const stored = running.get(tenantId, id);
      if (!stored) return;
      const turn = toTurn(stored);
      if (turn.attempt !== attempt || turn.worker !== worker) return;
      const left: Turn = { ...turn, handovers: (turn.handovers ?? 0) + 1 };
      take.run(attempt, worker, JSON.stringify(left), documentVersion, tenantId, id);
      grant.run(tenantId, id, clock.now());
    },
    takeExpired(worker, leaseMs, limit) {
      const now = clock.now();
      return expired.all(now, limit).map((row) => {
        const before = toTurn(row);
        const turn: Turn = { ...before, attempt: before.attempt + 1, worker, startedAt: now };
        const { tenantId, id } = turn;
        take.run(turn.attempt, worker, JSON.stringify(turn), documentVersion, tenantId, id);
        grant.run(tenantId, id, now + leaseMs);
        return turn;
      });
    },
    stopping: (worker) => stopping.all(worker).map(toTurn),
  };
}
