import { DomainError } from '../domain/errors.js';
import { type Lesson, lessonPauseMs, maxLessonAttempts, type Remembered } from '../domain/memory.js';
import type { ConversationStore, Memory } from '../domain/ports.js';
import type { Conditions } from './conditions.js';
import { entryAt } from './entry-at.js';

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
/** A lesson that takes longer has failed; its lease is a little longer, so that no other process has it by then. */
const lessonMs = 60_000;
const leaseMs = lessonMs + 15_000;
/** How long a memory that is told to stop may take to. */
const graceMs = 500;
/** Memories that are looked at together. */
const pageSize = 200;
/** How often it is asked how many were given up, here or elsewhere. */
const countEveryMs = 15_000;

export function makeLearning(
  store: ConversationStore,
  memory: Memory,
  worker: string,
  conditions: Conditions,
  report: (what: string, error: unknown, lesson?: Lesson) => void,
): Learning {
  const stopping = new AbortController();
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
      await limited((signal) => learn(lesson, signal));
      await store.dropLesson(lesson);
    } catch (error) {
      if (stopping.signal.aborted) return store.putBackLesson(lesson, 0);
      const last = lesson.attempts >= maxLessonAttempts;
      if (last) countedAt = Number.NEGATIVE_INFINITY;
      if (last || lesson.attempts === 1) report(last ? 'lesson given up' : 'lesson put back', error, lesson);
      await store.putBackLesson(lesson, last ? undefined : lessonPauseMs(lesson.attempts));
    }
  }

  /** With a signal that aborts at the stop or when it takes too long; nothing of it is kept once the work is done. */
  async function limited(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new Error(`nothing within ${lessonMs} ms`)), lessonMs);
    const stop = () => limit.abort(stopping.signal.reason);
    stopping.signal.addEventListener('abort', stop, { once: true });
    if (stopping.signal.aborted) stop();
    try {
      await work(limit.signal);
    } finally {
      clearTimeout(timer);
      stopping.signal.removeEventListener('abort', stop);
    }
  }

  async function learn(lesson: Lesson, signal: AbortSignal): Promise<void> {
    const { tenantId, userId, conversationId } = lesson;
    for (const seq of lesson.messageSeqs) {
      const message = (await entryAt(store, lesson, seq))?.message;
      if (message?.role !== 'USER' || message.status !== 'COMPLETE') continue;
      const { createdAt } = message;
      const text = clipped(message.text);
      const learning = memory.learn({ tenantId, userId }, { text, createdAt, source: { conversationId, seq } }, signal);
      await Promise.race([learning, lateAfter(signal)]);
    }
    if (!(await store.conversation(tenantId, conversationId))) await forget(lesson, signal);
  }

  /** What was learned while its user was erased. */
  async function forget({ tenantId, userId, conversationId }: Lesson, signal: AbortSignal): Promise<void> {
    const owner = { tenantId, userId };
    let after: Remembered | undefined;
    do {
      const page: Remembered[] = await memory.list(owner, after, pageSize, signal);
      for (const { id, source } of page) {
        if (source?.conversationId === conversationId) await memory.remove(owner, id, signal).catch(unlessGone);
      }
      after = page.length === pageSize ? page.at(-1) : undefined;
    } while (after);
  }

  return {
    look() {
      wake();
      looking ??= learnAll()
        .catch((error: unknown) => {
          // The sweep tells of a store that is away.
          const away = error instanceof DomainError && error.fault.kind === 'store-unavailable';
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

/** For who removes what may be gone already. */
function unlessGone(error: unknown): void {
  if (!(error instanceof DomainError) || error.fault.kind !== 'memory-not-found') throw error;
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

/** Rejects a moment after the signal aborts: not every memory listens to it. */
function lateAfter(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const soon = () => setTimeout(() => reject(signal.reason), graceMs).unref();
    signal.addEventListener('abort', soon, { once: true });
    if (signal.aborted) soon();
  });
}
