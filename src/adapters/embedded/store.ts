import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Archive } from '../../domain/archive.js';
import { isFault } from '../../domain/errors.js';
import type { Clock, ConversationStore } from '../../domain/ports.js';
import { folderBlobs } from '../archive/folder.js';
import { makeLogArchive } from '../archive/log-archive.js';
import { makeCommitWriter } from './commit.js';
import { openDatabase } from './database.js';
import { makeDiscrepancies } from './discrepancies.js';
import { makeErasures } from './erasures.js';
import { makeFacts } from './facts.js';
import { DatabaseUnusable, isUnusable, translated, unavailable } from './failures.js';
import { lockFolder } from './folder-lock.js';
import { makeGroupCommit } from './group-commit.js';
import { makeHistory } from './history.js';
import { makeLeases } from './leases.js';
import { makeLessons } from './lessons.js';
import { makeList } from './list.js';
import { makeListeners } from './listeners.js';
import { makeNumbers } from './numbers.js';
import { makePieces } from './pieces.js';
import { makePlaces } from './places.js';
import { makePruner } from './prune.js';
import { makeReaders } from './readers.js';
import { makeReads } from './reads.js';
import { leaseTable, migrate } from './schema.js';
import { makeScrub } from './scrub.js';
import { makeSearch } from './search.js';
import { makeSearchIndex } from './search-rows.js';

export interface EmbeddedOptions {
  /** For leases and for how long requests are kept; the machine's when absent. */
  readonly clock?: Clock;
  /** Told of what is wrong but not fatal, such as a listener that fails. */
  readonly warn?: (message: string) => void;
}

/** What was kept long enough is looked for after so many writes: it goes faster than it can come. */
const pruneEvery = 250;

/**
 * The store of one process: a database in `dataDir`, which is made when it is not there. What it says is committed
 * survives the loss of power. Throws `DataFolderInUse` while another has the folder, `DatabaseUnusable` for a file that
 * is no database and for a folder that it cannot make or write, and `document-too-new` for one that a newer version
 * made. The turns that ran when the store was closed, or its process killed, are there to be taken over at once.
 */
export async function openEmbeddedStore(dataDir: string, options: EmbeddedOptions = {}): Promise<ConversationStore> {
  const file = join(dataDir, 'colloquy.db');
  let release = () => {};
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    ({ release } = lockFolder(dataDir));
    const db = openDatabase(file);
    try {
      return makeStore(db, makeLogArchive(folderBlobs(join(dataDir, 'archive'))), options, release);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    release();
    throw isUnusable(error) ? new DatabaseUnusable(file, { cause: error }) : error;
  }
}

