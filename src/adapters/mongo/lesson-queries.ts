import type { Filter } from 'mongodb';
import type { Subject } from '../../domain/erasure.js';
import type { Lesson } from '../../domain/memory.js';
import { type LessonDocument, version } from './documents.js';
import { type Lookup, scope, serverNow } from './queries.js';

/** Of all tenants, but for some users. */
export function dueLessons(
  but: readonly { readonly tenantId: string; readonly userId: string }[],
  limit: number,
): Lookup<LessonDocument> {
  const others = but.length === 0 ? {} : { $nor: [...but] };
  const filter = { givenUp: false, dueAt: { $gte: 0 }, v: { $lte: version }, ...others, ...isDue };
  return { filter, sort: { dueAt: 1 }, limit, index: 'lesson_due' };
}

/** One that is not due: it is being learned, or was put back. */
export function heldLesson(tenantId: string, userId: string): Lookup<LessonDocument> {
  const later = { $expr: { $gt: ['$dueAt', serverNow] } };
  return { filter: { ...scope(tenantId), userId, givenUp: false, ...later }, limit: 1, index: 'lesson_order' };
}

export function firstLesson(tenantId: string, userId: string): Lookup<LessonDocument> {
  const filter = { ...scope(tenantId), userId, givenUp: false };
  return { filter, sort: { at: 1, lessonId: 1 }, limit: 1, index: 'lesson_order' };
}

/** Of all tenants. */
export function lessonsThat(givenUp: boolean): Filter<LessonDocument> {
  return { givenUp, dueAt: { $gte: 0 } };
}

export function theLesson({ tenantId, conversationId, id }: Lesson): Filter<LessonDocument> {
  return { ...scope(tenantId), conversationId, lessonId: id };
}

export function lessonsOfUser({ tenantId, userId }: Subject): Lookup<LessonDocument> {
  return { filter: { ...scope(tenantId), userId }, limit: 1, index: 'lesson_user' };
}

/** Of a user's lessons those that nobody is at work on. */
export function idleLessonsOfUser(subject: Subject): Lookup<LessonDocument> {
  const { filter, ...lookup } = lessonsOfUser(subject);
  return { filter: { ...filter, $or: [{ taken: { $ne: true } }, isDue] }, ...lookup };
}
/** Of a lesson. */
export const isDue = { $expr: { $lte: ['$dueAt', serverNow] } } as const;
