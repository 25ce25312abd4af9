import type { Archive } from './archive.js';
import type { Conversation } from './conversation.js';
import type { ConversationStatus, Entry, OwnerKind, Stage } from './entry.js';
import type { Erasures } from './erasure.js';
import type { History } from './history.js';
import type { Fact, Lesson, MemoryOwner, Recalled, Remembered } from './memory.js';
import type { Message } from './message.js';
import type { Miscount, Numbers } from './numbers.js';
import type { Search } from './search.js';
import type { Unsummarized } from './summary.js';
import type { AgentEvent, Piece, Turn } from './turn.js';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export interface Ids {
  /** A new id, unique everywhere; those of a later millisecond sort later. */
  next(): string;
}

/** What a request id stands for, kept so that a repeat finds it: at least 24 hours. */
export interface KeptRequest {
  readonly requestId: string;
  /** Of the request's content; the same id with another hash is another request. */
  readonly hash: string;
  readonly conversationId: string;
  /** The turn, or the message, that it made; empty for one that made a conversation alone. */
  readonly resultId: string;
  /** `seq` of the message that it brought into a turn. */
  readonly messageSeq?: number;
  readonly keptUntil: number;
}

/** A change to a turn, refused unless the stored turn is where `from` says. */
export interface TurnWrite {
  readonly turn: Turn;
  /** What the ledger must hold; `new`: no such turn yet. */
  readonly from: 'new' | { readonly status: Turn['status']; readonly attempt: number };
  /** For a turn that RUNS after this write: its lease, from the store's own clock on. */
  readonly leaseMs?: number;
}

/** One conversation's part of a commit. */
export interface ConversationWrite {
  /** The head after; its `revision` is the one before: the store raises it. */
  readonly conversation: Conversation;
  /** The status before; absent when this write opens the conversation. */
  readonly statusBefore?: ConversationStatus;
  /** New entries, in order, the first at the stored head's `lastSeq` + 1. */
  readonly entries: readonly Entry[];
  /** `seq`s of stored entries whose message is SUPERSEDED from now on: what the new entries' changes say of it. */
  readonly superseded?: readonly number[];
  /** Stored entries that leave, of a log that is in the archive: those after one seq up to another. */
  readonly removed?: { readonly after: number; readonly through: number };
  /** Entries that come back from the archive, in order of their seqs without gaps; those that are there stay as they are. */
  readonly returned?: readonly Entry[];
  /** What is counted no more, and what is from now on: no moment that was has seen it. */
  readonly recounted?: Miscount;
}

/**
 * All that is written at once: everything of it, durable, or nothing. A store keeps, at all times: at most one ACTIVE
 * conversation for each (tenant, user, channel); at most one entry for each (tenant, conversation, seq); at most one
 * record for each (tenant, request id).
 */
export interface Commit {
  /** Fresh for each commit: the same id again, with nothing in between, is the same commit. */
  readonly id: string;
  readonly tenantId: string;
  readonly conversations: readonly ConversationWrite[];
  readonly turns?: readonly TurnWrite[];
  readonly request?: KeptRequest;
  /** What is to be learned of turns that end with it; each once. */
  readonly lessons?: readonly Lesson[];
}

/** Why a commit was refused; nothing of it was written. Of several reasons the first in this order. */
export type Refusal =
  /** The request id is kept already. */
  | 'request-taken'
  /**
   * A conversation's stored revision is another, its entries do not follow the stored log, a turn is not where it
   * should be, or an id is taken.
   */
  | 'stale'
  /** The user has another open conversation on the channel. */
  | 'open-taken';

/** What is told of commits, by whatever process: a conversation changed, or any may have, unseen. */
export type StoreChange =
  | { readonly kind: 'changed'; readonly tenantId: string; readonly conversationId: string }
  | { readonly kind: 'gap' };

/** A turn that somebody follows from where it does not run. */
export interface Followed {
  readonly turn: Turn;
  /** The number of the newest piece that is known of `turn.attempt`; 0 for none. */
  readonly after: number;
}

/** Which conversation. */
export interface ConversationKey {
  readonly tenantId: string;
  readonly conversationId: string;
}

/** A page of a list that is ordered by (`lastActivityAt`, id). */
export interface ConversationQuery {
  readonly filter: ConversationFilter;
  /** Newest activity first, or oldest first. */
  readonly order: 'newest' | 'oldest';
  /** Only what comes after this one in that order. */
  readonly after?: { readonly lastActivityAt: number; readonly id: string };
  /** Ids of those that are left out. */
  readonly but?: readonly string[];
  readonly limit: number;
}

