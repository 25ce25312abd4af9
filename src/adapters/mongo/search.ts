import type { MongoClient } from 'mongodb';
import type { Conversation } from '../../domain/conversation.js';
import type { Entry } from '../../domain/entry.js';
import type { ConversationFilter } from '../../domain/ports.js';
import { mostCounted } from '../../domain/relevance.js';
import {
  type CatchUp,
  type Look,
  type Looked,
  type Match,
  type Place,
  type Search,
  soughtEntries,
} from '../../domain/search.js';
import { countsIn } from '../../domain/wanted.js';
import { tokenize, wordsVersion } from '../words/english.js';
import { readMs, within, writeMs } from './client.js';
import type { Collections } from './collections.js';
import { version } from './documents.js';
import { guarded } from './failures.js';
import type { ConversationDocument } from './log-documents.js';
import { conversationById, conversationsById, scope } from './queries.js';
import { all, one } from './read.js';
import { fromSought, type SearchDocument, termsOf, toIndexRow, userTerm } from './search-documents.js';
import {
  conversationsFrom,
  conversationsThat,
  indexedMessages,
  messagesFound,
  messagesWith,
  nextIndexed,
  type Position,
} from './search-queries.js';
import { transact } from './transaction.js';

/** Documents that are read in one go. */
const batch = 250;
/** After so long a look ends with what it has. */
const lookMs = 500;

