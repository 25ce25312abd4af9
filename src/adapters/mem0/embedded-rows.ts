import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { DomainError } from '../../domain/errors.js';
import type { MemoryOwner } from '../../domain/memory.js';
import { openDatabase } from '../embedded/database.js';
import { translated, unavailable } from '../embedded/failures.js';
import { makeScrub } from '../embedded/scrub.js';
import {
  asMemoryError,
  firstEpoch,
  hashOf,
  type MemoryRows,
  memoriesLayout,
  type NewRow,
  type Row,
  type Vector,
} from './rows.js';

const schema = `
  CREATE TABLE owners (
    tenant_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE memories (
    tenant_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL,
    metadata TEXT,
    created_at INTEGER NOT NULL,
    conversation_id TEXT,
    seq INTEGER,
    embedder TEXT NOT NULL,
    vector BLOB,
    PRIMARY KEY (tenant_id, user_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX memories_by_text ON memories (tenant_id, user_id, hash);
  CREATE UNIQUE INDEX memories_by_id ON memories (tenant_id, user_id, id);
  CREATE INDEX memories_by_time ON memories (tenant_id, user_id, created_at, id);
  CREATE INDEX memories_by_source ON memories (tenant_id, user_id, conversation_id, seq)
    WHERE conversation_id IS NOT NULL;
  CREATE INDEX memories_by_embedder ON memories (embedder);
  PRAGMA user_version = ${memoriesLayout};
`;

interface Stored {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly number: number;
  readonly id: string;
  readonly text: string;
  readonly metadata: string | null;
  readonly created_at: number;
  readonly conversation_id: string | null;
  readonly seq: number | null;
  readonly embedder: string;
  readonly vector: Uint8Array | null;
}

const counted = 100_000;

/** Memories in a database file of their own in `dataDir`, for the holder of that folder. Calls take the caller's thread. */
export function openEmbeddedRows(dataDir: string): MemoryRows {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = openDatabase(join(dataDir, 'memories.db'));
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > memoriesLayout) {
    db.close();
    throw new DomainError({ kind: 'document-too-new', document: 'memories.db', version });
  }
  if (version === 0) db.exec(schema);
  return makeRows(db);
}