/** Fields are ANDed, the values of one ORed, absent ones ignored. */
export interface ConversationFilter {
  readonly userId?: string;
  readonly channels?: readonly string[];
  /** Absent: all but ARCHIVED. */
  readonly statuses?: readonly ConversationStatus[];
  readonly stages?: readonly Stage[];
  readonly owners?: readonly OwnerKind[];
  readonly isQualified?: boolean;
  readonly createdFrom?: number;
  /** Exclusive. */
  readonly createdTo?: number;
  /** Keys that must be there with these string values. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface EntryQuery {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly order: 'oldest' | 'newest';
  /** Exclusive bounds of `seq`. */
  readonly after?: number;
  readonly before?: number;
  /** Only entries that carry a message. */
  readonly messagesOnly: boolean;
  readonly limit: number;
}

/**
 * Conversations, their logs and their turns, durable. Every promise is per tenant: no call sees another tenant's data.
 * Calls throw `store-unavailable` when the store cannot be reached (a commit may then have happened or not; the same
 * commit again is safe and answers for the first), `document-too-new` for what a newer version wrote, `document-damaged` for a
 * head, an entry or a turn that cannot be read.
 */
export interface ConversationStore {
  readonly kind: 'embedded' | 'mongodb';
  readonly history: History;
  /** Where this store keeps archived logs. */
  readonly archive: Archive;
  readonly numbers: Numbers;
  readonly erasures: Erasures;
  readonly search: Search;
  /** Undefined when committed. The same commit twice is one. */
  commit(commit: Commit): Promise<Refusal | undefined>;
  conversation(tenantId: string, conversationId: string): Promise<Conversation | undefined>;
  /** Those of at most 500 that are there, in no order. */
  conversationsById(tenantId: string, conversationIds: readonly string[]): Promise<Conversation[]>;
  /** The ACTIVE conversation of a user on a channel. */
  openConversation(tenantId: string, userId: string, channel: string): Promise<Conversation | undefined>;
  conversations(tenantId: string, query: ConversationQuery): Promise<Conversation[]>;
  /** Of an archived conversation only what has not left the store; `withArchive` gives the whole. */
  entries(query: EntryQuery): Promise<Entry[]>;
  /**
   * Archived conversations, of all tenants, whose entries are on the move and were last moved before then; those that stand
   * still for longest first.
   */
  moving(before: number, limit: number): Promise<Conversation[]>;
  /** Conversations, of all tenants, whose first upload to the archive began before then; the longest ago first. */
  uploading(before: number, limit: number): Promise<Conversation[]>;
  /** The first tenant after that one, in the order of their ids, that has conversations. */
  nextTenant(after: string): Promise<string | undefined>;
  request(tenantId: string, requestId: string): Promise<KeptRequest | undefined>;
  turn(tenantId: string, turnId: string): Promise<Turn | undefined>;
  /** The newest turn by admission. */
  newestTurn(tenantId: string, conversationId: string): Promise<Turn | undefined>;
  /** A conversation's turns in order of admission, after the one of that `messageSeq`. */
  turns(tenantId: string, conversationId: string, after: number, limit: number): Promise<Turn[]>;
  /** Turns that wait, in order of admission. */
  queuedTurns(tenantId: string, conversationId: string, limit: number): Promise<Turn[]>;
  /** Renews the lease of a turn that runs under this attempt. */
  renewLease(turn: Turn, leaseMs: number): Promise<'held' | 'lost'>;
  /** Gives up the lease of a turn that runs under this attempt: it is over at once, and the attempt is a handover. */
  handOver(turn: Turn): Promise<void>;
  /** The turns that this worker runs and that have a `stop`. */
  stopping(worker: string): Promise<Turn[]>;
  /** Keeps a piece of the turn's present attempt; once, however often it is sent. */
  savePiece(turn: Turn, piece: Piece): Promise<void>;
  /** The pieces of the turn's present attempt after that number, in order; at most `limit`. */
  pieces(turn: Turn, after: number, limit: number): Promise<Piece[]>;
  /** For each, in the order given: the turn as it is now, and its new pieces if it runs under the same attempt. */
  follow(
    followed: readonly Followed[],
  ): Promise<readonly { readonly turn: Turn | undefined; readonly pieces: readonly Piece[] }[]>;
  /** Forgets all pieces of a turn that is over; what is never told so is forgotten after a day. */
  dropPieces(turn: Turn): Promise<void>;
  /** Makes known that a worker has readers of the turn, for `ms` from now by the store's clock; 0: that it has none. */
  attend(turn: Turn, worker: string, ms: number): Promise<void>;
  /** Whether any worker still has readers that it made known, of one turn, or of any of a conversation. */
  attended(of: { readonly tenantId: string; readonly conversationId: string; readonly id?: string }): Promise<boolean>;
  /**
   * Takes over turns that run with an expired lease, of all tenants: each comes back with `attempt` one higher and
   * `worker` as its holder, its old holder fenced off.
   */
  takeExpired(worker: string, leaseMs: number, limit: number): Promise<Turn[]>;
  /**
   * Lessons that are due, each for this worker alone for `leaseMs` from now and with `attempts` one higher; of each user the
   * earliest alone, and none while another of that user is being learned or was put back.
   */
  takeLessons(worker: string, leaseMs: number, limit: number): Promise<Lesson[]>;
  /** Forgets a lesson that was learned. */
  dropLesson(lesson: Lesson): Promise<void>;
  /**
   * Puts a lesson back, due again in `ms`; undefined: it is given up, and kept for someone to look at. Nothing happens when
   * it is another's by now.
   */
  putBackLesson(lesson: Lesson, ms: number | undefined): Promise<void>;
  /** Makes the lessons that were given up due again, as if they were new. */
  reviveLessons(): Promise<void>;
  /** How many lessons wait, and how many were given up, of all tenants; at most 1,000 are counted of each. */
  countLessons(): Promise<{ readonly waiting: number; readonly givenUp: number }>;
  /**
   * Tells of every commit from when this resolves on, by any process, soon after it; a hint to look, in no order, now and then
   * twice. `gap`: it may have missed some. The function that comes back ends it.
   */
  watch(listener: (change: StoreChange) => void): Promise<() => void>;
  /** Conversations whose `summaryDueAt` is not after `now`, of all tenants, the earliest first. */
  dueSummaries(now: number, limit: number): Promise<readonly ConversationKey[]>;
  /**
   * Where what is kept of a conversation for lists, filters and look-ups alone says something else than its head, its entries
   * and its turns; a line for each, such as `user_id is "bob", the head says "ada"`.
   */
  discrepancies(tenantId: string, conversationId: string): Promise<readonly string[]>;
  /** Random bytes, the same for all who share the store: signs tokens. */
  secret(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** All that the agent may know of a turn. */
export interface AgentInput {
  readonly tenantId: string;
  readonly turnId: string;
  readonly conversation: Conversation;
  /** The newest messages, oldest first; the last ones are the user's that the turn answers. Bounded. */
  readonly messages: readonly Message[];
}

/** Answers a turn. The stream ends when the turn is answered, or throws: the signal's reason once it aborts. */
export interface Agent {
  /** Such as "offline" or "openai:gpt-4o-mini". */
  readonly model: string;
  run(input: AgentInput, signal: AbortSignal): AsyncIterable<AgentEvent>;
  /**
   * How many of these messages, oldest first, a summary should take the place of, from the first on: none while what the
   * agent reads of a conversation has room for all of them and some more.
   */
  outgrown(messages: readonly Message[]): number;
  /** A new summary, at most `mostSummary` characters; absent where the agent has no words of its own for one. */
  summarize?(input: Unsummarized, signal: AbortSignal): Promise<string>;
}

/**
 * What is remembered of users across conversations. No call sees or changes memories of another owner, whatever its texts
 * and ids. Calls throw `memory-disabled` where nothing is remembered, `memory-unavailable` when that cannot be done now,
 * and the signal's reason once it aborts.
 */
export interface Memory {
  /** For `GetServerInfo`; "disabled" when there is none. */
  readonly name: string;
  /** Stores a fact as it is given. Of one that the owner has already, word by word, the stored one comes back. */
  add(owner: MemoryOwner, fact: Fact, signal: AbortSignal): Promise<Remembered>;
  /**
   * Keeps what a message says that is worth it; once for a source, however often it is told of. Soon after the signal aborts
   * it ends. Once it has ended, however it did, nothing more is stored of that message.
   */
  learn(owner: MemoryOwner, said: Fact & Required<Pick<Fact, 'source'>>, signal: AbortSignal): Promise<void>;
  /** What helps to answer a question, best first. Does without what would take longer than `withinMs`. */
  search(
    owner: MemoryOwner,
    question: string,
    limit: number,
    signal: AbortSignal,
    withinMs?: number,
  ): Promise<Recalled[]>;
  /** By (`createdAt`, id), newest first, only what comes after this one in that order. */
  list(
    owner: MemoryOwner,
    after: { readonly createdAt: number; readonly id: string } | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<Remembered[]>;
  /** Throws `memory-not-found`. */
  remove(owner: MemoryOwner, id: string, signal: AbortSignal): Promise<void>;
  /**
   * Erases all of an owner's, also what was stored under other settings than the present ones, and leaves no trace of it in
   * files of its own: how many there were. What is being learned of the owner at this moment is erased, too.
   */
  erase(owner: MemoryOwner, signal: AbortSignal): Promise<number>;
  /** How many there are that `erase` would erase. */
  count(owner: MemoryOwner, signal: AbortSignal): Promise<number>;
  close(): Promise<void>;
}
