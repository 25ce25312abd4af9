import type { Filter } from 'mongodb';
import type { Erasure, Subject } from '../../domain/erasure.js';
import { keyOf, version } from './documents.js';
import type { ErasedDocument, ErasureDocument, ReceiptDocument } from './erasure-documents.js';
import { expired, type Lookup, scope, unseen } from './queries.js';

export function erasureOf({ tenantId, userId }: Subject): Lookup<ErasureDocument> {
  return { filter: { _id: keyOf(tenantId, userId), ...scope(tenantId) }, limit: 1, index: '_id_' };
}

/** As long as it is in the hands of who has it now. */
export function theErasure(erasure: Erasure): Filter<ErasureDocument> {
  const { id, attempt } = erasure;
  return { ...erasureOf(erasure).filter, erasureId: id, attempt };
}

/** Of all tenants, but those that were `seen`. */
export function freeErasures(limit: number, seen: readonly string[] = []): Lookup<ErasureDocument> {
  const filter = { ...unseen(seen), leaseUntil: { $gte: 0 }, v: { $lte: version }, ...expired };
  return { filter, sort: { leaseUntil: 1 }, limit, index: 'erasure_free' };
}

export function receiptOf(tenantId: string, request: string): Lookup<ReceiptDocument> {
  return { filter: { _id: keyOf(tenantId, request), ...scope(tenantId) }, limit: 1, index: '_id_' };
}

export function removedBy(tenantId: string, erasureId: string, after: string, limit: number): Lookup<ErasedDocument> {
  const filter = { ...scope(tenantId), erasureId, conversationId: { $gt: after } };
  return { filter, sort: { conversationId: 1 }, limit, index: 'erased_by_erasure' };
}

/** From a time on, and before another. */
export function erasedBetween(
  tenantId: string,
  after: string,
  from: number,
  to: number,
  limit: number,
): Lookup<ErasedDocument> {
  const at = { $gte: new Date(from), $lt: new Date(to) };
  const filter = { ...scope(tenantId), conversationId: { $gt: after }, at };
  return { filter, sort: { conversationId: 1 }, limit, index: 'erased' };
}