function makeRows(db: Database.Database): MemoryRows {
  const owned = 'tenant_id = ? AND user_id = ?';
  const rise = db.prepare<[string, string, number, number, number], { number: number }>(
    `INSERT INTO owners (tenant_id, user_id, number, epoch) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET number = number + excluded.number, epoch = epoch + ?
     RETURNING number`,
  );
  const head = db.prepare<[string, string], { number: number; epoch: number }>(
    `SELECT number, epoch FROM owners WHERE ${owned}`,
  );
  const byText = db.prepare<[string, string, string], Stored>(`SELECT * FROM memories WHERE ${owned} AND hash = ?`);
  const insert = db.prepare(
    `INSERT INTO memories (tenant_id, user_id, number, id, text, hash, metadata, created_at, conversation_id, seq,
       embedder, vector)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const after = db.prepare<[string, string, number, number], Stored>(
    `SELECT * FROM memories WHERE ${owned} AND number > ? ORDER BY number LIMIT ?`,
  );
  const byId = db.prepare<[string, string, string], Stored>(`SELECT * FROM memories WHERE ${owned} AND id = ?`);
  const newest = db.prepare<[string, string, number], Stored>(
    `SELECT * FROM memories WHERE ${owned} ORDER BY created_at DESC, id DESC LIMIT ?`,
  );
  const older = db.prepare<[string, string, number, string, number], Stored>(
    `SELECT * FROM memories WHERE ${owned} AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
  );
  const bySource = db.prepare<[string, string, string, number], { id: string }>(
    `SELECT id FROM memories INDEXED BY memories_by_source
     WHERE ${owned} AND conversation_id = ? AND seq = ? LIMIT 1`,
  );
  const remove = db.prepare(`DELETE FROM memories WHERE ${owned} AND id = ?`);
  const erase = db.prepare(
    `DELETE FROM memories WHERE (tenant_id, user_id, number) IN
       (SELECT tenant_id, user_id, number FROM memories WHERE ${owned} LIMIT ?)`,
  );
  const eraseOwner = db.prepare(`DELETE FROM owners WHERE ${owned}`);
  const count = db.prepare<[string, string], { found: number }>(
    `SELECT count(*) AS found FROM memories INDEXED BY memories_by_id WHERE ${owned}`,
  );
  const scrub = makeScrub(db);
  const unlike = db.prepare<[string, string, number], Stored>(
    'SELECT * FROM memories WHERE embedder < ? OR embedder > ? LIMIT ?',
  );
  const countUnlike = db.prepare<[string, string], { found: number }>(
    `SELECT count(*) AS found FROM (SELECT 1 FROM memories WHERE embedder < ? OR embedder > ? LIMIT ${counted})`,
  );
  const embed = db.prepare(`UPDATE memories SET embedder = ?, vector = ? WHERE ${owned} AND id = ?`);

  function insertOne({ tenantId, userId }: MemoryOwner, row: NewRow): Row {
    const hash = hashOf(row.text);
    const there = byText.get(tenantId, userId, hash);
    if (there) return toRow(there);
    const { number } = rise.get(tenantId, userId, 1, firstEpoch(), 0) ?? { number: 0 };
    insert.run(
      tenantId,
      userId,
      number,
      row.id,
      row.text,
      hash,
      row.metadata ? JSON.stringify(row.metadata) : null,
      row.createdAt,
      row.source?.conversationId ?? null,
      row.source?.seq ?? null,
      row.vector?.embedder ?? '',
      row.vector ? bytesOf(row.vector.values) : null,
    );
    return { ...row, number };
  }

  /** What does not go now is memory-unavailable; a closed database, too. */
  async function guarded<T>(work: () => T): Promise<T> {
    try {
      if (!db.open) throw unavailable();
      return work();
    } catch (error) {
      throw asMemoryError(translated(error));
    }
  }

  return {
    insert: (owner, rows) => guarded(() => db.transaction(() => rows.map((row) => insertOne(owner, row))).immediate()),
    head: ({ tenantId, userId }) => guarded(() => head.get(tenantId, userId) ?? { number: 0, epoch: 0 }),
    after: ({ tenantId, userId }, number, limit) =>
      guarded(() => after.all(tenantId, userId, number, limit).map(toRow)),
    byIds: ({ tenantId, userId }, ids) =>
      guarded(() =>
        [...new Set(ids)].flatMap((id) => {
          const found = byId.get(tenantId, userId, id);
          return found ? [toRow(found)] : [];
        }),
      ),
    list: ({ tenantId, userId }, from, limit) =>
      guarded(() => {
        const { createdAt, id } = from ?? {};
        if (createdAt === undefined || id === undefined) return newest.all(tenantId, userId, limit).map(toRow);
        return older.all(tenantId, userId, createdAt, id, limit).map(toRow);
      }),
    isLearned: ({ tenantId, userId }, { conversationId, seq }) =>
      guarded(() => bySource.get(tenantId, userId, conversationId, seq) !== undefined),
    remove: ({ tenantId, userId }, id) =>
      guarded(() =>
        db
          .transaction(() => {
            const there = remove.run(tenantId, userId, id).changes > 0;
            if (there) rise.get(tenantId, userId, 0, firstEpoch(), 1);
            return there;
          })
          .immediate(),
      ),
    erase: ({ tenantId, userId }, limit) =>
      guarded(() =>
        db
          .transaction(() => {
            const erased = erase.run(tenantId, userId, limit).changes;
            if (erased < limit) eraseOwner.run(tenantId, userId);
            return erased;
          })
          .immediate(),
      ),
    count: ({ tenantId, userId }) => guarded(() => count.get(tenantId, userId)?.found ?? 0),
    async settle(signal) {
      try {
        return await scrub.all(signal);
      } catch (error) {
        throw asMemoryError(translated(error));
      }
    },
    unlike: (embedder, limit) =>
      guarded(() =>
        unlike.all(embedder, embedder, limit).map((stored) => ({
          owner: { tenantId: stored.tenant_id, userId: stored.user_id },
          row: toRow(stored),
        })),
      ),
    countUnlike: (embedder) => guarded(() => countUnlike.get(embedder, embedder)?.found ?? 0),
    embed: ({ tenantId, userId }, vectors) =>
      guarded(() =>
        db
          .transaction(() => {
            let changed = 0;
            for (const [id, { embedder, values }] of vectors) {
              changed += embed.run(embedder, bytesOf(values), tenantId, userId, id).changes;
            }
            if (changed > 0) rise.get(tenantId, userId, 0, firstEpoch(), 1);
          })
          .immediate(),
      ),
    async close() {
      db.close();
      scrub.close();
    },
  };
}

function toRow(stored: Stored): Row {
  const { id, number, text, metadata, conversation_id: conversationId, seq, embedder, vector } = stored;
  return {
    id,
    number,
    text,
    createdAt: stored.created_at,
    ...(metadata === null ? {} : { metadata: JSON.parse(metadata) }),
    ...(conversationId === null || seq === null ? {} : { source: { conversationId, seq } }),
    ...(vector === null ? {} : { vector: { embedder, values: valuesOf(vector) } satisfies Vector }),
  };
}

function bytesOf(values: Int8Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.length);
}

function valuesOf(bytes: Uint8Array): Int8Array {
  return Int8Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length));
}
