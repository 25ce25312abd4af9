import type { Document, Filter, Sort } from 'mongodb';
import type { ConversationQuery, EntryQuery } from '../../domain/ports.js';
import { countMs } from './client.js';
import { type ClaimDocument, keyOf, type MomentDocument, type RequestDocument, version } from './documents.js';
import { conversationLength, occurrenceLog, occurrenceRecorded } from './indexes.js';
import { type ConversationDocument, type EntryDocument, label } from './log-documents.js';
import type { OccurrenceDocument } from './occurrences.js';

/** A read, and the index of `indexes.ts` that serves it. */
export interface Lookup<D> {
  readonly filter: Filter<D>;
  readonly sort?: Sort;
  readonly limit: number;
  readonly index: string;
  /** The key of that index, where a server would otherwise weigh several for each of many conditions. */
  readonly hint?: Readonly<Record<string, 1>>;
  /** How long the server may look, where that is longer than a read takes. */
  readonly ms?: number;
}

/**
 * The start of every filter. A tenant that is missing would be no condition at all to some servers: it is refused here,
 * types or not.
 */
export function scope(tenantId: string): { readonly tenantId: string } {
  if (typeof tenantId !== 'string' || tenantId === '') throw new TypeError('a query needs a tenant');
  return { tenantId };
}

/** In a filter: none of those that were `seen`. */
export function unseen<I>(seen: readonly I[]): { readonly _id?: { readonly $nin: I[] } } {
  return seen.length === 0 ? {} : { _id: { $nin: [...seen] } };
}

export function conversationById(tenantId: string, conversationId: string): Lookup<ConversationDocument> {
  return { filter: { ...scope(tenantId), conversationId }, limit: 1, index: 'conversation' };
}

export function conversationsByIds(tenantId: string, conversationIds: readonly string[]): Lookup<ConversationDocument> {
  const filter = { ...scope(tenantId), conversationId: { $in: [...conversationIds] } };
  return { filter, limit: conversationIds.length, index: 'conversation' };
}

export function openConversation(tenantId: string, userId: string, channel: string): Lookup<ConversationDocument> {
  return { filter: { ...scope(tenantId), userId, channel, status: 'ACTIVE' }, limit: 1, index: 'open' };
}

export function conversations(tenantId: string, query: ConversationQuery): Lookup<ConversationDocument> {
  const { filter, order, after, but = [], limit } = query;
  const { userId, channels, stages, owners, isQualified, createdFrom, createdTo } = filter;
  const statuses = filter.statuses ?? ['ACTIVE', 'CLOSED'];
  const labels = Object.entries(filter.metadata ?? {}).map(([key, value]) => label(key, value));
  const direction = order === 'newest' ? -1 : 1;
  const created = {
    ...(createdFrom === undefined ? {} : { $gte: new Date(createdFrom) }),
    ...(createdTo === undefined ? {} : { $lt: new Date(createdTo) }),
  };
  // By these no index goes: where few match, many heads are read.
  const isSieve = channels || isQualified !== undefined || Object.keys(created).length > 0;
  return {
    ...(isSieve ? { ms: countMs } : {}),
    filter: {
      ...scope(tenantId),
      ...(userId === undefined ? {} : { userId }),
      ...(labels.length > 0 ? { labels: { $all: labels } } : {}),
      status: { $in: statuses },
      ...(stages ? { stage: { $in: stages } } : {}),
      ...(owners ? { 'owner.kind': { $in: owners } } : {}),
      ...(channels ? { channel: { $in: channels } } : {}),
      ...(isQualified === undefined ? {} : { 'qualification.isQualified': isQualified }),
      ...(Object.keys(created).length > 0 ? { createdAt: created } : {}),
      ...(but.length > 0 ? { conversationId: { $nin: [...but] } } : {}),
      ...(after ? beyond(after, direction) : {}),
    },
    sort: { lastActivityAt: direction, conversationId: direction },
    limit,
    index:
      userId !== undefined
        ? 'user_activity'
        : labels.length > 0
          ? 'label_activity'
          : stages
            ? 'stage_activity'
            : owners
              ? 'owner_activity'
              : 'status_activity',
  };
}

/** The first condition bounds the index; the second one takes out what is at the same time but before the id. */
function beyond(after: { lastActivityAt: number; id: string }, direction: 1 | -1): Filter<ConversationDocument> {
  const at = new Date(after.lastActivityAt);
  const { id } = after;
  return direction === 1
    ? { lastActivityAt: { $gte: at }, $or: [{ lastActivityAt: { $gt: at } }, { conversationId: { $gt: id } }] }
    : { lastActivityAt: { $lte: at }, $or: [{ lastActivityAt: { $lt: at } }, { conversationId: { $lt: id } }] };
}

export function entries(query: EntryQuery): Lookup<EntryDocument> {
  const { tenantId, conversationId, order, after, before, messagesOnly, limit } = query;
  const seq = {
    ...(after === undefined ? {} : { $gt: after }),
    ...(before === undefined ? {} : { $lt: before }),
  };
  return {
    filter: {
      ...scope(tenantId),
      conversationId,
      ...(messagesOnly ? { hasMessage: true } : {}),
      ...(Object.keys(seq).length > 0 ? { seq } : {}),
    },
    sort: { seq: order === 'newest' ? -1 : 1 },
    limit,
    index: messagesOnly ? 'message_entry' : 'entry',
  };
}

