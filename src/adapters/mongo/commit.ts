import { type ClientSession, type MongoClient, ObjectId } from 'mongodb';
import type { Commit, ConversationWrite, Refusal, TurnWrite } from '../../domain/ports.js';
import { soughtEntries } from '../../domain/search.js';
import { wordsVersion } from '../words/english.js';
import { readMs, within } from './client.js';
import type { Collections } from './collections.js';
import { fromLesson, fromRequest, version } from './documents.js';
import { classify, translated, unavailable } from './failures.js';
import { leaseOf } from './leases.js';
import { fromConversation, fromEntry } from './log-documents.js';
import { occurrenceDocuments } from './occurrences.js';
import { claim, claimOf, conversationById, entriesBetween, entryAt, requestById, scope } from './queries.js';
import { fromSought } from './search-documents.js';
import { type TransactionLimits, transact, transactionLimits } from './transaction.js';
import { fromTurn } from './turn-documents.js';
import { theTurn } from './turn-queries.js';

/** How often a commit whose outcome is unknown is looked for and, when it is not there, made again. */
const maxRounds = 3;

/**
 * Commits as the port says. One transaction; its first write to a conversation moves the head from the revision it was
 * decided on, which makes the head the lock of everything else. All a conversation's documents are on one shard.
 */
export function makeCommit(
  client: MongoClient,
  collections: Collections,
  limits: TransactionLimits = transactionLimits,
): (commit: Commit) => Promise<Refusal | undefined> {
  const { conversations, entries, turns, requests, claims, lessons, occurrences, searchMessages } = collections;

  /**
   * In the order in which a refusal is reported. A unique index that collides ends the transaction at the server: which
   * step it was says what was taken.
   */
  async function write(commit: Commit, session: ClientSession): Promise<Refusal | undefined> {
    const { id, tenantId, request, turns: turnWrites = [], lessons: learned = [] } = commit;
    const recordedAt = new Date();
    if (request) {
      const document = fromRequest(request, tenantId, id);
      if (await taken(() => requests.insertOne(document, within(session)))) return 'request-taken';
    }
    for (const part of commit.conversations) {
      if (!(await moveHead(part, id, recordedAt, session))) return 'stale';
    }
    if (turnWrites.length > 0 && !(await moveTurns(turnWrites, session))) return 'stale';
    await supersede(commit.conversations, session);
    const lines = commit.conversations.flatMap((part) =>
      part.entries.map((entry) => fromEntry(entry, { tenantId, id: part.conversation.id }, id)),
    );
    if (lines.length > 0 && (await taken(() => entries.insertMany(lines, within(session))))) return 'stale';
    for (const part of commit.conversations) await moveLog(part, id, session);
    for (const part of commit.conversations) await uncount(part, session);
    const counted = occurrenceDocuments(commit, recordedAt);
    if (counted.length > 0) await occurrences.insertMany(counted, within(session));
    await moveIndex(commit.conversations, session);
    if (learned.length > 0) await lessons.insertMany(learned.map(fromLesson), within(session));
    return (await moveClaims(commit, session)) ? undefined : 'open-taken';
  }

  async function moveHead(
    part: ConversationWrite,
    commitId: string,
    recordedAt: Date,
    session: ClientSession,
  ): Promise<boolean> {
    const { conversation, statusBefore } = part;
    const { tenantId, id, revision, lastSeq } = conversation;
    if (!follows(part)) return false;
    const document = fromConversation({ ...conversation, revision: revision + 1 }, commitId, recordedAt);
    const lastBefore = lastSeq - part.entries.length;
    if (statusBefore === undefined) {
      const fresh = revision === 0 && lastSeq === part.entries.length;
      const indexed = { version: wordsVersion, through: lastSeq };
      return fresh && !(await taken(() => conversations.insertOne({ ...document, indexed }, within(session))));
    }
    const { filter } = conversationById(tenantId, id);
    const before = { ...filter, revision, lastSeq: lastBefore };
    // What the index had followed to the end it follows to the new end.
    const followed = { $and: [{ $eq: ['$indexed.through', lastBefore] }, { $ne: [lastBefore, lastSeq] }] };
    const indexed = { $cond: [followed, { version: '$indexed.version', through: lastSeq }, '$indexed'] };
    const update = [{ $replaceWith: { $mergeObjects: [{ _id: '$_id' }, { $literal: document }, { indexed }] } }];
    return (await conversations.updateOne(before, update, within(session))).matchedCount === 1;
  }

  /**
   * One command for all of them: new turns and old ones, with or without a lease. A new one is an upsert whose filter
   * matches no stored turn.
   */
  async function moveTurns(parts: readonly TurnWrite[], session: ClientSession): Promise<boolean> {
    const operations = parts.map(({ turn, from, leaseMs }) => {
      const before = from === 'new' ? { attempt: -1 } : { status: from.status, attempt: from.attempt };
      const document = { $mergeObjects: [{ $literal: fromTurn(turn) }, leaseOf(turn, leaseMs)] };
      const update = [{ $replaceWith: document }];
      return { updateOne: { filter: { ...theTurn(turn), ...before }, update, upsert: from === 'new' } };
    });
    let moved = 0;
    const collided = await taken(async () => {
      const done = await turns.bulkWrite(operations, within(session));
      moved = done.matchedCount + done.upsertedCount;
    });
    return !collided && moved === parts.length;
  }

  /** To the archive and back. The head, which is this commit's, keeps others from moving the same entries. */
  async function moveLog(part: ConversationWrite, commitId: string, session: ClientSession): Promise<void> {
    const { tenantId, id } = part.conversation;
    const { removed, returned = [] } = part;
    if (removed) await entries.deleteMany(entriesBetween(tenantId, id, removed).filter, within(session));
    const [first, last] = [returned[0], returned.at(-1)];
    if (!first || !last) return;
    const there = entriesBetween(tenantId, id, { after: first.seq - 1, through: last.seq });
    const found = entries.find(there.filter, { ...within(session), limit: there.limit, projection: { seq: 1 } });
    const seqs = new Set((await found.toArray()).map(({ seq }) => seq));
    const missing = returned
      .filter(({ seq }) => !seqs.has(seq))
      .map((entry) => fromEntry(entry, { tenantId, id }, commitId));
    if (missing.length > 0) await entries.insertMany(missing, within(session));
  }

  async function uncount({ conversation, recounted }: ConversationWrite, session: ClientSession): Promise<void> {
    const ids = recounted?.wrong.map(({ id }) => new ObjectId(id)) ?? [];
    const those = { ...scope(conversation.tenantId), conversationId: conversation.id, _id: { $in: ids } };
    if (ids.length > 0) await occurrences.deleteMany(those, within(session));
  }

  /** The one change to what is in a log. */
  async function supersede(parts: readonly ConversationWrite[], session: ClientSession): Promise<void> {
    const operations = parts.flatMap(({ conversation: { tenantId, id }, superseded = [] }) => {
      const filter = { ...scope(tenantId), conversationId: id, seq: { $in: [...superseded] }, hasMessage: true };
      const update = { $set: { 'message.status': 'SUPERSEDED' as const } };
      return superseded.length === 0 ? [] : [{ updateMany: { filter, update } }];
    });
    if (operations.length > 0) await entries.bulkWrite(operations, within(session));
  }

  /** What searches find from now on, and what no more. */
  async function moveIndex(parts: readonly ConversationWrite[], session: ClientSession): Promise<void> {
    const found = parts.flatMap((part) => soughtEntries(part).map((entry) => fromSought(part.conversation, entry)));
    if (found.length > 0) await searchMessages.insertMany(found, within(session));
    for (const { conversation, superseded = [] } of parts) {
      const { tenantId, id: conversationId } = conversation;
      const those = { ...scope(tenantId), conversationId, seq: { $in: [...superseded] } };
      if (superseded.length > 0) await searchMessages.deleteMany(those, within(session));
    }
  }

  /** First all that is given up, then all that is taken: a claim may pass from one conversation to another. */
  async function moveClaims({ tenantId, conversations: parts }: Commit, session: ClientSession): Promise<boolean> {
    const isOpen = ({ conversation }: ConversationWrite) => conversation.status === 'ACTIVE';
    const wasOpen = ({ statusBefore }: ConversationWrite) => statusBefore === 'ACTIVE';
    for (const part of parts.filter((one) => wasOpen(one) && !isOpen(one))) {
      await claims.deleteOne(claimOf(tenantId, part.conversation), within(session));
    }
    for (const { conversation } of parts.filter((one) => isOpen(one) && !wasOpen(one))) {
      const _id = claim(tenantId, conversation);
      const document = { _id, v: version, ...scope(tenantId), conversationId: conversation.id };
      if (await taken(() => claims.insertOne(document, within(session)))) return false;
    }
    return true;
  }

  /**
   * Whether this commit is there already: an earlier try of it whose answer was lost. Read so that what is seen is
   * durable and nothing that was acknowledged is missed. What never changes once written is the better witness.
   */
  async function isDone(commit: Commit): Promise<boolean> {
    const { id, tenantId, request } = commit;
    const options = {
      readConcern: { level: 'linearizable' as const },
      projection: { commitId: 1 as const },
      maxTimeMS: readMs,
    };
    if (request) {
      const { filter } = requestById(tenantId, request.requestId);
      return (await requests.findOne(filter, options))?.commitId === id;
    }
    for (const { conversation, entries: lines } of commit.conversations) {
      const [line] = lines;
      if (!line) continue;
      const { filter } = entryAt(tenantId, conversation.id, line.seq);
      return (await entries.findOne(filter, options))?.commitId === id;
    }
    for (const { conversation } of commit.conversations) {
      const { filter } = conversationById(tenantId, conversation.id);
      return (await conversations.findOne(filter, options))?.commitId === id;
    }
    return false;
  }

  /** What a commit that lost to others whenever it was tried has lost to; undefined where that is not to be seen. */
  async function lostTo({ tenantId, request, conversations: parts }: Commit): Promise<Refusal | undefined> {
    const limit = { projection: { _id: 1 as const }, maxTimeMS: readMs };
    if (request && (await requests.findOne(requestById(tenantId, request.requestId).filter, limit))) {
      return 'request-taken';
    }
    for (const { conversation } of parts) {
      const { filter } = conversationById(conversation.tenantId, conversation.id);
      const head = await conversations.findOne(filter, { projection: { revision: 1 }, maxTimeMS: readMs });
      if ((head?.revision ?? 0) !== conversation.revision) return 'stale';
    }
    for (const { conversation, statusBefore } of parts) {
      if (conversation.status !== 'ACTIVE' || statusBefore === 'ACTIVE') continue;
      const holder = await claims.findOne({ _id: claim(tenantId, conversation) }, { maxTimeMS: readMs });
      const passes = parts.some((part) => part.conversation.id === holder?.conversationId);
      if (holder && !passes) return 'open-taken';
    }
    return undefined;
  }

  async function once(commit: Commit): Promise<Refusal | undefined> {
    const refusal = await transact(
      client,
      async (session) => {
        const result = await write(commit, session);
        return { commit: result === undefined, result };
      },
      limits,
    );
    // With a request id that was free, no earlier try of this commit can be there.
    const mayBeOurs = refusal === 'request-taken' || (refusal !== undefined && !commit.request);
    return mayBeOurs && (await isDone(commit)) ? undefined : refusal;
  }

  return async (commit) => {
    const until = performance.now() + limits.deadlineMs;
    for (let round = 1; ; round++) {
      try {
        return await once(commit);
      } catch (error) {
        const failure = classify(error, 'write');
        const late = round >= maxRounds || performance.now() >= until;
        try {
          if (failure === 'conflict') {
            const refusal = await lostTo(commit);
            if (refusal === undefined) throw unavailable(error);
            return (await isDone(commit)) ? undefined : refusal;
          }
          if (failure !== 'unknown' || late) throw error;
          if (await isDone(commit)) return undefined;
        } catch (second) {
          throw translated(second, 'write');
        }
      }
    }
  };
}

/** Its entries follow each other, and the head stands at the last of them. */
function follows({ conversation, entries }: ConversationWrite): boolean {
  const first = conversation.lastSeq - entries.length + 1;
  return entries.every(({ seq }, i) => seq === first + i);
}

/** Whether a unique index refused the write. */
async function taken(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if (classify(error, 'write') === 'duplicate') return true;
    throw error;
  }
}
