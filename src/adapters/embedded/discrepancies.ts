import type Database from 'better-sqlite3';
import type { ConversationStore } from '../../domain/ports.js';
import { type Columns, entryColumns, headColumns, labelsOf, turnColumns } from './columns.js';
import { type TurnRow as StoredTurn, toTurn } from './documents.js';
import { type HeadRow, type EntryRow as StoredEntry, toConversation, toEntry } from './reads.js';

export const discrepancySql = {
  head: 'SELECT *, id AS conversation_id FROM conversations WHERE tenant_id = ? AND id = ?',
  labels: 'SELECT key, value FROM labels WHERE tenant_id = ? AND conversation_id = ?',
  entries: `
    SELECT * FROM entries WHERE tenant_id = ? AND conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
  turns: `
    SELECT * FROM turns WHERE tenant_id = ? AND conversation_id = ? AND (message_seq, id) > (?, ?)
    ORDER BY message_seq, id LIMIT ?`,
} as const;

type EntryRow = StoredEntry & Columns;
type TurnRow = StoredTurn & Columns & { readonly message_seq: number };

/** Rows that are read in one go; one may be a mebibyte. */
const batch = 32;

/** The port's comparison: of each row's columns with its document, and of labels with the metadata. */
export function makeDiscrepancies(
  db: Database.Database,
  read: <T>(look: () => T) => Promise<T>,
): ConversationStore['discrepancies'] {
  const head = db.prepare<[string, string], HeadRow & Columns>(discrepancySql.head);
  const labels = db.prepare<[string, string], { key: string; value: string }>(discrepancySql.labels);
  const entries = db.prepare<[string, string, number, number], EntryRow>(discrepancySql.entries);
  const turns = db.prepare<[string, string, number, string, number], TurnRow>(discrepancySql.turns);

  function* ofHead(tenantId: string, id: string): Generator<string> {
    const row = head.get(tenantId, id);
    if (!row) return;
    const { metadata, ...rest } = toConversation(row);
    yield* between(row, headColumns(rest), 'the head');
    const found = new Map(labels.all(tenantId, id).map(({ key, value }) => [key, value]));
    const said = new Map(labelsOf(metadata));
    for (const key of new Set([...said.keys(), ...found.keys()])) {
      const [is, ought] = [found.get(key), said.get(key)];
      if (is !== ought) yield `the label ${key} is ${shown(is)}, the metadata says ${shown(ought)}`;
    }
  }

  async function* pages<R>(page: (last: R | undefined) => R[]): AsyncGenerator<R> {
    for (let last: R | undefined; ; ) {
      const rows = await read(() => page(last));
      yield* rows;
      if (rows.length < batch) return;
      last = rows.at(-1);
      await new Promise(setImmediate);
    }
  }

  return async (tenantId, id) => {
    const found = await read(() => [...ofHead(tenantId, id)]);
    for await (const row of pages<EntryRow>((last) => entries.all(tenantId, id, last?.seq ?? 0, batch))) {
      found.push(...between(row, entryColumns(toEntry(row)), `entry ${row.seq}`));
    }
    const after = (last?: TurnRow) => [last?.message_seq ?? 0, last?.id ?? ''] as const;
    for await (const row of pages<TurnRow>((last) => turns.all(tenantId, id, ...after(last), batch))) {
      found.push(...between(row, turnColumns(toTurn(row)), `turn ${row.id}`));
    }
    return found;
  };
}

function* between(row: Columns, document: Columns, whose: string): Generator<string> {
  for (const [name, says] of Object.entries(document)) {
    const is = row[name];
    if (is !== says) yield `${name} is ${shown(is)}, ${whose} says ${shown(says)}`;
  }
}

function shown(value: string | number | null | undefined): string {
  return value === undefined || value === null ? 'absent' : JSON.stringify(value);
}
