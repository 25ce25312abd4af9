import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, merge, quantile } from '../../src/domain/histogram.js';
import { exactQuantile } from '../support/recount.js';

function bucketsOf(values: readonly number[]): Map<number, number> {
  const buckets = new Map<number, number>();
  for (const value of values) merge(buckets, new Map([[bucketOf(value), 1]]));
  return buckets;
}

const values = fc.array(fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 1e9 })), { maxLength: 300 });

describe('histograms', () => {
  it('know every percentile to 2.5 %, and none of nothing', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, q) => {
        const exact = exactQuantile(all, q);
        expect(Math.abs(quantile(bucketsOf(all), q) - exact)).toBeLessThanOrEqual(exact * 0.025);
      }),
    );
    expect(quantile(new Map(), 0.5)).toBe(0);
  });

  it('of parts added up are that of the whole', () => {
    fc.assert(
      fc.property(values, values, (some, others) => {
        const sum = bucketsOf(some);
        merge(sum, bucketsOf(others));
        expect([...sum].sort()).toEqual([...bucketsOf([...some, ...others])].sort());
      }),
    );
  });
});
