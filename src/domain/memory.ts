import type { JsonObject } from './json.js';

/** Whose memories are meant. */
export interface MemoryOwner {
  readonly tenantId: string;
  readonly userId: string;
}

/** The message that a memory was learned from. */
export interface MemorySource {
  readonly conversationId: string;
  readonly seq: number;
}

/** Something to be remembered, as it was said. */
export interface Fact {
  readonly text: string;
  readonly metadata?: JsonObject;
  /** When it was learned. */
  readonly createdAt: number;
  readonly source?: MemorySource;
}

/** Something that is remembered of a user. */
export interface Remembered extends Fact {
  readonly id: string;
}

/** Something that was found by a question. */
export interface Recalled extends Remembered {
  /** 0 to 1, higher is better; comparable within one search. */
  readonly score: number;
}

/** What a turn leaves to be learned from: its user's messages, by their `seq`s. Kept until that is done, or given up. */
export interface Lesson {
  /** The turn's. */
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly messageSeqs: readonly number[];
  /** Milliseconds since the epoch; a user's lessons are learned in this order. */
  readonly at: number;
  /** How often it was begun. */
  readonly attempts: number;
}

/** A lesson is tried this often before it is given up. */
export const maxLessonAttempts = 20;

/** How long until a lesson that failed is tried again: a second, then twice as long each time, at most five minutes. */
export function lessonPauseMs(attempts: number): number {
  return Math.min(1000 * 2 ** (attempts - 1), 300_000);
}