/** The port's search over terms of our own: an index that any server since 5.0 keeps, on one shard for each conversation. */
export function makeSearch(client: MongoClient, collections: Collections): Search {
  const { conversations, searchMessages: messages, meta } = collections;

  /** From the index alone. */
  function countOf(tenantId: string, term: string): Promise<number> {
    const { filter, limit } = messagesWith(tenantId, term);
    return guarded('read', () => messages.countDocuments(filter, { limit, maxTimeMS: readMs }));
  }

  /** The terms that a message must have, the rarest first. */
  async function seedsOf(tenantId: string, { wanted, filter }: Look): Promise<string[]> {
    const terms = new Set(wanted.all.flatMap(termsOf));
    if (filter.userId !== undefined) terms.add(userTerm(filter.userId));
    if (terms.size === 1) return [...terms];
    const counted = await Promise.all([...terms].map(async (term) => [await countOf(tenantId, term), term] as const));
    return counted.sort(([a], [b]) => a - b).map(([, term]) => term);
  }

  async function look(tenantId: string, asked: Look): Promise<Looked> {
    const began = performance.now();
    let below = asked.below === undefined ? undefined : positionOf(asked.below);
    let top = asked.below;
    const terms = await seedsOf(tenantId, asked);
    const floor = asked.downTo === undefined ? {} : { downTo: positionOf(asked.downTo) };
    const letsIn = makeGate(tenantId, asked.filter);
    const matches: Match[] = [];
    for (;;) {
      const bounds = { ...(below ? { below } : {}), ...floor };
      const lookup = messagesFound(tenantId, terms, asked, bounds, batch);
      const found = await all(messages, lookup, (document) => document, looked);
      top ??= placeAbove(found[0]);
      const counted = found.map((document) => ({ document, counts: countsIn(document, asked.wanted) }));
      const those = counted.filter(({ counts }) => counts).map(({ document }) => document.conversationId);
      const open = await letsIn(those);
      for (const { document, counts } of counted) {
        const { conversationId, seq, length, at } = document;
        if (!counts || !open.has(conversationId)) continue;
        matches.push({ conversationId, seq, length, counts });
        if (matches.length === asked.limit) {
          return { matches, top, next: placeOf({ at: at.getTime(), conversationId, seq }) };
        }
      }
      const last = found.at(-1);
      if (found.length < batch || !last) return { matches, top };
      below = { at: last.at.getTime(), conversationId: last.conversationId, seq: last.seq };
      if (performance.now() - began > lookMs) return { matches, top, next: placeOf(below) };
    }
  }

  /** Which of some conversations a filter lets in; each is asked for once. */
  function makeGate(tenantId: string, filter: ConversationFilter) {
    const known = new Map<string, boolean>();
    const anything = Object.keys(filter).length === 0;
    return async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
      if (anything) return new Set(ids);
      const fresh = [...new Set(ids)].filter((id) => !known.has(id));
      if (fresh.length > 0) {
        const open = new Set(
          await all(conversations, conversationsThat(tenantId, fresh, filter), (head) => head.conversationId, {
            conversationId: 1,
          }),
        );
        for (const id of fresh) known.set(id, open.has(id));
      }
      return new Set(ids.filter((id) => known.get(id)));
    };
  }

  async function index(head: Conversation, after: number, entries: readonly Entry[]): Promise<boolean> {
    const last = entries.at(-1);
    const through = last?.seq ?? after;
    const { tenantId, id, revision } = head;
    const documents = soughtEntries({ entries }).map((entry) => fromSought(head, entry));
    return transact(client, async (session) => {
      const { filter } = conversationById(tenantId, id);
      const stored = await conversations.findOne({ ...filter, revision }, { ...within(session), projection: indexed });
      if (!stored) return { commit: false, result: false };
      const reached = throughOf(stored);
      const now = after <= reached ? { version: wordsVersion, through: Math.max(reached, through) } : stored.indexed;
      // The head is the lock of its log. A server writes nothing where nothing is changed, and locks nothing then.
      const set = now ? { $set: { indexed: now } } : {};
      const there = { ...filter, revision };
      const changed = { ...filter, revision: revision + 1 };
      await conversations.bulkWrite(
        [
          { updateOne: { filter: there, update: { $inc: { revision: 1 }, ...set } } },
          { updateOne: { filter: changed, update: { $inc: { revision: -1 } } } },
        ],
        within(session),
      );
      // What is beyond the log's end is no part of it.
      const bounds = through >= head.lastSeq ? { after } : { after, through };
      const { filter: those } = indexedMessages(tenantId, id, bounds, 0);
      await messages.deleteMany(those, within(session));
      if (documents.length > 0) await messages.insertMany(documents, within(session));
      return { commit: true, result: true };
    });
  }

  return {
    tokenize,
    version: wordsVersion,
    found: (tenantId, { all: parts }) =>
      Promise.all(
        parts.map(async (part) =>
          Math.min(mostCounted, ...(await Promise.all(termsOf(part).map((term) => countOf(tenantId, term))))),
        ),
      ),
    look,
    rows: ({ tenantId, id, userId }, after, limit) =>
      all(messages, indexedMessages(tenantId, id, { after }, limit), (found) => toIndexRow(userId, found)),
    index: (head, after, entries) => guarded('write', () => index(head, after, entries)),
    followed: (after, limit, tenantId) => {
      const from = after ?? { tenantId: '', conversationId: '' };
      const lookup =
        tenantId === undefined
          ? conversationsFrom(from, limit)
          : conversationsById(tenantId, from.conversationId, limit);
      return all(conversations, lookup, toFollowed, { tenantId: 1, conversationId: 1, lastSeq: 1, indexed: 1 });
    },
    nextIndexed: (tenantId, afterId) => one(messages, nextIndexed(tenantId, afterId), (found) => found.conversationId),
    async forget(tenantId, conversationId, limit) {
      const lookup = indexedMessages(tenantId, conversationId, { after: 0 }, limit);
      const seqs = await all(messages, lookup, ({ seq }) => seq, { seq: 1 });
      const filter = { ...scope(tenantId), conversationId, seq: { $in: seqs } };
      if (seqs.length > 0) await guarded('write', () => messages.deleteMany(filter, { maxTimeMS: writeMs }));
      return seqs.length;
    },
    count: (tenantId, conversationId) =>
      guarded('read', () => messages.countDocuments({ ...scope(tenantId), conversationId }, { maxTimeMS: readMs })),
    catchUp: () =>
      guarded('read', async (): Promise<CatchUp> => {
        const stored = await meta.findOne({ _id: 'search' }, { maxTimeMS: readMs });
        return stored?.state === undefined ? { version: wordsVersion, done: false } : JSON.parse(stored.state);
      }),
    saveCatchUp: (state) =>
      guarded('write', async () => {
        const set = { $set: { v: version, state: JSON.stringify(state) } };
        await meta.updateOne({ _id: 'search' }, set, { upsert: true, maxTimeMS: writeMs });
      }),
  };
}

const looked = { _id: 0, conversationId: 1, seq: 1, at: 1, length: 1, stems: 1, forms: 1 } as const;
const indexed = { indexed: 1, lastSeq: 1 } as const;

function positionOf(place: Place): Position {
  return JSON.parse(place);
}

function placeOf(position: Position): Place {
  return JSON.stringify(position);
}

/** Of a look's newest message: what comes later is above, unless the clocks of processes differ. */
function placeAbove(newest: SearchDocument | undefined): Place {
  if (!newest) return placeOf({ at: 0, conversationId: '', seq: 0 });
  return placeOf({ at: newest.at.getTime(), conversationId: newest.conversationId, seq: newest.seq + 1 });
}

function throughOf({ indexed }: Pick<ConversationDocument, 'indexed'>): number {
  return indexed?.version === wordsVersion ? indexed.through : 0;
}

function toFollowed(document: ConversationDocument) {
  const { tenantId, conversationId, lastSeq } = document;
  return { tenantId, conversationId, lastSeq, through: throughOf(document) };
}
