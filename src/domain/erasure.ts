import type { Moment } from './history.js';
import type { MemoryOwner } from './memory.js';

/** Whose data is erased. */
export type Subject = MemoryOwner;

/** What stands for a text in what is kept; who has not the store's secret cannot tell which text. */
export type Pseudonym = (...parts: readonly string[]) => string;

/** How much there is, by the names that receipts have. */
export type Counts = Readonly<Record<string, number>>;

/** The erasure of a user, while it is under way; at its end nothing of it is left but its receipt. */
export interface Erasure extends Subject {
  readonly id: string;
  /** What stands for the request that asked for it; says nothing of the request's id to who has no key. */
  readonly request: string;
  /** What stands for the user; says nothing of the user's id to who has no key. */
  readonly subject: string;
  readonly startedAt: number;
  /** What there was to be erased when the present round began; absent until that is known. */
  readonly found?: Counts;
  /** What the rounds before have erased. */
  readonly erased: Counts;
  /** Rises when another process takes it up: what the one before still writes is refused. */
  readonly attempt: number;
}

export interface ErasedStore {
  readonly store: string;
  readonly erased: number;
  /** Found by looking again. */
  readonly remaining: number;
}

/** What is kept of an erasure: from its beginning, as soon as `endedAt` is there as its proof. */
export interface Receipt extends Pick<Erasure, 'tenantId' | 'id' | 'request' | 'subject' | 'startedAt'> {
  readonly stores: readonly ErasedStore[];
  readonly endedAt?: number;
}

/** Something that is kept for each user. */
export interface UserPlace {
  /** As receipts name it. */
  readonly store: string;
  /**
   * Erases some, at most about `limit`: how many; 0 when nothing is left but what somebody is at work on, which is counted,
   * and can be erased once they have ended, or their lease has.
   */
  erase(subject: Subject, limit: number, signal: AbortSignal): Promise<number>;
  count(subject: Subject, signal: AbortSignal): Promise<number>;
}

/** Something that is kept for each conversation. */
export interface ConversationPlace {
  /** As receipts name it. */
  readonly store: string;
  /** Erases some of these conversations', at most about `limit`: how many; 0 when nothing of theirs is left. */
  erase(tenantId: string, conversationIds: readonly string[], limit: number): Promise<number>;
  count(tenantId: string, conversationIds: readonly string[]): Promise<number>;
}

/**
 * The erasures of a store, durable: one at a time for a user, each worked on by one process at a time, and the places of the
 * store that they go through. Every promise is per tenant.
 */
export interface Erasures {
  readonly ofUsers: readonly UserPlace[];
  readonly ofConversations: readonly ConversationPlace[];
  /**
   * Notes an erasure down, once for each request: what is kept of that request's, this one or that of an earlier call.
   * Undefined, and nothing is noted, while another erasure of the user is under way.
   */
  begin(erasure: Erasure): Promise<Receipt | undefined>;
  receipt(tenantId: string, request: string): Promise<Receipt | undefined>;
  isUnderWay(subject: Subject): Promise<boolean>;
  /** Erasures of all tenants that nobody works on, for `leaseMs` from now this caller's alone; `attempt` is one higher. */
  take(leaseMs: number, limit: number): Promise<Erasure[]>;
  /** Keeps `found` and `erased`, and the erasure for `leaseMs` more; false, and nothing is kept, when it is another's. */
  keep(erasure: Erasure, leaseMs: number): Promise<boolean>;
  /**
   * Removes a conversation of the user from all lists at once: no commit to it goes through from then on. Its id is kept,
   * as what was erased, for the places and for exports. Nothing happens when it is not there. False, and nothing is removed,
   * when the erasure is another's.
   */
  remove(erasure: Erasure, conversationId: string): Promise<boolean>;
  /** The conversations that were removed for an erasure, by their ids. */
  removed(erasure: Erasure, after: string, limit: number): Promise<string[]>;
  /**
   * Leaves no trace of what was erased in the store's own files; false when that cannot be done now. What a database server
   * keeps in its journals is its own.
   */
  settle(signal: AbortSignal): Promise<boolean>;
  /**
   * The erasure is over, and its receipt all that is left of it; false when it is another's, or must be taken up again, then
   * without the user's id, as files of the store's own still have that.
   */
  finish(erasure: Erasure, receipt: Receipt): Promise<boolean>;
  /**
   * Conversations that were erased between two moments, by their ids, at most `limit` after that one. None is left out by
   * moments that follow each other; one that was erased about the first of two may come once more.
   */
  erasedBetween(
    tenantId: string,
    query: { readonly since: Moment; readonly until: Moment; readonly after?: string; readonly limit: number },
  ): Promise<string[]>;
}
