import type { Filter } from 'mongodb';
import type { Counting, Group } from '../../domain/numbers.js';
import type { OccurrenceKind } from '../../domain/occurrence.js';
import type { ConversationKey } from '../../domain/ports.js';
import { occurrenceCounted, occurrenceRecorded, occurrenceTime } from './indexes.js';
import type { OccurrenceDocument } from './occurrences.js';
import { type Lookup, scope } from './queries.js';

/** What is counted, from a time to another, of all or of some. */
export interface Among {
  readonly what: Counting;
  readonly from: number;
  readonly to: number;
  readonly channels?: readonly string[];
  readonly group?: Group;
  readonly conversationIds?: readonly string[];
}

export function occurred(tenantId: string, among: Among): Lookup<OccurrenceDocument> {
  const filter = { ...scope(tenantId), ...conditions(among) };
  return among.conversationIds
    ? { filter, limit: 0, index: 'occurrence_counted', hint: occurrenceCounted }
    : { filter, limit: 0, index: 'occurrence_time', hint: occurrenceTime };
}

function conditions({ what, from, to, channels, group, conversationIds }: Among): Filter<OccurrenceDocument> {
  const { kind, stage, failed, figure } = what;
  const both = [...(channels ? [{ channel: { $in: [...channels] } }] : []), ...(group ? [group] : [])];
  return {
    kind,
    at: { $gte: new Date(from), $lt: new Date(to) },
    ...(conversationIds ? { conversationId: { $in: [...conversationIds] } } : {}),
    ...(stage === undefined ? {} : { stage }),
    ...(failed ? { failed } : {}),
    ...(figure === undefined ? {} : { [figure]: { $gte: 0 } }),
    ...(both.length > 0 ? { $and: both } : {}),
  } as Filter<OccurrenceDocument>;
}

/**
 * By conversation: the server finds out whether few are looked for among those of a time, and sorted, or many, in the order
 * of the other index.
 */
export function occurredBy(tenantId: string, among: Among, after: string): Lookup<OccurrenceDocument> {
  const { conversationIds } = among;
  const conversationId = { $gt: after, ...(conversationIds ? { $in: [...conversationIds] } : {}) };
  const filter = { ...scope(tenantId), ...conditions(among), conversationId };
  return { filter, sort: { conversationId: 1 }, limit: 0, index: 'occurrence_counted' };
}

/** What was recorded from a time to another, whenever it was. */
export function recordedWithin(
  tenantId: string,
  window: { readonly from: number; readonly to: number },
  among: Among,
): Lookup<OccurrenceDocument> {
  const recordedAt = { $gte: new Date(window.from), $lt: new Date(window.to) };
  const filter = { ...scope(tenantId), recordedAt, ...conditions(among) };
  return { filter, limit: 0, index: 'occurrence_recorded', hint: occurrenceRecorded };
}

/** In no order. */
export function movesOf(tenantId: string, conversationIds: readonly string[]): Lookup<OccurrenceDocument> {
  return ofKinds(tenantId, ['created', 'stage'], conversationIds);
}

/** In no order. */
export function archivings(tenantId: string, conversationIds: readonly string[]): Lookup<OccurrenceDocument> {
  return ofKinds(tenantId, ['archived', 'restored'], conversationIds);
}

/** Those alone are read, however many others their conversations have. */
function ofKinds(
  tenantId: string,
  kinds: readonly OccurrenceKind[],
  conversationIds: readonly string[],
): Lookup<OccurrenceDocument> {
  const filter = { ...scope(tenantId), kind: { $in: [...kinds] }, conversationId: { $in: [...conversationIds] } };
  return { filter, limit: 0, index: 'occurrence_counted', hint: occurrenceCounted };
}

export function factsOf(
  { tenantId, conversationId }: ConversationKey,
  after: number,
  through: number,
): Lookup<OccurrenceDocument> {
  // Not `$lte`: of a field that others follow in the index, some servers then miss the last value.
  const filter = { ...scope(tenantId), conversationId, seq: { $gt: after, $lt: through + 1 } };
  return { filter, sort: { seq: 1 }, limit: 0, index: 'occurrence' };
}

export function earliestOf(tenantId: string, kind: OccurrenceKind): Lookup<OccurrenceDocument> {
  return { filter: { ...scope(tenantId), kind }, sort: { at: 1 }, limit: 1, index: 'occurrence_time' };
}
