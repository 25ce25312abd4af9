import type Database from 'better-sqlite3';
import type { Conversation } from '../../domain/conversation.js';
import type { Entry } from '../../domain/entry.js';
import { undamaged } from '../../domain/errors.js';
import type { ConversationKey, EntryQuery, KeptRequest } from '../../domain/ports.js';
import type { Turn } from '../../domain/turn.js';
import { documentVersion, expectKnown, parsed, type Row, type TurnRow, toTurn, turnFields } from './documents.js';

/** Of the table `conversations`, for `toConversation`. */
export const headColumns =
  'conversations.v, conversations.body, conversations.id AS conversation_id, conversations.metadata';

export interface HeadRow extends Row {
  readonly conversation_id: string;
  readonly metadata: string;
}

export function toConversation(row: HeadRow): Conversation {
  const what = `conversation ${row.conversation_id}`;
  const body = parsed<Omit<Conversation, 'metadata'>>(what, row);
  return { ...body, metadata: undamaged(what, row.conversation_id, () => JSON.parse(row.metadata)) };
}

export interface EntryRow extends Row {
  readonly conversation_id: string;
  readonly seq: number;
}

export function toEntry(row: EntryRow): Entry {
  return parsed<Entry>(`entry ${row.seq} of conversation ${row.conversation_id}`, row);
}

const entries = (order: 'ASC' | 'DESC') => `
  SELECT v, body, conversation_id, seq FROM entries
  WHERE tenant_id = ? AND conversation_id = ? AND seq > ? AND seq < ? AND has_message >= ?
  ORDER BY seq ${order} LIMIT ?`;

export const readSql = {
  conversation: `SELECT ${headColumns} FROM conversations WHERE tenant_id = ? AND id = ?`,
  openConversation: `
    SELECT ${headColumns} FROM conversations
    WHERE tenant_id = ? AND user_id = ? AND channel = ? AND status = 'ACTIVE'`,
  oldestEntries: entries('ASC'),
  newestEntries: entries('DESC'),
  moving: `
    SELECT ${headColumns} FROM conversations
    WHERE status = 'ARCHIVED' AND body ->> '$.archive.moving.since' IS NOT NULL
      AND body ->> '$.archive.moving.since' < ?
    ORDER BY body ->> '$.archive.moving.since' LIMIT ?`,
  uploading: `
    SELECT ${headColumns} FROM conversations
    WHERE uploading_since < ? ORDER BY uploading_since LIMIT ?`,
  nextTenant: 'SELECT tenant_id FROM conversations WHERE tenant_id > ? ORDER BY tenant_id LIMIT 1',
  request: `
    SELECT v, request_id, hash, conversation_id, result_id, message_seq, kept_until FROM requests
    WHERE tenant_id = ? AND request_id = ?`,
  turn: `SELECT ${turnFields} FROM turns WHERE tenant_id = ? AND id = ?`,
  newestTurn: `
    SELECT ${turnFields} FROM turns WHERE tenant_id = ? AND conversation_id = ?
    ORDER BY message_seq DESC, id DESC LIMIT 1`,
  turns: `
    SELECT ${turnFields} FROM turns WHERE tenant_id = ? AND conversation_id = ? AND message_seq > ?
    ORDER BY message_seq, id LIMIT ?`,
  queuedTurns: `
    SELECT ${turnFields} FROM turns WHERE tenant_id = ? AND conversation_id = ? AND status = 'QUEUED'
    ORDER BY message_seq, id LIMIT ?`,
  // Newer versions' are left to processes of that version.
  dueSummaries: `
    SELECT tenant_id AS tenantId, id AS conversationId FROM conversations
    WHERE summary_due_at <= ? AND v <= ${documentVersion} ORDER BY summary_due_at LIMIT ?`,
} as const;

interface RequestRow {
  readonly v: number;
  readonly request_id: string;
  readonly hash: string;
  readonly conversation_id: string;
  readonly result_id: string;
  readonly message_seq: number | null;
  readonly kept_until: number;
}

/** The port's reads of single things and of logs, as of the last commit. */
export function makeReads(db: Database.Database) {
  const conversation = db.prepare<[string, string], HeadRow>(readSql.conversation);
  const openConversation = db.prepare<[string, string, string], HeadRow>(readSql.openConversation);
  const oldestEntries = db.prepare<(string | number)[], EntryRow>(readSql.oldestEntries);
  const newestEntries = db.prepare<(string | number)[], EntryRow>(readSql.newestEntries);
  const moving = db.prepare<[number, number], HeadRow>(readSql.moving);
  const uploading = db.prepare<[number, number], HeadRow>(readSql.uploading);
  const nextTenant = db.prepare<[string], { tenant_id: string }>(readSql.nextTenant);
  const request = db.prepare<[string, string], RequestRow>(readSql.request);
  const turn = db.prepare<[string, string], TurnRow>(readSql.turn);
  const newestTurn = db.prepare<[string, string], TurnRow>(readSql.newestTurn);
  const turns = db.prepare<(string | number)[], TurnRow>(readSql.turns);
  const queuedTurns = db.prepare<[string, string, number], TurnRow>(readSql.queuedTurns);
  const dueSummaries = db.prepare<[number, number], ConversationKey>(readSql.dueSummaries);

  const found = (row: TurnRow | undefined) => row && toTurn(row);

  return {
    conversation(tenantId: string, conversationId: string): Conversation | undefined {
      const row = conversation.get(tenantId, conversationId);
      return row && toConversation(row);
    },
    openConversation(tenantId: string, userId: string, channel: string): Conversation | undefined {
      const row = openConversation.get(tenantId, userId, channel);
      return row && toConversation(row);
    },
    entries(query: EntryQuery): Entry[] {
      const { tenantId, conversationId, after = 0, before = Number.MAX_SAFE_INTEGER, messagesOnly, limit } = query;
      const statement = query.order === 'oldest' ? oldestEntries : newestEntries;
      const rows = statement.all(tenantId, conversationId, after, before, messagesOnly ? 1 : 0, limit);
      return rows.map(toEntry);
    },
    moving: (before: number, limit: number) => moving.all(before, limit).map(toConversation),
    uploading: (before: number, limit: number) => uploading.all(before, limit).map(toConversation),
    nextTenant: (after: string) => nextTenant.get(after)?.tenant_id,
    request(tenantId: string, requestId: string): KeptRequest | undefined {
      const row = request.get(tenantId, requestId);
      if (!row) return undefined;
      expectKnown('request', row.v);
      return {
        requestId: row.request_id,
        hash: row.hash,
        conversationId: row.conversation_id,
        resultId: row.result_id,
        ...(row.message_seq === null ? {} : { messageSeq: row.message_seq }),
        keptUntil: row.kept_until,
      };
    },
    turn: (tenantId: string, turnId: string) => found(turn.get(tenantId, turnId)),
    newestTurn: (tenantId: string, conversationId: string) => found(newestTurn.get(tenantId, conversationId)),
    turns(tenantId: string, conversationId: string, after: number, limit: number): Turn[] {
      return turns.all(tenantId, conversationId, after, limit).map(toTurn);
    },
    queuedTurns(tenantId: string, conversationId: string, limit: number): Turn[] {
      return queuedTurns.all(tenantId, conversationId, limit).map(toTurn);
    },
    dueSummaries: (now: number, limit: number): ConversationKey[] => dueSummaries.all(now, limit),
  };
}
