import type { Stage } from './entry.js';
import { invalid } from './errors.js';
import { type Buckets, merge } from './histogram.js';
import type { Moment } from './history.js';
import type { Occurrence, OccurrenceKind, TurnFigures } from './occurrence.js';
import type { ConversationKey } from './ports.js';

/** As it was at the event. */
export type Dimension = 'channel' | 'stage' | 'agent' | 'owner';
export type Figure = Exclude<keyof TurnFigures, 'failed'>;
export type Group = Readonly<Partial<Record<Dimension, string>>>;

/** Which occurrences are counted: those for which all of it holds. */
export interface Counting {
  readonly kind: OccurrenceKind;
  readonly stage?: Stage;
  readonly failed?: true;
  /** Turns that have this figure, which is summed up. */
  readonly figure?: Figure;
}

interface Scope {
  readonly what: Counting;
  /** What was committed after it is not counted, whenever that happened. */
  readonly moment: Moment;
  readonly channels?: readonly string[];
  /** Of these alone, at most 500. */
  readonly conversationIds?: readonly string[];
}

export interface CountQuery extends Scope {
  /** Milliseconds since the epoch, rising: where each period begins, and where the last one ends. */
  readonly boundaries: readonly number[];
  readonly groupBy: readonly Dimension[];
  /** Whether the figure's values are wanted by bucket. */
  readonly spread: boolean;
}

/** What is in one period and of one group. */
export interface Cell {
  /** The index of where it begins. */
  readonly period: number;
  /** In the order of `groupBy`. */
  readonly group: readonly string[];
  readonly count: number;
  readonly sum: number;
  readonly buckets: Buckets;
}

export interface Selection extends Scope {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly group: Group;
}

/** Counts of what occurred, as of a moment. No call sees another tenant's. All throw `moment-forgotten`. */
export interface Numbers {
  /** Cells that are not empty, in no order. Throws `invalid-argument` when there are more than `maxCells`. */
  count(tenantId: string, query: CountQuery, signal: AbortSignal): Promise<readonly Cell[]>;
  /** The conversations that have what is selected, each once, by id, after that one; fewer than `limit`: no more. */
  counted(
    tenantId: string,
    selection: Selection,
    after: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly string[]>;
  /** How these conversations, at most 500, began and moved through the stages, each in the order of its log. */
  moves(tenantId: string, moment: Moment, conversationIds: readonly string[]): Promise<readonly Occurrence[]>;
  /** When the earliest of a kind was. */
  earliest(tenantId: string, kind: OccurrenceKind): Promise<number | undefined>;
  /** What is counted of the entries of a conversation after a seq, up to another, and of the turns that ended with them. */
  facts(of: ConversationKey, after: number, through: number): Promise<readonly Fact[]>;
  /** Whether all conversations have what numbers are made of; of an earlier version there may be some that have not. */
  isWhole(): Promise<boolean>;
  becomeWhole(): Promise<void>;
}

/** An occurrence as it is kept. */
export interface Fact {
  readonly id: string;
  readonly occurrence: Occurrence;
}

/** What is counted of a conversation and is not as its log and its turns have it. */
export interface Miscount {
  readonly wrong: readonly Fact[];
  readonly missing: readonly Occurrence[];
}

export const maxCells = 5_000;

/** Adds up cells of parts. */
export interface Tally {
  add(part: Cell): void;
  cells(): Cell[];
}

export function makeTally(): Tally {
  const all = new Map<string, { -readonly [K in keyof Cell]: Cell[K] } & { readonly buckets: Map<number, number> }>();
  return {
    add({ period, group, count, sum, buckets }) {
      const key = JSON.stringify([period, ...group]);
      let cell = all.get(key);
      if (!cell) {
        if (all.size >= maxCells)
          throw invalid('group_by', `more than ${maxCells} numbers: ask for fewer groups or periods`);
        cell = { period, group, count: 0, sum: 0, buckets: new Map() };
        all.set(key, cell);
      }
      cell.count += count;
      cell.sum += sum;
      merge(cell.buckets, buckets);
    },
    cells: () => [...all.values()],
  };
}

/** The period that a time is in, by halving. */
export function periodOf(boundaries: readonly number[], at: number): number {
  let [low, high] = [0, boundaries.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at >= (boundaries[middle] ?? 0)) low = middle;
    else high = middle;
  }
  return low;
}
