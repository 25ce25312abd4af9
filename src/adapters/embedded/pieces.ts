import type Database from 'better-sqlite3';
import type { Clock, Followed } from '../../domain/ports.js';
import type { Piece, Turn } from '../../domain/turn.js';
import { documentVersion, parsed, type Row } from './documents.js';

export const pieceSql = {
  pieces: `
    SELECT v, body FROM pieces WHERE tenant_id = ? AND turn_id = ? AND attempt = ? AND number > ?
    ORDER BY number LIMIT ?`,
  dropPieces: 'DELETE FROM pieces WHERE tenant_id = ? AND turn_id = ?',
} as const;

/** What nobody drops is forgotten after a day. */
const keptMs = 86_400_000;
/** For one look; who follows looks again. */
const maxFollowed = 2_000;

/** Pieces of running turns. `save` and `drop` belong into a transaction of the caller's. */
export function makePieces(
  db: Database.Database,
  clock: Clock,
  turnOf: (tenantId: string, turnId: string) => Turn | undefined,
) {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO pieces (tenant_id, turn_id, attempt, number, kept_until, v, body)
     SELECT turns.tenant_id, turns.id, ?, ?, ?, ?, ? FROM turns WHERE tenant_id = ? AND id = ?`,
  );
  const select = db.prepare<(string | number)[], Row>(pieceSql.pieces);
  const remove = db.prepare(pieceSql.dropPieces);

  const list = ({ tenantId, id, attempt }: Turn, after: number, limit: number): Piece[] =>
    select.all(tenantId, id, attempt, after, limit).map((row) => parsed<Piece>('piece', row));

  return {
    save({ tenantId, id, attempt }: Turn, piece: Piece): void {
      const until = clock.now() + keptMs;
      // Of a turn that was erased nothing comes back.
      insert.run(attempt, piece.number, until, documentVersion, JSON.stringify(piece), tenantId, id);
    },
    list,
    follow(followed: readonly Followed[]) {
      let room = maxFollowed;
      return followed.map(({ turn: { tenantId, id, attempt }, after }) => {
        const turn = turnOf(tenantId, id);
        const runs = turn?.status === 'RUNNING' && turn.attempt === attempt;
        const pieces = runs ? list(turn, after, room) : [];
        room -= pieces.length;
        return { turn, pieces };
      });
    },
    drop: ({ tenantId, id }: Turn): void => void remove.run(tenantId, id),
  };
}
