import { type Binary, Long } from 'mongodb';
import { DomainError } from '../../domain/errors.js';
import type { Lesson } from '../../domain/memory.js';
import type { KeptRequest } from '../../domain/ports.js';

/** The version of every document that this code writes, and the newest it reads. */
export const version = 1;

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

/** One string for several; different ones for different parts, whatever is in them. */
export function keyOf(...parts: readonly string[]): string {
  return parts.map((part) => part.replace(/[%/]/g, encodeURIComponent)).join('/');
}

/** Refuses what a newer version of this code wrote: reading it half would lose the rest at the next write. */
export function known<T extends { readonly v: number }>(document: T, name: string): T {
  if (document.v > version) throw new DomainError({ kind: 'document-too-new', document: name, version: document.v });
  return document;
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