export function entryAt(tenantId: string, conversationId: string, seq: number): Lookup<EntryDocument> {
  return { filter: { ...scope(tenantId), conversationId, seq }, limit: 1, index: 'entry' };
}

/** How long conversations are, in the order of their ids. */
export function lengthsAfter(tenantId: string, after: string, limit: number): Lookup<ConversationDocument> {
  const filter = { ...scope(tenantId), conversationId: { $gt: after } };
  return { filter, sort: { conversationId: 1 }, limit, index: 'conversation_length', hint: conversationLength };
}

export function lengthsOf(tenantId: string, conversationIds: readonly string[]): Lookup<ConversationDocument> {
  const { filter, limit } = conversationsByIds(tenantId, conversationIds);
  return { filter, sort: { conversationId: 1 }, limit, index: 'conversation_length', hint: conversationLength };
}

/** The newest of those that a condition is true of. */
export function newestOccurrence(
  tenantId: string,
  conversationId: string,
  condition: Filter<OccurrenceDocument>,
): Lookup<OccurrenceDocument> {
  const filter = { ...scope(tenantId), conversationId, ...condition };
  return { filter, sort: { seq: -1 }, limit: 1, index: 'occurrence', hint: occurrenceLog };
}

export function recordedSince(tenantId: string, at: number, limit: number): Lookup<OccurrenceDocument> {
  const filter = { ...scope(tenantId), recordedAt: { $gte: new Date(at) } };
  return { filter, limit, index: 'occurrence_recorded', hint: occurrenceRecorded };
}

export function momentById(tenantId: string, id: string): Lookup<MomentDocument> {
  return { filter: { _id: id, ...scope(tenantId) }, limit: 1, index: '_id_' };
}

/** Of all tenants. */
export function movingArchives(before: number, limit: number): Lookup<ConversationDocument> {
  const since = { $lt: before };
  const filter = { 'archive.moving.to': { $exists: true }, 'archive.moving.since': since, v: { $lte: version } };
  return { filter, sort: { 'archive.moving.since': 1 }, limit, index: 'archive_moving' };
}

/** Of all tenants. */
export function archiveUploads(before: number, limit: number): Lookup<ConversationDocument> {
  const filter = { 'uploads.key': { $exists: true }, 'uploads.since': { $lt: before }, v: { $lte: version } };
  return { filter, sort: { 'uploads.since': 1 }, limit, index: 'archive_uploading' };
}

/** Of the first tenant after that one. */
export function firstConversation(afterTenant: string): Lookup<ConversationDocument> {
  return { filter: { tenantId: { $gt: afterTenant } }, sort: { tenantId: 1 }, limit: 1, index: 'conversation' };
}

/** Stored entries of a log: those after one seq up to another. */
export function entriesBetween(
  tenantId: string,
  conversationId: string,
  { after, through }: { readonly after: number; readonly through: number },
): Lookup<EntryDocument> {
  const filter = { ...scope(tenantId), conversationId, seq: { $gt: after, $lte: through } };
  return { filter, sort: { seq: 1 }, limit: through - after, index: 'entry' };
}

/** Entries that are not marked as what they are: with a message, or without. */
export function mislabelledEntries(tenantId: string, conversationId: string, limit: number): Lookup<EntryDocument> {
  // What is not there is less than null.
  const wrong = { $expr: { $ne: ['$hasMessage', { $gt: ['$message', null] }] } };
  const filter = { ...scope(tenantId), conversationId, ...wrong };
  return { filter, sort: { seq: 1 }, limit, index: 'entry' };
}

/** Of all statuses, in the order of their ids. */
export function conversationsById(tenantId: string, after: string, limit: number): Lookup<ConversationDocument> {
  const filter = { ...scope(tenantId), conversationId: { $gt: after } };
  return { filter, sort: { conversationId: 1 }, limit, index: 'conversation' };
}

/** Of all tenants, those that are due first; newer versions' are left to processes of that version. */
export function conversationsToSummarize(limit: number): Lookup<ConversationDocument> {
  const filter = { summaryDueAt: { $exists: true as const }, v: { $lte: version } };
  return { filter, sort: { summaryDueAt: 1 }, limit, index: 'summary_due' };
}

/** What is kept of some conversations, in any collection that keeps something of each. */
export function ofConversations(tenantId: string, conversationIds: readonly string[]): { readonly filter: Document } {
  return { filter: { ...scope(tenantId), conversationId: { $in: [...conversationIds] } } };
}

/** By the server's clock, which all processes share. */
export const serverNow = { $toLong: '$$NOW' } as const;
export const expired = { $expr: { $lte: ['$leaseUntil', serverNow] } } as const;

export function requestById(tenantId: string, requestId: string): Lookup<RequestDocument> {
  return { filter: { _id: keyOf(tenantId, requestId), ...scope(tenantId) }, limit: 1, index: '_id_' };
}

export function claim(tenantId: string, of: { readonly userId: string; readonly channel: string }): string {
  return keyOf(tenantId, of.userId, of.channel);
}

export function claimOf(
  tenantId: string,
  conversation: { readonly id: string; readonly userId: string; readonly channel: string },
): Filter<ClaimDocument> {
  return { _id: claim(tenantId, conversation), ...scope(tenantId), conversationId: conversation.id };
}
