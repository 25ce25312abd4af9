import type { Long } from 'mongodb';
import type { Counts, ErasedStore, Erasure, Receipt } from '../../domain/erasure.js';
import { keyOf, known, version } from './documents.js';

/** There while a user is erased: the `_id` is what only one may have. */
export interface ErasureDocument {
  readonly _id: string;
  readonly v: number;
  readonly tenantId: string;
  readonly userId: string;
  readonly erasureId: string;
  readonly request: string;
  readonly subject: string;
  readonly startedAt: Date;
  readonly found?: Counts;
  readonly erased: Counts;
  readonly attempt: number;
  /** Of conversations: each one writes here. */
  readonly removals?: number;
  /** Milliseconds since the epoch by the server's clock. */
  readonly leaseUntil: Long | number;
}

/** What is kept of an erasure for good. */
export interface ReceiptDocument {
  readonly _id: string;
  readonly v: number;
  readonly tenantId: string;
  readonly erasureId: string;
  readonly request: string;
  readonly subject: string;
  readonly startedAt: Date;
  readonly stores: readonly ErasedStore[];
  readonly endedAt?: Date;
}

/** A conversation that was erased. */
export interface ErasedDocument {
  readonly v: number;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly erasureId: string;
  /** When the transaction that removed it was begun, by the clock of the process. */
  readonly at: Date;
}

export function fromErasure(erasure: Erasure): Omit<ErasureDocument, 'leaseUntil'> {
  const { id, startedAt, ...rest } = erasure;
  const _id = keyOf(rest.tenantId, rest.userId);
  return { _id, v: version, erasureId: id, startedAt: new Date(startedAt), ...rest };
}

export function toErasure(document: ErasureDocument): Erasure {
  const { _id, v, erasureId, startedAt, leaseUntil, removals, ...rest } = known(
    document,
    `erasure ${document.erasureId}`,
  );
  return { ...rest, id: erasureId, startedAt: startedAt.getTime() };
}

export function fromReceipt(receipt: Receipt): ReceiptDocument {
  const { id, startedAt, endedAt, ...rest } = receipt;
  return {
    _id: keyOf(rest.tenantId, rest.request),
    v: version,
    erasureId: id,
    startedAt: new Date(startedAt),
    ...(endedAt === undefined ? {} : { endedAt: new Date(endedAt) }),
    ...rest,
  };
}

export function toReceipt(document: ReceiptDocument): Receipt {
  const { _id, v, erasureId, startedAt, endedAt, ...rest } = known(document, `receipt ${document.erasureId}`);
  return {
    ...rest,
    id: erasureId,
    startedAt: startedAt.getTime(),
    ...(endedAt ? { endedAt: endedAt.getTime() } : {}),
  };
}
