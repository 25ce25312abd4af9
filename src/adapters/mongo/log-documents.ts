import { createHash } from 'node:crypto';
import type { Conversation } from '../../domain/conversation.js';
import type { Change, Entry } from '../../domain/entry.js';
import { undamaged } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';
import type { Message, ToolUse } from '../../domain/message.js';
import { known, version } from './documents.js';

/** Objects with keys of a caller's choice are kept as JSON text: a key is never part of a document or a filter. */
type Plain<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: string };
export type StoredToolUse = Plain<ToolUse, 'arguments'>;
export type StoredChange = Exclude<Change, { kind: 'metadataChanged' }> | { kind: 'metadataChanged'; metadata: string };
type StoredMessage = Omit<Message, 'toolUses' | 'metadata'> & {
  readonly toolUses: readonly StoredToolUse[];
  readonly metadata?: string;
};

/** A head. Times that queries go by are Dates; those inside are milliseconds, as in the domain. */
export interface ConversationDocument
  extends Omit<Conversation, 'id' | 'metadata' | 'createdAt' | 'updatedAt' | 'lastActivityAt' | 'summaryDueAt'> {
  readonly v: number;
  readonly conversationId: string;
  readonly metadata: string;
  /** One for each metadata key whose value is a string. */
  readonly labels: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly lastActivityAt: Date;
  readonly summaryDueAt?: Date;
  /** The commit that wrote it. */
  readonly commitId: string;
  /** When that was begun, as of occurrences. Absent where an earlier version wrote it. */
  readonly recordedAt?: Date;
  /** How far which version of the index of messages has followed the log; absent for not at all. */
  readonly indexed?: { readonly version: number; readonly through: number };
}

export interface EntryDocument extends Omit<Entry, 'at' | 'message' | 'changes'> {
  readonly v: number;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly at: Date;
  readonly hasMessage: boolean;
  readonly message?: StoredMessage;
  readonly changes: readonly StoredChange[];
  readonly commitId: string;
}

const longestLabel = 256;

/** What stands for a metadata key and its value in the index; a long one by its hash, to keep index keys short. */
export function label(key: string, value: string): string {
  const text = JSON.stringify([key, value]);
  return text.length <= longestLabel ? text : `sha256:${createHash('sha256').update(text).digest('base64')}`;
}

/** Of the metadata that is text. */
export function labelsOf(metadata: JsonObject): string[] {
  return Object.entries(metadata).flatMap(([key, value]) => (typeof value === 'string' ? [label(key, value)] : []));
}

export function fromConversation(conversation: Conversation, commitId: string, recordedAt: Date): ConversationDocument {
  const { id, metadata, createdAt, updatedAt, lastActivityAt, summaryDueAt, ...rest } = conversation;
  return {
    ...rest,
    v: version,
    conversationId: id,
    metadata: JSON.stringify(metadata),
    labels: labelsOf(metadata),
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    lastActivityAt: new Date(lastActivityAt),
    ...(summaryDueAt === undefined ? {} : { summaryDueAt: new Date(summaryDueAt) }),
    commitId,
    recordedAt,
  };
}

export function toConversation(document: ConversationDocument): Conversation {
  const name = `conversation ${document.conversationId}`;
  return undamaged(name, document.conversationId, () => conversationOf(known(document, name)));
}

function conversationOf(document: ConversationDocument & { _id?: unknown }): Conversation {
  const { _id, v, commitId, recordedAt, labels, indexed, ...own } = document;
  const { conversationId, metadata, summaryDueAt, ...dated } = own;
  const { createdAt, updatedAt, lastActivityAt, ...rest } = dated;
  return {
    ...rest,
    id: conversationId,
    metadata: parsed(metadata),
    createdAt: createdAt.getTime(),
    updatedAt: updatedAt.getTime(),
    lastActivityAt: lastActivityAt.getTime(),
    ...(summaryDueAt ? { summaryDueAt: summaryDueAt.getTime() } : {}),
  };
}

export function fromEntry(
  entry: Entry,
  of: { readonly tenantId: string; readonly id: string },
  commitId: string,
): EntryDocument {
  const { at, message, changes, ...rest } = entry;
  return {
    ...rest,
    v: version,
    tenantId: of.tenantId,
    conversationId: of.id,
    at: new Date(at),
    hasMessage: message !== undefined,
    ...(message ? { message: fromMessage(message) } : {}),
    changes: changes.map(fromChange),
    commitId,
  };
}

export function toEntry(document: EntryDocument): Entry {
  const name = `entry ${document.seq} of conversation ${document.conversationId}`;
  return undamaged(name, document.conversationId, () => entryOf(known(document, name)));
}

function entryOf(document: EntryDocument & { _id?: unknown }): Entry {
  const { _id, v, tenantId, conversationId, commitId, hasMessage, at, message, changes, ...rest } = document;
  return {
    ...rest,
    at: at.getTime(),
    ...(message ? { message: toMessage(message) } : {}),
    changes: changes.map(toChange),
  };
}

function parsed(text: string): JsonObject {
  return JSON.parse(text);
}

function fromMessage({ toolUses, metadata, ...rest }: Message): StoredMessage {
  return {
    ...rest,
    toolUses: toolUses.map(fromToolUse),
    ...(metadata ? { metadata: JSON.stringify(metadata) } : {}),
  };
}

function toMessage({ toolUses, metadata, ...rest }: StoredMessage): Message {
  return {
    ...rest,
    toolUses: toolUses.map(toToolUse),
    ...(metadata === undefined ? {} : { metadata: parsed(metadata) }),
  };
}

export function fromToolUse(use: ToolUse): StoredToolUse {
  return { ...use, arguments: JSON.stringify(use.arguments) };
}

export function toToolUse(use: StoredToolUse): ToolUse {
  return { ...use, arguments: parsed(use.arguments) };
}

export function fromChange(change: Change): StoredChange {
  return change.kind === 'metadataChanged' ? { ...change, metadata: JSON.stringify(change.metadata) } : change;
}

export function toChange(change: StoredChange): Change {
  return change.kind === 'metadataChanged' ? { ...change, metadata: parsed(change.metadata) } : change;
}
