import Database from 'better-sqlite3';
import type { Entry } from '../../domain/entry.js';
import type { Message } from '../../domain/message.js';
import type { ConversationWrite } from '../../domain/ports.js';
import { soughtEntries } from '../../domain/search.js';
import { indexedText } from '../../domain/wanted.js';
import { tokenize } from '../words/english.js';
import { facetsOf } from './search-facets.js';

export interface StoredRow {
  readonly id: number;
  readonly stems: string;
  readonly forms: string;
  readonly facets: string;
}

/** A parameter that FTS5 goes to as a rowid: the driver gives numbers as reals, which it leaves out of account. */
export const integer = 'CAST(? AS INTEGER)';

export const indexSql = {
  tenant: 'SELECT number FROM search_tenants WHERE tenant_id = ?',
  row: `
    SELECT id, stems, forms, facets FROM search_rows WHERE tenant_id = ? AND conversation_id = ? AND seq = ?`,
  rows: `
    SELECT id, stems, forms, facets FROM search_rows
    WHERE tenant_id = ? AND conversation_id = ? AND seq > ? AND seq <= ? LIMIT ?`,
} as const;

/** A row of the full-text index, if that leads to it. */
const indexed = `SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = ${integer}`;
/** Words of one look at it. */
const phraseWords = 32;
/** Of a very long message the first ones are looked for: each costs as much as its words are spread. */
const mostPhrases = 16;

/** The columns of the full-text index, for a row. */
type Columns = readonly [stems: string, forms: string, facets: string];

/** Writes the index of messages, within a transaction of the caller's. */
export function makeSearchIndex(db: Database.Database) {
  const tenant = db.prepare<[string], { number: number }>(indexSql.tenant);
  const addTenant = db.prepare('INSERT INTO search_tenants (tenant_id) VALUES (?)');
  const row = db.prepare<[string, string, number], StoredRow>(indexSql.row);
  const rows = db.prepare<[string, string, number, number, number], StoredRow>(indexSql.rows);
  const insertRow = db.prepare(
    `INSERT INTO search_rows (tenant_id, conversation_id, seq, role, at, length, stems, forms, facets)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const deleteRow = db.prepare('DELETE FROM search_rows WHERE id = ?');
  const insertText = db.prepare('INSERT INTO search_index (rowid, stems, forms, facets) VALUES (?, ?, ?, ?)');
  const deleteText = db.prepare(
    `INSERT INTO search_index (search_index, rowid, stems, forms, facets) VALUES ('delete', ?, ?, ?, ?)`,
  );

  const within = db.prepare<[string, number], object>(indexed);

  function prefixOf(tenantId: string): string {
    const number = tenant.get(tenantId)?.number ?? Number(addTenant.run(tenantId).lastInsertRowid);
    return tenantPrefix(number);
  }

  function add(prefix: string, of: ConversationWrite['conversation'], entry: Entry & { message: Message }): void {
    const { tenantId, id: conversationId, userId, channel } = of;
    const { seq, at, message } = entry;
    const text = indexedText(tokenize(message.text));
    const { stems, forms, length } = text;
    const facets = facetsOf({ userId, channel, role: message.role, at }).join(' ');
    const added = insertRow.run(tenantId, conversationId, seq, message.role, at, length, stems, forms, facets);
    insertText.run(added.lastInsertRowid, ...columns(prefix, { stems, forms, facets }));
  }

  function remove(prefix: string, stored: StoredRow): void {
    deleteText.run(stored.id, ...columns(prefix, stored));
    deleteRow.run(stored.id);
  }

  /** Also where the row says something else than the index of words has: what is left there names a row that is gone. */
  function discard(prefix: string, stored: StoredRow): void {
    try {
      remove(prefix, stored);
    } catch (error) {
      if (!(error instanceof Database.SqliteError && error.code === 'SQLITE_CORRUPT_VTAB')) throw error;
      deleteRow.run(stored.id);
    }
  }

  return {
    /** What a commit adds to a conversation's log, and what it takes out of what is sought. */
    write(part: ConversationWrite): void {
      const { tenantId, id } = part.conversation;
      const added = soughtEntries(part);
      const { superseded = [] } = part;
      if (added.length === 0 && superseded.length === 0) return;
      const prefix = prefixOf(tenantId);
      for (const entry of added) add(prefix, part.conversation, entry);
      for (const seq of superseded) {
        const stored = row.get(tenantId, id, seq);
        if (stored) remove(prefix, stored);
      }
    },
    /** Whether the index of words comes to a row by what it says, in its order. */
    leadsTo(tenantId: string, stored: StoredRow): boolean {
      const number = tenant.get(tenantId)?.number;
      if (number === undefined) return false;
      const [stems, forms, facets] = columns(tenantPrefix(number), stored);
      return Object.entries({ stems, forms, facets }).every(([column, text]) =>
        phrasesOf(text).every((phrase) => within.get(`${column} : "${phrase}"`, stored.id)),
      );
    },
    /** In place of what is there of a log after one seq up to another. */
    replace(part: ConversationWrite, after: number, through: number): void {
      const { tenantId, id } = part.conversation;
      const prefix = prefixOf(tenantId);
      for (const stored of rows.all(tenantId, id, after, through, -1)) discard(prefix, stored);
      for (const entry of soughtEntries(part)) add(prefix, part.conversation, entry);
    },
    /** Removes up to `limit` rows of a conversation; says how many. */
    forget(tenantId: string, conversationId: string, limit: number): number {
      const found = rows.all(tenantId, conversationId, 0, Number.MAX_SAFE_INTEGER, limit);
      if (found.length === 0) return 0;
      const prefix = prefixOf(tenantId);
      for (const stored of found) remove(prefix, stored);
      return found.length;
    },
  };
}

/** What each word of a tenant begins with, so that the lists of the index are one tenant's. Always of five characters. */
export function tenantPrefix(number: number): string {
  return number.toString(36).padStart(5, '0');
}

function columns(prefix: string, { stems, forms, facets }: Pick<StoredRow, 'stems' | 'forms' | 'facets'>): Columns {
  const [stemList, formList] = [stems.split(' '), forms.split(' ')];
  const own = (words: readonly string[]) => words.map((word) => (word === '' ? '' : `${prefix}${word}`)).join(' ');
  // For beginnings of words: what the stem says already is not said again.
  return [own(stemList), own(formList.filter((form, i) => form !== stemList[i])), own(facets.split(' '))];
}

function phrasesOf(text: string): string[] {
  const words = text.split(' ').filter((word) => word !== '');
  const count = Math.min(Math.ceil(words.length / phraseWords), mostPhrases);
  return Array.from({ length: count }, (_, i) => words.slice(i * phraseWords, (i + 1) * phraseWords).join(' '));
}
