import { type Document, Long } from 'mongodb';
import type { Lesson } from '../../domain/memory.js';
import type { ConversationStore } from '../../domain/ports.js';
import { readMs, writeMs } from './client.js';
import type { Collections } from './collections.js';
import { keyOf, type LessonDocument, toLesson } from './documents.js';
import { guarded } from './failures.js';
import { leaseEnd } from './leases.js';
import { dueLessons, firstLesson, heldLesson, isDue, lessonsThat, theLesson } from './lesson-queries.js';
import { all, one } from './read.js';
import { updateUnlessHeld } from './taking.js';

const counted = 1000;
/** Of due lessons, and how many of them are looked at for one call. */
const pageSize = 50;
const mostRounds = 20;

type Lessons = Pick<
  ConversationStore,
  'takeLessons' | 'dropLesson' | 'putBackLesson' | 'reviveLessons' | 'countLessons'
>;

/** What is still to be learned of turns that are over: a document each, whose `dueAt` is also the lease of who has it. */
export function makeLessons({ lessons }: Pick<Collections, 'lessons'>): Lessons {
  /** By users: a page of what is due, then of what is due of others, so that nobody's backlog keeps them out. */
  async function takeLessons(leaseMs: number, limit: number): Promise<Lesson[]> {
    const taken: Lesson[] = [];
    const seen = new Map<string, { readonly tenantId: string; readonly userId: string }>();
    for (let round = 0; round < mostRounds && taken.length < limit; round++) {
      const due = await all(lessons, dueLessons([...seen.values()], pageSize), (document) => document);
      for (const { tenantId, userId } of due) {
        const user = keyOf(tenantId, userId);
        if (seen.has(user) || taken.length >= limit) continue;
        seen.set(user, { tenantId, userId });
        try {
          const mine = await takeFirst(tenantId, userId, leaseMs);
          if (mine) taken.push(mine);
        } catch (error) {
          // Those taken so far are ours: kept back, they would wait for another lease's length.
          if (taken.length === 0) throw error;
          return taken;
        }
      }
      if (due.length < pageSize) break;
    }
    return taken;
  }

  /** The user's first lesson, unless it or another of theirs is not due. */
  async function takeFirst(tenantId: string, userId: string, leaseMs: number): Promise<Lesson | undefined> {
    if (await one(lessons, heldLesson(tenantId, userId), () => true)) return undefined;
    const first = await one(lessons, firstLesson(tenantId, userId), (document) => document);
    return first && takeOne(first, leaseMs);
  }

  /** Undefined when another process was first, or holds it. */
  async function takeOne(due: LessonDocument, leaseMs: number): Promise<Lesson | undefined> {
    const attempts = due.attempts + 1;
    const lease: Document[] = [{ $set: { dueAt: leaseEnd(leaseMs), attempts: { $literal: attempts }, taken: true } }];
    const before = { ...theLesson(toLesson(due)), attempts: due.attempts, ...isDue };
    const isMine = await updateUnlessHeld(lessons, before, lease);
    return isMine ? { ...toLesson(due), attempts } : undefined;
  }

  return {
    takeLessons: (_, leaseMs, limit) => guarded('write', () => takeLessons(leaseMs, limit)),
    dropLesson: (lesson) =>
      guarded('write', async () => {
        await lessons.deleteOne(theLesson(lesson), { maxTimeMS: writeMs });
      }),
    putBackLesson: (lesson, ms) =>
      guarded('write', async () => {
        const dueAt = ms === undefined ? { $literal: Long.fromNumber(0) } : leaseEnd(ms);
        const change: Document[] = [{ $set: { dueAt, givenUp: ms === undefined, taken: false } }];
        await lessons.updateOne({ ...theLesson(lesson), attempts: lesson.attempts }, change, { maxTimeMS: writeMs });
      }),
    reviveLessons: () =>
      guarded('write', async () => {
        const anew = { $set: { dueAt: Long.fromNumber(0), attempts: 0, givenUp: false, taken: false } };
        await lessons.updateMany(lessonsThat(true), anew, { maxTimeMS: writeMs });
      }),
    countLessons: () =>
      guarded('read', async () => {
        const options = { limit: counted, maxTimeMS: readMs };
        const [waiting, givenUp] = await Promise.all(
          [false, true].map((given) => lessons.countDocuments(lessonsThat(given), options)),
        );
        return { waiting: waiting ?? 0, givenUp: givenUp ?? 0 };
      }),
  };
}
