import type { Match } from './search.js';

/** What scores go by; the same for all pages of a search. */
export interface Weights {
  /** In how many messages each part is, as far as that was counted. */
  readonly found: readonly number[];
  /** Words of a usual message. */
  readonly usualLength: number;
}

/** Messages that are counted of a word; more are as many. */
export const mostCounted = 2_000;

/**
 * BM25 (Robertson and Zaragoza, 2009) with the usual parameters. What a word tells is taken from how many messages have it,
 * against a number of messages that is fixed, so that a score hangs on no total that every new message would change.
 */
const saturation = 1.2;
const lengthShare = 0.75;

/** Higher is better; above 0. */
export function scoreOf({ counts, length }: Pick<Match, 'counts' | 'length'>, { found, usualLength }: Weights): number {
  const norm = saturation * (1 - lengthShare + (lengthShare * length) / usualLength);
  return counts.reduce((sum, count, i) => {
    const rarity = Math.log(1 + mostCounted / Math.max(1, found[i] ?? mostCounted));
    return sum + (rarity * count * (saturation + 1)) / (count + norm);
  }, 0);
}
