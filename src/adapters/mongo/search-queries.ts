import type { Filter } from 'mongodb';
import type { ConversationFilter } from '../../domain/ports.js';
import { mostCounted } from '../../domain/relevance.js';
import type { Look } from '../../domain/search.js';
import { version } from './documents.js';
import { type ConversationDocument, label } from './log-documents.js';
import { type Lookup, scope } from './queries.js';
import type { SearchDocument } from './search-documents.js';

/** A message's place in the order of `search_term`, which is by how new it is. */
export interface Position {
  readonly at: number;
  readonly conversationId: string;
  readonly seq: number;
}

const newestFirst = { at: -1, conversationId: -1, seq: -1 } as const;

/** Messages that have a term; as many as are counted. */
export function messagesWith(tenantId: string, term: string): Lookup<SearchDocument> {
  return { filter: { ...scope(tenantId), terms: term }, limit: mostCounted, index: 'search_term' };
}

/**
 * Messages that have all terms, newest first. The first term is the one whose part of the index is walked; the others are
 * looked for in the documents.
 */
export function messagesFound(
  tenantId: string,
  terms: readonly string[],
  { roles, from, to }: Pick<Look, 'roles' | 'from' | 'to'>,
  bounds: { readonly below?: Position; readonly downTo?: Position },
  limit: number,
): Lookup<SearchDocument> {
  const [first = '', ...others] = terms;
  const { below, downTo } = bounds;
  const at = {
    ...(from === undefined ? {} : { $gte: new Date(from) }),
    ...(to === undefined ? {} : { $lt: new Date(to) }),
  };
  const conditions: Filter<SearchDocument>[] = [
    ...others.map((term) => ({ terms: term })),
    ...(below ? [{ at: { $lte: new Date(below.at) } }, beyond(below, '$lt')] : []),
    ...(downTo ? [{ at: { $gte: new Date(downTo.at) } }, beyond(downTo, '$gt')] : []),
  ];
  return {
    filter: {
      ...scope(tenantId),
      terms: first,
      ...(Object.keys(at).length > 0 ? { at } : {}),
      ...(roles ? { role: { $in: roles } } : {}),
      v: { $lte: version },
      ...(conditions.length > 0 ? { $and: conditions } : {}),
    },
    sort: newestFirst,
    limit,
    index: 'search_term',
  };
}

/** Strictly before a place or after it, in the order of time; the end of a look is a part of it. */
function beyond({ at, conversationId, seq }: Position, than: '$lt' | '$gt'): Filter<SearchDocument> {
  const time = new Date(at);
  const last = than === '$gt' ? '$gte' : than;
  return {
    $or: [
      { at: { [than]: time } },
      { at: time, conversationId: { [than]: conversationId } },
      { at: time, conversationId, seq: { [last]: seq } },
    ],
  };
}

/** Those of some conversations that a filter lets in; absent `statuses` are all. */
export function conversationsThat(
  tenantId: string,
  ids: readonly string[],
  filter: ConversationFilter,
): Lookup<ConversationDocument> {
  const { userId, channels, statuses, stages, owners, isQualified, createdFrom, createdTo } = filter;
  const labels = Object.entries(filter.metadata ?? {}).map(([key, value]) => label(key, value));
  const createdAt = {
    ...(createdFrom === undefined ? {} : { $gte: new Date(createdFrom) }),
    ...(createdTo === undefined ? {} : { $lt: new Date(createdTo) }),
  };
  return {
    filter: {
      ...scope(tenantId),
      conversationId: { $in: [...ids] },
      ...(userId === undefined ? {} : { userId }),
      ...(labels.length > 0 ? { labels: { $all: labels } } : {}),
      ...(statuses ? { status: { $in: statuses } } : {}),
      ...(stages ? { stage: { $in: stages } } : {}),
      ...(owners ? { 'owner.kind': { $in: owners } } : {}),
      ...(channels ? { channel: { $in: channels } } : {}),
      ...(isQualified === undefined ? {} : { 'qualification.isQualified': isQualified }),
      ...(Object.keys(createdAt).length > 0 ? { createdAt } : {}),
    },
    limit: ids.length,
    index: 'conversation',
  };
}

/** What the index has of a conversation, in the order of its log. */
export function indexedMessages(
  tenantId: string,
  conversationId: string,
  { after, through }: { readonly after: number; readonly through?: number },
  limit: number,
): Lookup<SearchDocument> {
  const seq = { $gt: after, ...(through === undefined ? {} : { $lte: through }) };
  return { filter: { ...scope(tenantId), conversationId, seq }, sort: { seq: 1 }, limit, index: 'search_message' };
}

export function nextIndexed(tenantId: string, afterId: string): Lookup<SearchDocument> {
  const filter = { ...scope(tenantId), conversationId: { $gt: afterId } };
  return { filter, sort: { conversationId: 1, seq: 1 }, limit: 1, index: 'search_message' };
}

/** Of all tenants, in the order of tenants and ids. */
export function conversationsFrom(
  after: { readonly tenantId: string; readonly conversationId: string },
  limit: number,
): Lookup<ConversationDocument> {
  const { tenantId, conversationId } = after;
  const beyondIt = { $or: [{ tenantId: { $gt: tenantId } }, { tenantId, conversationId: { $gt: conversationId } }] };
  return {
    filter: { tenantId: { $gte: tenantId }, ...beyondIt },
    sort: { tenantId: 1, conversationId: 1 },
    limit,
    index: 'conversation',
  };
}
