import { DomainError, isFault } from '../domain/errors.js';
import { type Lesson, lessonPauseMs, maxLessonAttempts } from '../domain/memory.js';
import type { ConversationStore, Memory } from '../domain/ports.js';
import type { Conditions } from './conditions.js';
import { entryAt } from './entry-at.js';
import { expectNotErasing } from './erasure-gate.js';

/** Remembers what users said, once their turns are over: no reply waits for it. */
export interface Learning {
  /** Learns all that is due; resolves when nothing is any more, or it was told to stop. Safe to call while it runs. */
  look(): Promise<void>;
  /** Begins nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** Of a memory's text; the contract has the same limit. */
const maxFactBytes = 8192;
/** Users whose words are learned at the same time. */
const atOnce = 16;
/** A lesson that takes longer has failed; its lease is longer, so that nothing is stored of it any more by its end. */
const lessonMs = 50_000;
const leaseMs = lessonMs + 25_000;
/** How long a memory that is told to stop may take to. */
const graceMs = 500;
/** How soon a lesson ends whose user is being erased. */
const heedMs = 250;
/** How often it is asked how many were given up, here or elsewhere. */
const countEveryMs = 15_000;

/** The memory may still store something: the lesson is nobody else's, and its user's erasure waits, until its lease is over. */
class StillLearning extends Error {}

export function makeLearning(
  store: ConversationStore,
  memory: Memory,
  worker: string,
  conditions: Conditions,
  report: (what: string, error: unknown, lesson?: Lesson) => void,
): Learning {
  const stopping = new AbortController();
  /** What ends the lessons under way. */
  const ends = new Set<(why: unknown) => void>();
  stopping.signal.addEventListener('abort', () => {
    for (const end of ends) end(stopping.signal.reason);
  });
  const underWay = new Set<Promise<void>>();
  let looking: Promise<void> | undefined;
  /** Makes the one who looks look again. */
  let wake: () => void = () => undefined;
  let revived = false;
  let countedAt = Number.NEGATIVE_INFINITY;

  async function learnAll(): Promise<void> {
    if (!revived) await store.reviveLessons();
    revived = true;
    let failure: unknown;
    const begin = (lesson: Lesson) => {
      const one = learnOne(lesson)
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => underWay.delete(one));
      underWay.add(one);
    };
    while (!stopping.signal.aborted && failure === undefined) {
      const free = atOnce - underWay.size;
      const lessons = free > 0 ? await store.takeLessons(worker, leaseMs, free) : [];
      lessons.forEach(begin);
      if (underWay.size === 0) break;
      // One that takes long keeps nobody else waiting.
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await Promise.race([...underWay, woken]);
    }
    await Promise.all(underWay);
    if (failure !== undefined) throw failure;
    await tellOfGivenUp();
  }

  async function tellOfGivenUp(): Promise<void> {
    if (!conditions.has('lessons') && performance.now() - countedAt < countEveryMs) return;
    countedAt = performance.now();
    const { givenUp } = await store.countLessons();
    const wrong = `messages of ${givenUp} turns could not be learned from; they are tried again when a server starts`;
    conditions.set('lessons', givenUp > 0 ? wrong : undefined);
  }

  async function learnOne(lesson: Lesson): Promise<void> {
    try {
      await limited(lesson, (signal) => learn(lesson, signal));
      await store.dropLesson(lesson);
    } catch (error) {
      if (isErasing(error)) return store.putBackLesson(lesson, lessonPauseMs(lesson.attempts));
      const isStill = error instanceof StillLearning;
      if (stopping.signal.aborted) return isStill ? undefined : store.putBackLesson(lesson, 0);
      const last = !isStill && lesson.attempts >= maxLessonAttempts;
      if (last) countedAt = Number.NEGATIVE_INFINITY;
      if (last || lesson.attempts === 1) report(last ? 'lesson given up' : 'lesson put back', error, lesson);
      if (!isStill) await store.putBackLesson(lesson, last ? undefined : lessonPauseMs(lesson.attempts));
    }
  }

  /**
   * With a signal that aborts when the user is being erased, at the stop, or when it takes too long. Where that does not end
   * the work, the last two do without it: `StillLearning`.
   */
  async function limited(lesson: Lesson, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const limit = new AbortController();
    let leave: (why: StillLearning) => void;
    const left = new Promise<never>((_, reject) => {
      leave = reject;
    });
    const end = (why: unknown) => {
      limit.abort(why);
      setTimeout(() => leave(new StillLearning('the memory does not stop', { cause: why })), graceMs).unref();
    };
    const heed = () => expectNotErasing(store, lesson).catch((error) => isErasing(error) && limit.abort(error));
    const timer = setTimeout(() => end(new Error(`nothing within ${lessonMs} ms`)), lessonMs);
    const heeding = setInterval(heed, heedMs);
    ends.add(end);
    if (stopping.signal.aborted) end(stopping.signal.reason);
    try {
      await Promise.race([work(limit.signal), left]);
    } finally {
      clearTimeout(timer);
      clearInterval(heeding);
      ends.delete(end);
    }
  }

  /** From when the lesson was taken on an erasure of its user waits for it: what is stored until its end is erased after that. */
  async function learn(lesson: Lesson, signal: AbortSignal): Promise<void> {
    const { tenantId, userId, conversationId } = lesson;
    if (lesson.attempts > maxLessonAttempts) throw new Error('the memory did not stop the last time either');
    await expectNotErasing(store, lesson);
    for (const seq of lesson.messageSeqs) {
      const message = (await entryAt(store, lesson, seq))?.message;
      if (message?.role !== 'USER' || message.status !== 'COMPLETE') continue;
      const { createdAt } = message;
      const text = clipped(message.text);
      await memory.learn({ tenantId, userId }, { text, createdAt, source: { conversationId, seq } }, signal);
    }
  }

  return {
    look() {
      wake();
      looking ??= learnAll()
        .catch((error: unknown) => {
          // The sweep tells of a store that is away.
          const away = isFault(error, 'store-unavailable');
          if (!away) report('lessons not looked at', error);
        })
        .finally(() => {
          looking = undefined;
        });
      return looking;
    },
    async stop() {
      stopping.abort(new DomainError({ kind: 'server-draining', retryAfterMs: 500 }));
      wake();
      await looking;
    },
  };
}

function isErasing(error: unknown): boolean {
  return isFault(error, 'erasure-under-way');
}

/** Its beginning, as much as a caller may add. */
function clipped(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxFactBytes) return text;
  return bytes
    .subarray(0, maxFactBytes)
    .toString()
    .replace(/\uFFFD$/, '');
}
