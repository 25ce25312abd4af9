import { createHash } from 'node:crypto';
import { type Binary, type Collection, type Db, Long } from 'mongodb';
import type { Conversation } from '../../domain/conversation.js';
import type { Change, Entry } from '../../domain/entry.js';
import { DomainError, undamaged } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';
import type { Lesson } from '../../domain/memory.js';
import type { Message, ToolUse } from '../../domain/message.js';
import type { KeptRequest } from '../../domain/ports.js';
import type { Mark, Piece, Turn } from '../../domain/turn.js';
import type { ArchiveChunkDocument, ArchiveFileDocument } from './archive-files.js';
import type { ErasedDocument, ErasureDocument, ReceiptDocument } from './erasure-documents.js';
import type { OccurrenceDocument } from './occurrences.js';
import type { SearchDocument } from './search-documents.js';

/** The version of every document that this code writes, and the newest it reads. */
export const version = 1;

/** Objects with keys of a caller's choice are kept as JSON text: a key is never part of a document or a filter. */
type Plain<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: string };
type StoredToolUse = Plain<ToolUse, 'arguments'>;
type StoredChange = Exclude<Change, { kind: 'metadataChanged' }> | { kind: 'metadataChanged'; metadata: string };
type StoredMessage = Omit<Message, 'toolUses' | 'metadata'> & {
  readonly toolUses: readonly StoredToolUse[];
  readonly metadata?: string;
};
type StoredMark = Omit<Mark, 'event'> & {
  readonly event:
    | Exclude<Mark['event'], { kind: 'toolUse' } | { kind: 'change' }>
    | { readonly kind: 'toolUse'; readonly use: StoredToolUse }
    | { readonly kind: 'change'; readonly change: StoredChange };
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

export interface TurnDocument
  extends Omit<Turn, 'id' | 'messageSeqs' | 'acceptedAt' | 'startedAt' | 'endedAt' | 'marks'> {
  readonly v: number;
  readonly turnId: string;
  /** Absent where it is the one `messageSeq`. */
  readonly messageSeqs?: readonly number[];
  readonly acceptedAt: Date;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly marks: readonly StoredMark[];
  /** While it runs: milliseconds since the epoch by the server's clock. */
  readonly leaseUntil?: Long | number;
}

export interface PieceDocument extends Omit<Piece, 'marks'> {
  readonly v: number;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly attempt: number;
  readonly marks: readonly StoredMark[];
  /** When it was made, for its expiry. */
  readonly at: Date;
}

/** There while a process has readers of a turn that others must know of. */
export interface ReaderDocument {
  readonly v: number;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly worker: string;
  /** Milliseconds since the epoch by the server's clock. */
  readonly until: Long | number;
  /** When that was last said, for its expiry. */
  readonly at: Date;
}

export interface LessonDocument extends Omit<Lesson, 'id' | 'at'> {
  readonly v: number;
  readonly lessonId: string;
  readonly at: Date;
  /** Milliseconds since the epoch by the server's clock. */
  readonly dueAt: Long | number;
  readonly givenUp: boolean;
  /** Until it is due somebody is at work on it; otherwise it waits. */
  readonly taken?: boolean;
}

/** A memory of a user. */
export interface MemoryDocument {
  readonly v: number;
  readonly tenantId: string;
  readonly userId: string;
  readonly memoryId: string;
  readonly number: number;
  readonly text: string;
  /** Of the text: a user has each once. */
  readonly hash: string;
  readonly metadata?: string;
  readonly createdAt: Date;
  /** The message that it was learned from. */
  readonly conversationId?: string;
  readonly seq?: number;
  /** Empty for none. */
  readonly embedder: string;
  readonly vector?: Binary;
}

/** What tells whether any of a user's memories has changed; the lock of their writes. */
export interface MemoryOwnerDocument {
  readonly _id: string;
  readonly v: number;
  readonly tenantId: string;
  readonly userId: string;
  readonly number: number;
  readonly epoch: number;
}

export interface RequestDocument extends Omit<KeptRequest, 'keptUntil'> {
  readonly _id: string;
  readonly v: number;
  readonly tenantId: string;
  readonly keptUntil: Date;
  readonly commitId: string;
}

/** There while its conversation is ACTIVE: the `_id` is what only one may have. */
export interface ClaimDocument {
  readonly _id: string;
  readonly v: number;
  readonly tenantId: string;
  readonly conversationId: string;
}

/** What a moment saw of the commits just before it: see `revisions.ts`. */
export interface MomentDocument {
  readonly _id: string;
  readonly v: number;
  readonly tenantId: string;
  readonly at: Date;
  readonly recent: Binary;
}

/**
 * `_id` `secret`: random bytes. `schema`: which versions of this code may work here. `search`: where the index of messages is
 * brought up to date. `counted`: numbers have all that there is.
 */
export interface MetaDocument {
  readonly _id: 'secret' | 'schema' | 'search' | 'counted';
  readonly v: number;
  readonly bytes?: Binary;
  readonly minReader?: number;
  readonly state?: string;
}

export interface Collections {
  readonly conversations: Collection<ConversationDocument>;
  readonly entries: Collection<EntryDocument>;
  readonly turns: Collection<TurnDocument>;
  readonly pieces: Collection<PieceDocument>;
  readonly readers: Collection<ReaderDocument>;
  readonly lessons: Collection<LessonDocument>;
  readonly occurrences: Collection<OccurrenceDocument>;
  readonly moments: Collection<MomentDocument>;
  readonly erasures: Collection<ErasureDocument>;
  readonly receipts: Collection<ReceiptDocument>;
  readonly erased: Collection<ErasedDocument>;
  readonly searchMessages: Collection<SearchDocument>;
  readonly memories: Collection<MemoryDocument>;
  readonly memoryOwners: Collection<MemoryOwnerDocument>;
  readonly requests: Collection<RequestDocument>;
  readonly claims: Collection<ClaimDocument>;
  readonly 'archive.files': Collection<ArchiveFileDocument>;
  readonly 'archive.chunks': Collection<ArchiveChunkDocument>;
  readonly meta: Collection<MetaDocument>;
}

export type CollectionName = keyof Collections;

export function collectionsOf(db: Db): Collections {
  return {
    conversations: db.collection('conversations'),
    entries: db.collection('entries'),
    turns: db.collection('turns'),
    pieces: db.collection('pieces'),
    readers: db.collection('readers'),
    lessons: db.collection('lessons'),
    occurrences: db.collection('occurrences'),
    moments: db.collection('moments'),
    erasures: db.collection('erasures'),
    receipts: db.collection('receipts'),
    erased: db.collection('erased'),
    searchMessages: db.collection('searchMessages'),
    memories: db.collection('memories'),
    memoryOwners: db.collection('memoryOwners'),
    requests: db.collection('requests'),
    claims: db.collection('claims'),
    'archive.files': db.collection('archive.files'),
    'archive.chunks': db.collection('archive.chunks'),
    meta: db.collection('meta'),
  };
}

/** One string for several; different ones for different parts, whatever is in them. */
export function keyOf(...parts: readonly string[]): string {
  return parts.map((part) => part.replace(/[%/]/g, encodeURIComponent)).join('/');
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

/** Refuses what a newer version of this code wrote: reading it half would lose the rest at the next write. */
export function known<T extends { readonly v: number }>(document: T, name: string): T {
  if (document.v > version) throw new DomainError({ kind: 'document-too-new', document: name, version: document.v });
  return document;
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

export function fromTurn(turn: Turn): TurnDocument {
  const { id, acceptedAt, startedAt, endedAt, marks, ...rest } = turn;
  return {
    ...rest,
    v: version,
    turnId: id,
    acceptedAt: new Date(acceptedAt),
    ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: new Date(endedAt) }),
    marks: marks.map(fromMark),
  };
}

export function toTurn(document: TurnDocument): Turn {
  const name = `turn ${document.turnId}`;
  return undamaged(name, document.conversationId, () => turnOf(known(document, name)));
}

function turnOf(document: TurnDocument & { _id?: unknown }): Turn {
  const { _id, v, leaseUntil, turnId, messageSeqs, acceptedAt, startedAt, endedAt, marks, ...rest } = document;
  return {
    ...rest,
    id: turnId,
    messageSeqs: messageSeqs ?? [rest.messageSeq],
    acceptedAt: acceptedAt.getTime(),
    ...(startedAt ? { startedAt: startedAt.getTime() } : {}),
    ...(endedAt ? { endedAt: endedAt.getTime() } : {}),
    marks: marks.map(toMark),
  };
}

export function fromPiece({ number, text, marks }: Piece, of: Turn): PieceDocument {
  const { tenantId, conversationId, id: turnId, attempt } = of;
  const own = { number, text, marks: marks.map(fromMark), at: new Date() };
  return { v: version, tenantId, conversationId, turnId, attempt, ...own };
}

export function toPiece(document: PieceDocument): Piece {
  const { number, text, marks } = known(document, `piece ${document.number} of turn ${document.turnId}`);
  return { number, text, marks: marks.map(toMark) };
}

export function fromLesson({ id, at, ...rest }: Lesson): LessonDocument {
  return { v: version, lessonId: id, at: new Date(at), dueAt: Long.fromNumber(0), givenUp: false, ...rest };
}

export function toLesson(document: LessonDocument & { _id?: unknown }): Lesson {
  const { _id, v, lessonId, at, dueAt, givenUp, taken, ...rest } = known(document, `lesson ${document.lessonId}`);
  return { ...rest, id: lessonId, at: at.getTime() };
}

export function fromRequest(request: KeptRequest, tenantId: string, commitId: string): RequestDocument {
  const { keptUntil, ...rest } = request;
  const _id = keyOf(tenantId, request.requestId);
  return { _id, v: version, tenantId, ...rest, keptUntil: new Date(keptUntil), commitId };
}

export function toRequest(document: RequestDocument): KeptRequest {
  const { _id, v, tenantId, commitId, keptUntil, ...rest } = known(document, `request ${document.requestId}`);
  return { ...rest, keptUntil: keptUntil.getTime() };
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

function fromToolUse(use: ToolUse): StoredToolUse {
  return { ...use, arguments: JSON.stringify(use.arguments) };
}

function toToolUse(use: StoredToolUse): ToolUse {
  return { ...use, arguments: parsed(use.arguments) };
}

function fromChange(change: Change): StoredChange {
  return change.kind === 'metadataChanged' ? { ...change, metadata: JSON.stringify(change.metadata) } : change;
}

function toChange(change: StoredChange): Change {
  return change.kind === 'metadataChanged' ? { ...change, metadata: parsed(change.metadata) } : change;
}

function fromMark({ event, ...rest }: Mark): StoredMark {
  if (event.kind === 'toolUse') return { ...rest, event: { ...event, use: fromToolUse(event.use) } };
  if (event.kind === 'change') return { ...rest, event: { ...event, change: fromChange(event.change) } };
  return { ...rest, event };
}

function toMark({ event, ...rest }: StoredMark): Mark {
  if (event.kind === 'toolUse') return { ...rest, event: { ...event, use: toToolUse(event.use) } };
  if (event.kind === 'change') return { ...rest, event: { ...event, change: toChange(event.change) } };
  return { ...rest, event };
}
