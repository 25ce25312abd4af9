import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/errors.js';
import type { Fact, MemoryOwner, MemorySource, Remembered } from '../../domain/memory.js';

/** What a text is like, by one embedder: normalized, each component as -127 … 127. */
export interface Vector {
  /** Such as "words-en-1"; vectors of two embedders, or of two lengths, are never compared. */
  readonly embedder: string;
  readonly values: Int8Array;
}

/** A memory to be stored. */
export interface NewRow extends Fact {
  readonly id: string;
  /** Absent: it could not be embedded, and will be later. */
  readonly vector?: Vector;
}

/** A memory as it is stored. */
export interface Row extends Remembered {
  /** 1, 2, 3 … in the order in which the owner's memories were stored. */
  readonly number: number;
  readonly vector?: Vector;
}

/** What tells whether anything has changed. */
export interface Head {
  /** The newest row's number; 0 for none ever. */
  readonly number: number;
  /** Rises when rows that were there change or go, also when all go and others come. */
  readonly epoch: number;
}

/**
 * Memories with their vectors, durable; one partition an owner. No call reads or writes another owner's, and none costs
 * what others have. Calls throw `memory-unavailable` when the store cannot be reached.
 */
export interface MemoryRows {
  /** Stores all of them or none. In place of one whose text the owner has already the stored one comes back. */
  insert(owner: MemoryOwner, rows: readonly NewRow[]): Promise<Row[]>;
  head(owner: MemoryOwner): Promise<Head>;
  /** Rows after a number, by it. */
  after(owner: MemoryOwner, number: number, limit: number): Promise<Row[]>;
  /** In no order; those that are not there are left out. */
  byIds(owner: MemoryOwner, ids: readonly string[]): Promise<Row[]>;
  /** Newest first, by (`createdAt`, id), after that one. */
  list(
    owner: MemoryOwner,
    after: { readonly createdAt: number; readonly id: string } | undefined,
    limit: number,
  ): Promise<Row[]>;
  /** Whether anything was learned from that message. */
  isLearned(owner: MemoryOwner, source: MemorySource): Promise<boolean>;
  /** False when it is not there. */
  remove(owner: MemoryOwner, id: string): Promise<boolean>;
  /** Erases some of an owner's rows, at most `limit`, and with the last one all that tells of the owner: how many rows. */
  erase(owner: MemoryOwner, limit: number): Promise<number>;
  count(owner: MemoryOwner): Promise<number>;
  /** Leaves no trace of what was erased in files of its own; false when that cannot be done now. */
  settle(signal: AbortSignal): Promise<boolean>;
  /** Rows of all owners that have no vector of this embedder; any of them, a bounded number. */
  unlike(embedder: string, limit: number): Promise<readonly { readonly owner: MemoryOwner; readonly row: Row }[]>;
  /** How many there are of those, at most 100,000. */
  countUnlike(embedder: string): Promise<number>;
  /** Gives rows of an owner, by their ids, other vectors. */
  embed(owner: MemoryOwner, vectors: ReadonlyMap<string, Vector>): Promise<void>;
  close(): Promise<void>;
}

/** By which a text that an owner has already is found. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Where an owner's epochs begin: later than those that the same owner has had, so that nobody takes new rows for old ones. */
export const firstEpoch = (): number => Date.now();

/** A store's error as rows have it: what is `store-unavailable` for conversations is `memory-unavailable` here. */
export function asMemoryError(error: unknown): unknown {
  if (!(error instanceof DomainError) || error.fault.kind !== 'store-unavailable') return error;
  return new DomainError({ kind: 'memory-unavailable', retryAfterMs: error.fault.retryAfterMs }, { cause: error });
}

/** The newest layout of a file of memories that this version knows; `user_version` has that of a file. */
export const memoriesLayout = 1;
