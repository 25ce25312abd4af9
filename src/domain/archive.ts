import type { Conversation } from './conversation.js';
import type { ConversationStatus, Entry } from './entry.js';
import { DomainError } from './errors.js';

/** Where the log of an archived conversation is, and how it is known again; a part of its head. */
export interface ArchiveReference {
  /** `<tenant>/<conversation>/<newest seq>-<id>`: of each try to archive another one, so that none is ever written twice. */
  readonly key: string;
  /** Of the log as it was written, before compression, in hex: of the same log always the same. */
  readonly sha256: string;
  /** Of the object, compressed. */
  readonly bytes: number;
  readonly entries: number;
  /** When it was archived. */
  readonly at: number;
  /** There while entries leave the store, or come back to it: where they go, and when the last of them went. */
  readonly moving?: { readonly to: 'archive' | 'store'; readonly since: number };
}

/** An object that the head does not name: noted down from before it is written, or is removed, until that is done. */
export interface ArchiveUpload {
  readonly key: string;
  /** When that was; 0 once it is to be removed, and no head may name it any more. */
  readonly since: number;
}

/** No object is written for longer. */
export const uploadMs = 120_000;
/** Who moves a log says so at least this often, and ends an upload at most this late, unless it is gone. */
export const goneMs = 15_000;

type Owned = Pick<Conversation, 'tenantId' | 'id'>;

/**
 * Whole logs outside of the store, one object each. All of it may take long, and ends with the signal's reason once that
 * aborts; what cannot be reached is `archive-unavailable`.
 */
export interface Archive {
  /** What and where it is, for people. */
  readonly name: string;
  /**
   * Writes the log of a conversation as an object that is not there yet: whole and durable when this resolves. When it
   * rejects, other than with `PutUnsettled`, it is not there and never will be. No part of a log is held longer than it takes
   * to write it.
   */
  put(
    head: Conversation,
    key: string,
    entries: AsyncIterable<Entry>,
    signal: AbortSignal,
  ): Promise<Pick<ArchiveReference, 'sha256' | 'bytes' | 'entries'>>;
  /**
   * The log in order. It throws `archive-damaged` where the object is missing or is not, to its last byte, what the
   * reference says; so that only one that was read to its end is known to be whole.
   */
  get(of: Owned, reference: ArchiveReference, signal: AbortSignal): AsyncIterable<Entry>;
  /** The keys of all whole objects of a conversation. */
  keys(of: Owned, signal: AbortSignal): Promise<string[]>;
  /** Also what a `put` of that key that was cut off has left; nothing happens when there is nothing. */
  remove(key: string, signal: AbortSignal): Promise<void>;
  /** What a `put` of that key that was cut off has left and `clear` may not find; the object, if there is one, stays. */
  removeParts(key: string, signal: AbortSignal): Promise<void>;
  /** Removes everything of a conversation, also what a `put` that was cut off has left; says how many objects that were. */
  clear(of: Owned, signal: AbortSignal): Promise<number>;
  /** Whether it can be used; throws `archive-unavailable`, with the cause. */
  check(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Nothing more is sent of an object, and it may appear nevertheless: what was sent got no answer. The cause is why it ended. */
export class PutUnsettled extends Error {
  override readonly name = 'PutUnsettled';
  constructor(cause: unknown) {
    super('nobody knows whether the object will be there', { cause });
  }
}

/** Throws `conversation-open` and `conversation-busy`: only what is closed, and answered, can be archived. */
export function expectArchivable({ id: conversationId, status, activeTurnId }: Conversation): void {
  if (status === 'ACTIVE') throw new DomainError({ kind: 'conversation-open', conversationId });
  if (activeTurnId !== undefined)
    throw new DomainError({ kind: 'conversation-busy', conversationId, turnId: activeTurnId });
}

/**
 * The head of a conversation whose log is in the archive. No entry says so, and none is due: the log stays what it is, and is
 * that when it comes back.
 */
export function archived({ summaryDueAt: _, ...head }: Conversation, archive: ArchiveReference): Conversation {
  return { ...head, status: 'ARCHIVED', archive, archives: (head.archives ?? 0) + 1 };
}

/** The head of a conversation while an object of its log is written. */
export function uploading(head: Conversation, upload: ArchiveUpload): Conversation {
  return { ...head, uploads: [...(head.uploads ?? []), upload] };
}

/** The head once these objects are there, or never will be. */
export function uploaded(head: Conversation, keys: readonly string[]): Conversation {
  const { uploads = [], ...rest } = head;
  const left = uploads.filter(({ key }) => !keys.includes(key));
  if (left.length === uploads.length) return head;
  return left.length === 0 ? rest : { ...rest, uploads: left };
}

/** The head once these objects are to be removed, whoever is still at them. */
export function withdrawn(head: Conversation, keys: readonly string[]): Conversation {
  const { uploads = [] } = head;
  const fresh = keys.filter((key) => !uploads.some((one) => one.key === key && one.since === 0));
  if (fresh.length === 0) return head;
  const others = uploads.filter(({ key }) => !fresh.includes(key));
  return { ...head, uploads: [...fresh.map((key) => ({ key, since: 0 })), ...others] };
}

/** The keys of objects that may still appear, or else of those that no longer can. */
export function uploadsOf({ uploads = [] }: Conversation, which: 'live' | 'stale', now: number): string[] {
  const from = now - uploadMs - goneMs;
  return uploads.filter(({ since }) => since > from === (which === 'live')).map(({ key }) => key);
}

/** The head of an archived conversation whose log is in the store again. */
export function restored({ archive: _, ...head }: Conversation): Conversation {
  return { ...head, status: 'CLOSED' };
}

/** The status that the log gives, which does not tell of the archive. */
export function loggedStatus({ status, archive }: Conversation): ConversationStatus {
  return archive ? 'CLOSED' : status;
}

/** Rises with each entry, and whenever the conversation goes to the archive or comes back. */
export function shownVersion({ lastSeq, archive, archives = 0 }: Conversation): number {
  return lastSeq + 2 * archives - (archive ? 1 : 0);
}
