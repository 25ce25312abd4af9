import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Binary, type MongoClient } from 'mongodb';
import type { Archive } from '../../domain/archive.js';
import type { Commit, ConversationStore } from '../../domain/ports.js';
import { makeLogArchive } from '../archive/log-archive.js';
import { archiveFiles } from './archive-files.js';
import { watchStream } from './change-stream.js';
import { type Changes, makeChanges } from './changes.js';
import { connect, durable, type OnClient, readMs, writeMs } from './client.js';
import { type Collections, collectionsOf } from './collections.js';
import { makeCommit } from './commit.js';
import { makeDiscrepancies } from './discrepancies.js';
import { type MetaDocument, toRequest, version } from './documents.js';
import { makeErasures } from './erasures.js';
import { makeFacts } from './facts.js';
import { classify, guarded, translated, unavailable } from './failures.js';
import { makeHistory } from './history.js';
import { makeLeases } from './leases.js';
import { makeLessons } from './lessons.js';
import { toConversation, toEntry } from './log-documents.js';
import { makeNumbers } from './numbers.js';
import { inspectServer, prepare } from './opening.js';
import { makePieces } from './pieces.js';
import { makePlaces } from './places.js';
import {
  archiveUploads,
  conversationById,
  conversations,
  conversationsByIds,
  conversationsToSummarize,
  entries,
  firstConversation,
  movingArchives,
  openConversation,
  requestById,
} from './queries.js';
import { all, one } from './read.js';
import { makeReaders } from './readers.js';
import { makeSearch } from './search.js';
import { toTurn } from './turn-documents.js';
import { newestTurn, queuedTurns, turnById, turnsAfter } from './turn-queries.js';

export interface MongoStoreOptions {
  /** Also carries what a deployment sets of pool, limits, TLS and credentials. */
  readonly uri: string;
  readonly database: string;
  /** Told of what is wrong but not fatal, such as a missing index that is only about speed. */
  readonly warn?: (message: string) => void;
  /** Gets each of the driver's clients before it connects, to listen to its events. */
  readonly onClient?: OnClient;
}

/** How long `close` waits for commits. */
const closeMs = 5_000;

/**
 * Connects, makes a fresh database or checks an existing one, and serves it. Throws `store-unavailable` when no server
 * can be reached, `TransactionsUnsupported`, `IndexesMissing`, and `document-too-new` for what a newer version made.
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<ConversationStore> {
  const { uri, database, warn = () => undefined, onClient } = options;
  const client = await guarded('read', () => connect(uri, onClient));
  try {
    const db = durable(client, database);
    const server = await inspectServer(client);
    if (server.problem) throw server.problem;
    if (server.warning !== undefined) warn(server.warning);
    const collections = collectionsOf(db);
    await prepare(db, collections, warn);
    const changes = makeChanges(watchStream(uri, database, onClient), warn);
    return makeStore(client, collections, changes, makeLogArchive(archiveFiles(db, collections)));
  } catch (error) {
    await client.close();
    throw translated(error, 'read');
  }
}

function makeStore(
  client: MongoClient,
  collections: Collections,
  changes: Changes,
  archive: Archive,
): ConversationStore {
  const { conversations: heads, entries: lines, turns, requests, meta } = collections;
  const commit = makeCommit(client, collections);
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  async function secret(): Promise<Uint8Array> {
    const stored = await readSecret();
    if (stored) return stored;
    const fresh: MetaDocument = { _id: 'secret', v: version, bytes: new Binary(randomBytes(32)) };
    try {
      await meta.insertOne(fresh, { maxTimeMS: writeMs });
    } catch (error) {
      if (classify(error, 'write') !== 'duplicate') throw error;
    }
    const kept = await readSecret();
    if (!kept) throw unavailable(new Error('the secret is not there after it was written'));
    return kept;
  }

  async function readSecret(): Promise<Uint8Array | undefined> {
    const stored = await meta.findOne({ _id: 'secret' }, { maxTimeMS: readMs });
    return stored?.bytes ? Uint8Array.from(stored.bytes.value()) : undefined;
  }

  return {
    kind: 'mongodb',
    history: makeHistory(collections),
    archive,
    numbers: { ...makeNumbers(collections), ...makeFacts(collections) },
    search: makeSearch(client, collections),
    erasures: makeErasures(client, collections, makePlaces(collections)),
    async commit(what: Commit) {
      if (closed) throw unavailable(new Error('the store is closed'));
      const answer = commit(what).finally(() => underWay.delete(answer));
      underWay.add(answer);
      return answer;
    },
    conversation: (tenantId, id) => one(heads, conversationById(tenantId, id), toConversation),
    conversationsById: (tenantId, ids) => all(heads, conversationsByIds(tenantId, ids), toConversation),
    openConversation: (tenantId, userId, channel) =>
      one(heads, openConversation(tenantId, userId, channel), toConversation),
    conversations: (tenantId, query) => all(heads, conversations(tenantId, query), toConversation),
    entries: (query) => all(lines, entries(query), toEntry),
    moving: (before, limit) => all(heads, movingArchives(before, limit), toConversation),
    uploading: (before, limit) => all(heads, archiveUploads(before, limit), toConversation),
    nextTenant: (after) => one(heads, firstConversation(after), ({ tenantId }) => tenantId),
    request: (tenantId, requestId) => one(requests, requestById(tenantId, requestId), toRequest),
    turn: (tenantId, turnId) => one(turns, turnById(tenantId, turnId), toTurn),
    newestTurn: (tenantId, conversationId) => one(turns, newestTurn(tenantId, conversationId), toTurn),
    turns: (tenantId, conversationId, after, limit) =>
      all(turns, turnsAfter(tenantId, conversationId, after, limit), toTurn),
    queuedTurns: (tenantId, conversationId, limit) => all(turns, queuedTurns(tenantId, conversationId, limit), toTurn),
    dueSummaries: async (now, limit) =>
      // In order of their time: those that are not due yet come last.
      (await all(heads, conversationsToSummarize(limit), toConversation))
        .filter(({ summaryDueAt = now }) => summaryDueAt <= now)
        .map(({ tenantId, id: conversationId }) => ({ tenantId, conversationId })),
    ...makeLeases(collections),
    ...makePieces(collections),
    ...makeReaders(collections),
    ...makeLessons(collections),
    discrepancies: makeDiscrepancies(collections),
    watch: changes.watch,
    secret: () => guarded('write', secret),
    async close() {
      closed = true;
      // What is cut off has an unknown outcome: commits that are under way get the time to end.
      await Promise.race([Promise.allSettled(underWay), delay(closeMs, undefined, { ref: false })]);
      await Promise.all([changes.close(), client.close()]);
    },
  };
}