function makeStore(
  db: Database.Database,
  archive: Archive,
  options: EmbeddedOptions,
  release: () => void,
): ConversationStore {
  const { clock = Date, warn = () => undefined } = options;
  migrate(db);
  db.exec(leaseTable);
  const secret = secretOf(db);
  const reads = makeReads(db);
  const list = makeList(db);
  const leases = makeLeases(db, clock);
  const lessons = makeLessons(db, clock);
  const searchIndex = makeSearchIndex(db);
  const apply = makeCommitWriter(db, leases, lessons, searchIndex);
  const prune = makePruner(db, clock);
  const pieces = makePieces(db, clock, reads.turn);
  const listeners = makeListeners(warn);
  const group = makeGroupCommit(db);
  const scrub = makeScrub(db);
  const takeRoom = makeTakeRoom(db);
  let writes = 0;
  let failed = false;
  prune();
  // What the process before may have left there that is erased by now.
  scrub.emptyLog();

  async function read<T>(look: () => T): Promise<T> {
    if (!db.open) throw unavailable();
    try {
      return look();
    } catch (error) {
      throw translated(error);
    }
  }

  async function write<T>(work: (undo: () => void) => T): Promise<T> {
    if (!db.open) throw unavailable();
    try {
      return await group.write(work);
    } catch (error) {
      if (isFault(error, 'store-unavailable')) failed = true;
      throw error;
    }
  }

  /** After a write that failed: throws until the disk takes some bytes, which a look for leases does not need. */
  async function expectRoom(): Promise<void> {
    if (!failed) return;
    await write(takeRoom);
    failed = false;
  }

  /** A write that adds; room is made beside it, and when that fails, the next time does as well. */
  function add<T>(work: (undo: () => void) => T): Promise<T> {
    if (++writes % pruneEvery === 0) write(prune).catch(() => undefined);
    return write(work);
  }

  return {
    kind: 'embedded',
    history: makeHistory(db, clock, read),
    archive,
    numbers: { ...makeNumbers(db, read), ...makeFacts(db, read, write) },
    erasures: makeErasures(db, clock, {
      read,
      write,
      scrub,
      places: makePlaces(db, leases, lessons, searchIndex, read, write),
      tell: (tenantId, conversationId) => listeners.tell(tenantId, [conversationId]),
    }),
    search: makeSearch(db, { read, write }, searchIndex),
    async commit(commit) {
      const refusal = await add((undo) => {
        const reason = apply(commit);
        if (reason !== undefined) undo();
        return reason;
      });
      if (refusal === undefined) {
        const { tenantId, conversations } = commit;
        listeners.tell(
          tenantId,
          conversations.map(({ conversation }) => conversation.id),
        );
      }
      return refusal;
    },
    conversation: (tenantId, id) => read(() => reads.conversation(tenantId, id)),
    conversationsById: (tenantId, ids) => read(() => ids.flatMap((id) => reads.conversation(tenantId, id) ?? [])),
    openConversation: (tenantId, userId, channel) => read(() => reads.openConversation(tenantId, userId, channel)),
    conversations: (tenantId, query) => read(() => list(tenantId, query)),
    entries: (query) => read(() => reads.entries(query)),
    moving: (before, limit) => read(() => reads.moving(before, limit)),
    uploading: (before, limit) => read(() => reads.uploading(before, limit)),
    nextTenant: (after) => read(() => reads.nextTenant(after)),
    request: (tenantId, requestId) => read(() => reads.request(tenantId, requestId)),
    turn: (tenantId, turnId) => read(() => reads.turn(tenantId, turnId)),
    newestTurn: (tenantId, conversationId) => read(() => reads.newestTurn(tenantId, conversationId)),
    turns: (tenantId, conversationId, after, limit) => read(() => reads.turns(tenantId, conversationId, after, limit)),
    queuedTurns: (tenantId, conversationId, limit) => read(() => reads.queuedTurns(tenantId, conversationId, limit)),
    dueSummaries: (now, limit) => read(() => reads.dueSummaries(now, limit)),
    renewLease: (turn, leaseMs) => write(() => leases.renew(turn, leaseMs)),
    handOver: (turn) => write(() => leases.handOver(turn)),
    stopping: (worker) => read(() => leases.stopping(worker)),
    savePiece: (turn, piece) => add(() => pieces.save(turn, piece)),
    pieces: (turn, after, limit) => read(() => pieces.list(turn, after, limit)),
    follow: (followed) => read(() => pieces.follow(followed)),
    dropPieces: (turn) => write(() => pieces.drop(turn)),
    ...makeReaders(clock),
    takeExpired: async (worker, leaseMs, limit) => {
      await expectRoom();
      return write(() => leases.takeExpired(worker, leaseMs, limit));
    },
    takeLessons: async (_, leaseMs, limit) => {
      // Nothing is due nearly always, and a look costs no transaction.
      if ((await read(() => lessons.count())).waiting === 0) return [];
      return write(() => lessons.take(leaseMs, limit));
    },
    dropLesson: (lesson) => write(() => lessons.drop(lesson)),
    putBackLesson: (lesson, ms) => write(() => lessons.putBack(lesson, ms)),
    reviveLessons: () => write(() => lessons.revive()),
    countLessons: () => read(() => lessons.count()),
    discrepancies: makeDiscrepancies(db, read),
    watch: (listener) => read(() => listeners.add(listener)),
    secret: () => read(() => Uint8Array.from(secret)),
    async close() {
      if (!db.open) return;
      listeners.clear();
      group.flush();
      db.close();
      scrub.close();
      release();
    },
  };
}

/** Writes what a message may need, and takes it back. */
function makeTakeRoom(db: Database.Database): () => void {
  const take = db.prepare(`INSERT INTO meta (key, value) VALUES ('room', zeroblob(65536))`);
  const giveBack = db.prepare(`DELETE FROM meta WHERE key = 'room'`);
  return () => {
    take.run();
    giveBack.run();
  };
}

function secretOf(db: Database.Database): Uint8Array {
  db.prepare(`INSERT OR IGNORE INTO meta (key, value) VALUES ('secret', ?)`).run(randomBytes(32));
  const row = db.prepare<[], { value: Uint8Array }>(`SELECT value FROM meta WHERE key = 'secret'`).get();
  if (!row) throw new Error('the store has no secret');
  return row.value;
}
