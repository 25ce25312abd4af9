import type Database from 'better-sqlite3';
import type { Numbers } from '../../domain/numbers.js';
import type { Occurrence, TurnFigures } from '../../domain/occurrence.js';

export const factsSql = {
  all: `
    SELECT * FROM occurrences INDEXED BY occurrences_of_conversation
    WHERE tenant_id = ? AND conversation_id = ? AND seq > ? AND seq <= ? ORDER BY seq, id`,
  uncounted: `SELECT value FROM meta WHERE key = 'uncounted'`,
  counted: `DELETE FROM meta WHERE key = 'uncounted'`,
} as const;

interface Row extends Omit<Occurrence, 'conversationId' | 'turn'> {
  readonly id: number;
  readonly conversation_id: string;
  readonly failed: number | null;
  readonly first_text_ms: number | null;
  readonly total_ms: number | null;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
}

/** What is counted of a conversation, row by row. */
export function makeFacts(
  db: Database.Database,
  read: <T>(look: () => T) => Promise<T>,
  write: <T>(work: () => T) => Promise<T>,
): Pick<Numbers, 'facts' | 'isWhole' | 'becomeWhole'> {
  const all = db.prepare<(string | number)[], Row>(factsSql.all);
  const uncounted = db.prepare(factsSql.uncounted);
  const counted = db.prepare(factsSql.counted);
  return {
    facts: ({ tenantId, conversationId }, after, through) =>
      read(() =>
        all
          .all(tenantId, conversationId, after, through)
          .map((row) => ({ id: `${row.id}`, occurrence: occurrenceOf(row) })),
      ),
    isWhole: () => read(() => uncounted.get() === undefined),
    becomeWhole: () =>
      write(() => {
        counted.run();
      }),
  };
}

function occurrenceOf(row: Row): Occurrence {
  const { conversation_id: conversationId, kind, seq, at, channel, stage, agent, owner, failed } = row;
  const figures = {
    firstTextMs: row.first_text_ms,
    totalMs: row.total_ms,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
  };
  const known = Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== null));
  const turn = failed === null ? {} : { turn: { failed: failed === 1, ...known } as TurnFigures };
  return { conversationId, kind, seq, at, channel, stage, agent, owner, ...turn };
}
