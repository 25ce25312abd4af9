import fc from 'fast-check';
import { expect, it } from 'vitest';
import { facetsOf, facetsSought } from '../../src/adapters/embedded/search-facets.js';

const hour = 3_600_000;
const at = fc.integer({ min: Date.UTC(1960, 0, 1), max: Date.UTC(2120, 0, 1) });
const of = (time: number) => facetsOf({ userId: 'ada', channel: 'web', role: 'USER', at: time });

it('a range of time has the facets of all times in it, and of none that is more than an hour away', () => {
  fc.assert(
    fc.property(at, at, at, fc.integer({ min: -2 * hour, max: 2 * hour }), (a, b, c, near) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const [times = []] = facetsSought({ filter: {}, from, to });
      expect(times.length).toBeLessThan(300);
      for (const time of [c, from + near, to + near]) {
        const has = of(time).some((facet) => times.includes(facet));
        if (time >= from && time < to) expect(has).toBe(true);
        // The first hour has all that was before it, too.
        const inYears = time >= Date.UTC(1970, 0, 1, 1) && time < Date.UTC(2100, 11, 31);
        if (inYears && (time < from - hour || time >= to + hour)) expect(has).toBe(false);
      }
    }),
    { examples: [[1 - hour, 1 - hour, 1, 0]] },
  );
});

it('a range that is open at one side has all times of that side', () => {
  for (const time of [0, Date.UTC(2026, 5, 5), Date.UTC(2099, 11, 31)]) {
    const has = (range: object) => {
      const [times = []] = facetsSought({ filter: {}, ...range });
      return of(time).some((facet) => times.includes(facet));
    };
    expect([
      has({ from: time }),
      has({ to: time + 1 }),
      has({ from: time + 2 * hour }),
      has({ to: time - hour }),
    ]).toEqual([true, true, false, time === 0]);
  }
});
