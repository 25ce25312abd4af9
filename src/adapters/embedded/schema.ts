import type Database from 'better-sqlite3';
import { DomainError } from '../../domain/errors.js';

/**
 * The steps from an empty database to the newest schema; `user_version` counts those that are done. A step that was
 * released is never changed, only followed.
 *
 * Rows have columns for what is sought, ordered or compared, and the document as JSON. `v` is the document's version,
 * `commit_id` names the commit that wrote the row last. No foreign keys: all that belongs together is written by one
 * transaction, and each would cost a look-up for each entry.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE conversations (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    status TEXT NOT NULL,
    stage TEXT NOT NULL,
    owner_kind TEXT NOT NULL,
    is_qualified INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_activity_at INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    commit_id TEXT NOT NULL,
    v INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
  ) STRICT;
  CREATE UNIQUE INDEX conversations_open ON conversations (tenant_id, user_id, channel) WHERE status = 'ACTIVE';
  CREATE INDEX conversations_by_user ON conversations (tenant_id, user_id, last_activity_at, id);
  -- With every column that a list filters by, so that only rows that match are looked up.
  CREATE INDEX conversations_by_activity ON conversations
    (tenant_id, last_activity_at, id, status, stage, owner_kind, channel, is_qualified, created_at);

  -- The metadata of conversations that is text.
  CREATE TABLE labels (
    tenant_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX labels_by_value ON labels (tenant_id, key, value);

  CREATE TABLE entries (
    tenant_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    has_message INTEGER NOT NULL,
    v INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE turns (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    message_seq INTEGER NOT NULL,
    status TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    worker TEXT,
    stop INTEGER NOT NULL DEFAULT 0,
    commit_id TEXT NOT NULL,
    v INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
  ) STRICT;
  CREATE INDEX turns_by_admission ON turns (tenant_id, conversation_id, message_seq, id);
  CREATE INDEX turns_waiting ON turns (tenant_id, conversation_id, message_seq, id) WHERE status = 'QUEUED';
  CREATE INDEX turns_running ON turns (tenant_id, id) WHERE status = 'RUNNING';

  CREATE TABLE requests (
    tenant_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    result_id TEXT NOT NULL,
    kept_until INTEGER NOT NULL,
    commit_id TEXT NOT NULL,
    v INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, request_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX requests_by_end ON requests (kept_until);

  CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  UPDATE turns SET body = json_set(body, '$.stop', 'CANCELLED') WHERE stop = 1 AND status IN ('QUEUED', 'RUNNING');
  ALTER TABLE turns DROP COLUMN stop;
  ALTER TABLE turns ADD COLUMN stop TEXT;
  UPDATE turns SET stop = body ->> '$.stop' WHERE body ->> '$.stop' IS NOT NULL;
  CREATE INDEX turns_stopping ON turns (worker) WHERE status = 'RUNNING' AND stop IS NOT NULL;

  ALTER TABLE requests ADD COLUMN message_seq INTEGER;

  -- What running turns have shown so far.
  CREATE TABLE pieces (
    tenant_id TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kept_until INTEGER NOT NULL,
    v INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant_id, turn_id, attempt, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX pieces_by_end ON pieces (kept_until);
  `,
  `
  -- What is still to be learned of turns that are over.
  CREATE TABLE lessons (
    tenant_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    id TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    given_up INTEGER NOT NULL,
    v INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX lessons_due ON lessons (given_up, due_at);
  CREATE INDEX lessons_of_user ON lessons (tenant_id, user_id, at, id) WHERE given_up = 0;
  `,
  `
  -- What numbers are made of. Ids rise with every commit and are never used again: they are the points of the history.
  CREATE TABLE occurrences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    stage TEXT NOT NULL,
    agent TEXT NOT NULL,
    owner TEXT NOT NULL,
    failed INTEGER,
    first_text_ms INTEGER,
    total_ms INTEGER,
    input_tokens INTEGER,
    output_tokens INTEGER
  ) STRICT;
  CREATE INDEX occurrences_of_conversation ON occurrences (tenant_id, conversation_id, seq);
  CREATE INDEX occurrences_by_group ON occurrences (tenant_id, kind, channel, stage, agent, owner, at);
  `,
  `
  CREATE INDEX conversations_moving ON conversations (body ->> '$.archive.moving.since')
    WHERE status = 'ARCHIVED' AND body ->> '$.archive.moving.since' IS NOT NULL;
  `,
  `
  ALTER TABLE conversations ADD COLUMN summary_due_at INTEGER;
  CREATE INDEX conversations_to_summarize ON conversations (summary_due_at) WHERE summary_due_at IS NOT NULL;
  `,
  `
  -- With all that numbers are grouped by and made of, so that counting looks up no row.
  DROP INDEX occurrences_by_group;
  CREATE INDEX occurrences_by_time ON occurrences
    (tenant_id, kind, at, channel, stage, agent, owner, failed, first_text_ms, total_ms, input_tokens, output_tokens);
  CREATE INDEX occurrences_by_conversation ON occurrences (tenant_id, kind, conversation_id, at);
  `,
  `
  -- Users who are being erased.
  CREATE TABLE erasures (
    tenant_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    v INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX erasures_free ON erasures (lease_until);

  -- What is kept of erasures, by a keyed hash of what the caller named them.
  CREATE TABLE receipts (
    tenant_id TEXT NOT NULL,
    request TEXT NOT NULL,
    v INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant_id, request)
  ) STRICT, WITHOUT ROWID;

  -- Conversations that were erased, and when: an id of its own among those of occurrences.
  CREATE TABLE erased (
    tenant_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    erasure_id TEXT NOT NULL,
    occurrence_id INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX erased_by_erasure ON erased (tenant_id, erasure_id, conversation_id);

  CREATE INDEX requests_of_conversation ON requests (tenant_id, conversation_id);
  CREATE INDEX lessons_of_erased ON lessons (tenant_id, user_id);
  `,
  `
  -- How far the index of messages has followed the log, and which version of it.
  ALTER TABLE conversations ADD COLUMN indexed_through INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conversations ADD COLUMN index_version INTEGER NOT NULL DEFAULT 0;

  -- Numbers of tenants, for the words of the index.
  CREATE TABLE search_tenants (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT NOT NULL UNIQUE
  ) STRICT;

  -- A row for each message that is found. Ids rise and are never used again: searches go from the newest down.
  CREATE TABLE search_rows (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    role TEXT NOT NULL,
    at INTEGER NOT NULL,
    length INTEGER NOT NULL,
    stems TEXT NOT NULL,
    forms TEXT NOT NULL,
    facets TEXT NOT NULL
  ) STRICT;
  CREATE INDEX search_rows_of_conversation ON search_rows (tenant_id, conversation_id, seq);

  -- Its words come cut, folded and with their tenant's number in front, of five characters: beginnings of one to three more
  -- have lists of their own. What is deleted leaves no trace.
  CREATE VIRTUAL TABLE search_index USING fts5(
    stems, forms, facets, content = '', columnsize = 0, tokenize = 'ascii', prefix = '6 7 8'
  );
  INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);
  `,
  `
  -- What a database was made of before numbers were: counted by the program, as the logs may be in the archive.
  INSERT OR IGNORE INTO meta (key, value) SELECT 'uncounted', 1 WHERE EXISTS (SELECT 1 FROM conversations);
  `,
  `
  ALTER TABLE conversations ADD COLUMN uploading_since INTEGER;
  CREATE INDEX conversations_uploading ON conversations (uploading_since) WHERE uploading_since IS NOT NULL;
  `,
];

/**
 * Leases die with the process that holds the folder, so they are kept in its memory: a renewal writes nothing to the
 * disk, and yet takes part in transactions. Opening a store finds every lease of before expired.
 */
export const leaseTable = `
  CREATE TEMP TABLE leases (
    tenant_id TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, turn_id)
  ) STRICT;
  CREATE INDEX temp.leases_by_end ON leases (expires_at);
  INSERT INTO leases SELECT tenant_id, id, 0 FROM turns WHERE status = 'RUNNING';
  -- Lessons that somebody is at work on, until they are due.
  CREATE TEMP TABLE taken_lessons (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
  ) STRICT, WITHOUT ROWID;
`;

/** Brings a database up to the newest schema. One that a newer version of this program made is `document-too-new`. */
export function migrate(db: Database.Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > migrations.length) {
    const cause = new Error(
      `${db.name} was made by a newer version of this program: its schema is ${version}, this version knows ${migrations.length}`,
    );
    throw new DomainError({ kind: 'document-too-new', document: db.name, version }, { cause });
  }
  for (const [done, step] of migrations.entries()) {
    if (done < version) continue;
    db.transaction(() => {
      db.exec(step);
      db.pragma(`user_version = ${done + 1}`);
    })();
  }
}
