import type { Stage } from './entry.js';
import type { Scoring } from './qualification.js';

/** Something the product offers or does; `keywords` are words that ask for it and are not in the text. */
export interface Fact {
  readonly id: string;
  readonly text: string;
  readonly keywords: readonly string[];
}

export interface Faq {
  /** The ways in which people ask it. */
  readonly questions: readonly string[];
  readonly answer: string;
}

export interface CriterionRule {
  readonly name: string;
  /** What it means, for a model that assesses. */
  readonly description: string;
  /** Ways to ask for it, none of them twice in a row. */
  readonly questions: readonly string[];
  readonly weight: number;
  readonly required: boolean;
  /** Words and phrases that affirm or deny it, beyond what the agent knows of budget, authority, need, timeline. */
  readonly met: readonly string[];
  readonly unmet: readonly string[];
}

export interface Objection {
  readonly name: string;
  /** Words and phrases that raise it. */
  readonly cues: readonly string[];
  readonly answer: string;
}

/** Makes the agent someone's: what is sold, what is known of it, what qualifies, how it speaks. */
export interface Playbook {
  readonly agent: { readonly name: string; readonly greeting: string; readonly tone: string };
  readonly product: { readonly name: string; readonly summary: string };
  readonly facts: readonly Fact[];
  readonly faq: readonly Faq[];
  /** Groups of words that mean the same here. */
  readonly synonyms: readonly (readonly string[])[];
  readonly criteria: readonly CriterionRule[];
  /** The least score, 0 to 100, that qualifies. */
  readonly threshold: number;
  /** What to aim for in each stage. */
  readonly stages: Readonly<Partial<Record<Stage, string>>>;
  readonly objections: readonly Objection[];
  /** How much of what is remembered a turn is given: at most so many, each with at least that score (0 to 1). */
  readonly memory: { readonly most: number; readonly leastScore: number };
  readonly handoff: {
    /** The queue that a conversation goes to when a person is asked for. */
    readonly queue: string;
    /** Said when it goes there. */
    readonly message: string;
    /** Words and phrases that ask for a person, beyond those that the agent knows. */
    readonly phrases: readonly string[];
  };
  /** Said when the user asks for an offer, commits to buy, declines for good. */
  readonly closing: { readonly offer: string; readonly won: string; readonly lost: string };
  /** ISO 639-1 code to what is said to a user who writes that language. */
  readonly languages: Readonly<Record<string, string>>;
}

export function scoringOf(playbook: Playbook): Scoring {
  return { threshold: playbook.threshold, criteria: playbook.criteria };
}
