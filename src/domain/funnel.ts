import { type Stage, stages } from './entry.js';
import { bucketOf, quantile } from './histogram.js';
import type { Occurrence } from './occurrence.js';

/** How far conversations came. */
export interface FunnelStep {
  readonly stage: Stage;
  /** That were ever at this stage or, LOST aside, at a later one. */
  readonly reached: number;
  /** Their share of those that reached the step before; of all for LEAD and LOST. 0 of none. */
  readonly conversion: number;
  /** Milliseconds in the stage, of those that left it: the sum of each one's stays that ended, right to 2.5 %. */
  readonly medianMs: number;
}

export interface Funnel {
  /** A conversation's beginning and its moves, in order. */
  add(story: readonly Occurrence[]): void;
  steps(): readonly FunnelStep[];
}

export function makeFunnel(): Funnel {
  const all = new Map(stages.map((stage) => [stage, { reached: 0, stays: new Map<number, number>() }]));
  return {
    add(story) {
      for (const stage of reachedIn(story)) {
        const step = all.get(stage);
        if (step) step.reached++;
      }
      for (const [stage, ms] of staysIn(story)) {
        const stays = all.get(stage)?.stays;
        stays?.set(bucketOf(ms), (stays.get(bucketOf(ms)) ?? 0) + 1);
      }
    },
    steps() {
      const total = all.get('LEAD')?.reached ?? 0;
      let before = total;
      return [...all].map(([stage, { reached, stays }]) => {
        const of = stage === 'LOST' ? total : before;
        before = reached;
        const conversion = stage === 'LEAD' ? 1 : of === 0 ? 0 : reached / of;
        return { stage, reached, conversion, medianMs: quantile(stays, 0.5) };
      });
    },
  };
}

/** Every conversation begins as a LEAD. */
function visits(story: readonly Occurrence[]): { readonly stage: Stage; readonly at: number }[] {
  return story.flatMap(({ kind, stage, at }) =>
    kind === 'created' ? [{ stage: 'LEAD' as const, at }] : kind === 'stage' ? [{ stage, at }] : [],
  );
}

export function reachedIn(story: readonly Occurrence[]): Stage[] {
  const been = new Set(visits(story).map(({ stage }) => stage));
  const furthest = Math.max(...[...been].map((stage) => (stage === 'LOST' ? 0 : stages.indexOf(stage))));
  return stages.filter((stage, i) => (stage === 'LOST' ? been.has(stage) : i <= furthest));
}

function staysIn(story: readonly Occurrence[]): Map<Stage, number> {
  const stays = new Map<Stage, number>();
  const all = visits(story);
  for (const [i, { stage, at }] of all.entries()) {
    const left = all[i + 1];
    // Times are for reading, and may fall.
    if (left) stays.set(stage, (stays.get(stage) ?? 0) + Math.max(0, left.at - at));
  }
  return stays;
}
