import type Database from 'better-sqlite3';
import type { Fact } from '../../domain/numbers.js';
import type { Occurrence } from '../../domain/occurrence.js';

/** Writes what numbers are made of, within a transaction of the caller's. */
export function makeOccurrences(db: Database.Database) {
  const insert = db.prepare(
    `INSERT INTO occurrences (tenant_id, conversation_id, kind, seq, at, channel, stage, agent, owner, failed,
       first_text_ms, total_ms, input_tokens, output_tokens)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = db.prepare('DELETE FROM occurrences WHERE id = ? AND tenant_id = ? AND conversation_id = ?');
  return {
    remove(tenantId: string, { id, occurrence }: Fact): void {
      remove.run(Number(id), tenantId, occurrence.conversationId);
    },
    add(tenantId: string, { conversationId, kind, seq, at, channel, stage, agent, owner, turn }: Occurrence): void {
      insert.run(
        tenantId,
        conversationId,
        kind,
        seq,
        at,
        channel,
        stage,
        agent,
        owner,
        turn ? (turn.failed ? 1 : 0) : null,
        turn?.firstTextMs ?? null,
        turn?.totalMs ?? null,
        turn?.inputTokens ?? null,
        turn?.outputTokens ?? null,
      );
    },
  };
}
