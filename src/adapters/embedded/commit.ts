import type Database from 'better-sqlite3';
import type { Entry } from '../../domain/entry.js';
import { occurrencesOf } from '../../domain/occurrence.js';
import type { Commit, ConversationWrite, KeptRequest, Refusal, TurnWrite } from '../../domain/ports.js';
import { wordsVersion } from '../words/english.js';
import { entryColumns, headColumns, labelsOf, turnColumns } from './columns.js';
import { documentVersion } from './documents.js';
import type { Leases } from './leases.js';
import type { makeLessons } from './lessons.js';
import { makeOccurrences } from './occurrences.js';
import type { makeSearchIndex } from './search-rows.js';

interface StoredHead {
  readonly revision: number;
  readonly last_seq: number;
  readonly status: string;
  readonly commit_id: string;
  readonly metadata: string;
}

interface StoredTurn {
  readonly status: string;
  readonly attempt: number;
  readonly commit_id: string;
}

/**
 * Writes commits, each within a transaction of the caller's. A refusal may leave some of the commit written: the caller
 * undoes it.
 */
export function makeCommitWriter(
  db: Database.Database,
  leases: Leases,
  lessons: Pick<ReturnType<typeof makeLessons>, 'add'>,
  searchIndex: Pick<ReturnType<typeof makeSearchIndex>, 'write'>,
) {
  const head = db.prepare<[string, string], StoredHead>(
    'SELECT revision, last_seq, status, commit_id, metadata FROM conversations WHERE tenant_id = ? AND id = ?',
  );
  const open = db.prepare<[string, string, string], { id: string }>(
    `SELECT id FROM conversations WHERE tenant_id = ? AND user_id = ? AND channel = ? AND status = 'ACTIVE'`,
  );
  const insertHead = db.prepare(
    `INSERT INTO conversations (status, stage, owner_kind, is_qualified, created_at, last_activity_at, last_seq,
       indexed_through, summary_due_at, uploading_since, revision, commit_id, v, metadata, body, user_id, channel,
       tenant_id, id, index_version)
     VALUES (@status, @stage, @owner_kind, @is_qualified, @created_at, @last_activity_at, @last_seq,
       @last_seq, @summary_due_at, @uploading_since, @revision, @commit_id, @v, @metadata, @body, @user_id, @channel,
       @tenant_id, @id, ${wordsVersion})`,
  );
  const updateHead = db.prepare(
    `UPDATE conversations SET status = @status, stage = @stage, owner_kind = @owner_kind, is_qualified = @is_qualified,
       created_at = @created_at, last_activity_at = @last_activity_at, last_seq = @last_seq,
       indexed_through = iif(indexed_through = last_seq, @last_seq, indexed_through), summary_due_at = @summary_due_at,
       uploading_since = @uploading_since, revision = @revision, commit_id = @commit_id, v = @v, metadata = @metadata, body = @body
     WHERE tenant_id = @tenant_id AND id = @id AND revision = @revision - 1`,
  );
  const insertEntry = db.prepare(
    `INSERT INTO entries (tenant_id, conversation_id, seq, has_message, v, body)
     VALUES (@tenant_id, @conversation_id, @seq, @has_message, @v, @body)`,
  );
  const removeEntries = db.prepare(
    'DELETE FROM entries WHERE tenant_id = ? AND conversation_id = ? AND seq > ? AND seq <= ?',
  );
  const returnEntry = db.prepare(
    `INSERT INTO entries (tenant_id, conversation_id, seq, has_message, v, body)
     VALUES (@tenant_id, @conversation_id, @seq, @has_message, @v, @body) ON CONFLICT DO NOTHING`,
  );
  const supersede = db.prepare(
    `UPDATE entries SET body = json_set(body, '$.message.status', 'SUPERSEDED')
     WHERE tenant_id = ? AND conversation_id = ? AND seq = ? AND has_message = 1`,
  );
  const removeLabels = db.prepare('DELETE FROM labels WHERE tenant_id = ? AND conversation_id = ?');
  const insertLabel = db.prepare('INSERT INTO labels (tenant_id, conversation_id, key, value) VALUES (?, ?, ?, ?)');
  const turn = db.prepare<[string, string], StoredTurn>(
    'SELECT status, attempt, commit_id FROM turns WHERE tenant_id = ? AND id = ?',
  );
  const insertTurn = db.prepare(
    `INSERT INTO turns (conversation_id, message_seq, status, attempt, worker, stop, commit_id, v, body, tenant_id,
       id)
     VALUES (@conversation_id, @message_seq, @status, @attempt, @worker, @stop, @commit_id, @v, @body, @tenant_id, @id)`,
  );
  const updateTurn = db.prepare(
    `UPDATE turns SET conversation_id = @conversation_id, message_seq = @message_seq, status = @status,
       attempt = @attempt, worker = @worker, stop = @stop, commit_id = @commit_id, v = @v, body = @body
     WHERE tenant_id = @tenant_id AND id = @id`,
  );
  const request = db.prepare<[string, string], { commit_id: string }>(
    'SELECT commit_id FROM requests WHERE tenant_id = ? AND request_id = ?',
  );
  const insertRequest = db.prepare(
    `INSERT INTO requests (tenant_id, request_id, hash, conversation_id, result_id, message_seq, kept_until,
       commit_id, v)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  const occurrences = makeOccurrences(db);

  /** Writes all of a commit, or says why not; undefined also when it was written before. */
  function write(commit: Commit): Refusal | undefined {
    const { tenantId, conversations, turns = [], request: kept } = commit;
    const heads = conversations.map((write) => head.get(tenantId, write.conversation.id));
    const ledger = turns.map((write) => turn.get(tenantId, write.turn.id));
    const keptBefore = kept && request.get(tenantId, kept.requestId);
    // A commit is whole or not at all, so that any part of it tells of the rest.
    if ([...heads, ...ledger, keptBefore].some((row) => row?.commit_id === commit.id)) return undefined;

    if (keptBefore) return 'request-taken';
    if (!conversations.every((write, i) => follows(write, heads[i]))) return 'stale';
    if (!turns.every((write, i) => isFrom(write, ledger[i]))) return 'stale';

    // Those that give up the user's channel go before those that take it.
    const order = conversations.map((_, i) => i);
    order.sort((a, b) => claim(conversations[a]) - claim(conversations[b]));
    for (const i of order) {
      const part = conversations[i];
      if (part && !writeConversation(commit, part, heads[i])) return 'open-taken';
    }
    for (const part of turns) writeTurn(commit, part);
    if (kept) writeRequest(commit, kept);
    for (const lesson of commit.lessons ?? []) lessons.add(lesson);
    for (const { recounted } of conversations) {
      for (const fact of recounted?.wrong ?? []) occurrences.remove(tenantId, fact);
    }
    for (const one of occurrencesOf(commit)) occurrences.add(tenantId, one);
    return undefined;
  }

  function writeConversation(commit: Commit, part: ConversationWrite, before: StoredHead | undefined): boolean {
    const { metadata, ...stored } = { ...part.conversation, revision: part.conversation.revision + 1 };
    const { tenantId, id, userId, channel, status } = stored;
    if (tenantId !== commit.tenantId) throw new Error(`conversation ${id} is another tenant's`);
    if (status === 'ACTIVE' && before?.status !== 'ACTIVE' && open.get(tenantId, userId, channel)) return false;
    const labels = JSON.stringify(metadata);
    const written = { commit_id: commit.id, v: documentVersion };
    const row = { ...headColumns(stored), ...written, metadata: labels, body: JSON.stringify(stored) };
    if ((before ? updateHead : insertHead).run(row).changes !== 1) {
      throw new Error(`conversation ${id} is twice in a commit`);
    }
    if (labels !== (before?.metadata ?? '{}')) {
      if (before) removeLabels.run(tenantId, id);
      for (const label of labelsOf(metadata)) insertLabel.run(tenantId, id, ...label);
    }
    for (const seq of part.superseded ?? []) supersede.run(tenantId, id, seq);
    const { removed, returned = [] } = part;
    if (removed) removeEntries.run(tenantId, id, removed.after, removed.through);
    const of = { tenant_id: tenantId, conversation_id: id, v: documentVersion };
    const line = (entry: Entry) => ({ ...of, ...entryColumns(entry), body: JSON.stringify(entry) });
    for (const entry of returned) returnEntry.run(line(entry));
    for (const entry of part.entries) insertEntry.run(line(entry));
    searchIndex.write(part);
    return true;
  }

  function writeTurn(commit: Commit, { turn, from, leaseMs }: TurnWrite): void {
    const { tenantId, id } = turn;
    if (tenantId !== commit.tenantId) throw new Error(`turn ${id} is another tenant's`);
    const written = { commit_id: commit.id, v: documentVersion, body: JSON.stringify(turn) };
    (from === 'new' ? insertTurn : updateTurn).run({ ...turnColumns(turn), ...written });
    if (turn.status === 'RUNNING') leases.grant(turn, leaseMs);
    else if (from !== 'new') leases.end(turn);
  }

  function writeRequest(commit: Commit, kept: KeptRequest): void {
    const { requestId, hash, conversationId, resultId, messageSeq = null, keptUntil } = kept;
    const { tenantId, id } = commit;
    insertRequest.run(tenantId, requestId, hash, conversationId, resultId, messageSeq, keptUntil, id, documentVersion);
  }

  return write;
}

/** Whether the stored head is the one that was decided on, and the entries come right after it. */
function follows({ conversation, statusBefore, entries }: ConversationWrite, stored: StoredHead | undefined): boolean {
  if (statusBefore === undefined ? stored : stored?.revision !== conversation.revision) return false;
  const last = stored?.last_seq ?? 0;
  return conversation.lastSeq === last + entries.length && entries.every(({ seq }, i) => seq === last + 1 + i);
}

function isFrom({ from }: TurnWrite, stored: StoredTurn | undefined): boolean {
  if (from === 'new') return stored === undefined;
  return stored?.status === from.status && stored.attempt === from.attempt;
}

function claim(write: ConversationWrite | undefined): number {
  return write?.conversation.status === 'ACTIVE' ? 1 : 0;
}
