import type { Conversation } from './conversation.js';
import type { Entry } from './entry.js';
import type { Message, Role } from './message.js';
import type { ConversationFilter, ConversationWrite } from './ports.js';
import type { IndexedText, Wanted } from './wanted.js';
import type { Tokenize } from './words.js';

/** A place in a store's order of messages, which is by how new they are; made and read by the store alone. */
export type Place = string;

/** A look into the index, from the newest message to older ones. */
export interface Look {
  readonly wanted: Wanted;
  /** Of the conversations as they are now; absent `statuses` are all. */
  readonly filter: ConversationFilter;
  readonly roles?: readonly Role[];
  /** Of the message. */
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
  /** Begins below this: the `next` of a look before, or the `top` of the same. */
  readonly below?: Place;
  /** Ends there: the `next` of an earlier look, to find the same once more. */
  readonly downTo?: Place;
  /** Of matches; a look ends also when it has taken long enough. */
  readonly limit: number;
}

/** A message that has all that is wanted. */
export interface Match {
  readonly conversationId: string;
  readonly seq: number;
  /** Words of the message. */
  readonly length: number;
  /** How often it has each part that is wanted. */
  readonly counts: readonly number[];
}

export interface Looked {
  readonly matches: readonly Match[];
  /** Where it began: what is indexed later is above. */
  readonly top: Place;
  /** Where to look on; absent when nothing is left down to where it was to end. */
  readonly next?: Place;
}

/** A message as the index has it. */
export interface IndexRow extends IndexedText {
  readonly seq: number;
  readonly role: Role;
  readonly at: number;
  /** Searches come to it by all of its words, by its conversation's user and channel, and by its role and time. */
  readonly isFound: boolean;
}

/** How far the index has followed a conversation's log. */
export interface Followed {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly lastSeq: number;
  /** All up to here is in the index; 0 also where another version of the tokenizer has made it. */
  readonly through: number;
}

/** Where the work of bringing the index up to date stands. */
export interface CatchUp {
  /** Of the index that it makes. */
  readonly version: number;
  /** The conversation that was the last; all before it, by tenant and id, are done. */
  readonly after?: { readonly tenantId: string; readonly conversationId: string };
  readonly done: boolean;
}

/**
 * The index of messages, but for superseded ones. A commit writes it: a message is found, and one that is superseded is not,
 * as soon as the commit has returned. Promises about tenants and errors are those of the store.
 */
export interface Search {
  /** How it cuts texts into words. */
  readonly tokenize: Tokenize;
  /** Of the index that this version makes. */
  readonly version: number;
  /** In how many messages each wanted part is, or its rarest word; not more than `mostCounted` are counted. */
  found(tenantId: string, wanted: Wanted): Promise<number[]>;
  look(tenantId: string, look: Look): Promise<Looked>;
  /** What the index has of a conversation, by seq. */
  rows(of: Conversation, afterSeq: number, limit: number): Promise<IndexRow[]>;
  /**
   * Makes the index of a part of a log anew: of the entries, which follow that seq without gaps. Nothing happens, and it is
   * false, when the conversation has another revision by now. From the log's begin on the index counts as followed so far.
   */
  index(head: Conversation, after: number, entries: readonly Entry[]): Promise<boolean>;
  /** Conversations of all tenants, or of one, by tenant and id. */
  followed(after: CatchUp['after'], limit: number, tenantId?: string): Promise<Followed[]>;
  /** The first conversation after that one, by id, that the index has messages of. */
  nextIndexed(tenantId: string, afterId: string): Promise<string | undefined>;
  /** Removes up to `limit` messages of a conversation from the index; says how many it found. */
  forget(tenantId: string, conversationId: string, limit: number): Promise<number>;
  /** How many messages of a conversation are in the index. */
  count(tenantId: string, conversationId: string): Promise<number>;
  catchUp(): Promise<CatchUp>;
  saveCatchUp(state: CatchUp): Promise<void>;
}

/** Whether searches find a message. */
export function isSought(message: Message | undefined): message is Message {
  return message !== undefined && (message.status === 'COMPLETE' || message.status === 'PARTIAL');
}

/** The entries of a commit to a conversation whose messages searches find from then on. */
export function soughtEntries({
  entries,
}: Pick<ConversationWrite, 'entries'>): (Entry & { readonly message: Message })[] {
  return entries.flatMap((entry) => (isSought(entry.message) ? [{ ...entry, message: entry.message }] : []));
}
