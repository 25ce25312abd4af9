import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Criterion,
  judge,
  mergeQualification,
  type Scoring,
  sameQualification,
  unqualified,
} from '../../src/domain/qualification.js';

const names = ['a', 'b', 'c', 'd', '__proto__', 'toString'];
const criterion: fc.Arbitrary<Criterion> = fc.record({
  name: fc.constantFrom(...names),
  status: fc.constantFrom('MET', 'UNMET', 'UNKNOWN'),
  value: fc.constantFrom('', 'x'),
  confidence: fc.constantFrom(0, 0.5, 1),
  evidenceSeqs: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
});
const criteria = fc.array(criterion, { maxLength: 8 });
const distinct = fc.uniqueArray(criterion, { selector: ({ name }) => name, maxLength: 6 });
const scoring: fc.Arbitrary<Scoring> = fc.record({
  threshold: fc.integer({ min: 0, max: 100 }),
  criteria: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom(...names),
      weight: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 5, noNaN: true })),
      required: fc.boolean(),
    }),
    { selector: ({ name }) => name, maxLength: 6 },
  ),
});

describe('score and verdict', () => {
  it('are round(100 × weight met / weight of all), where what the playbook does not know weighs 1', () => {
    fc.assert(
      fc.property(distinct, scoring, (criteria, scoring) => {
        let total = 0;
        let met = 0;
        for (const name of names) {
          const rule = scoring.criteria.find((rule) => rule.name === name);
          const found = criteria.find((criterion) => criterion.name === name);
          const weight = rule ? rule.weight : found ? 1 : 0;
          total += weight;
          if (found?.status === 'MET') met += weight;
        }
        const { score } = judge(criteria, scoring);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        // Sums of fractions may differ by their order: by a hair, which is a point where a half is rounded.
        const exact = total > 0 ? (100 * met) / total : 0;
        expect(Math.abs(score - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
        expect(Number.isInteger(score)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('qualify when all that is required is met, nothing is denied and the score reaches the threshold', () => {
    fc.assert(
      fc.property(distinct, scoring, (criteria, scoring) => {
        const status = (name: string) => criteria.find((criterion) => criterion.name === name)?.status;
        const { score, isQualified } = judge(criteria, scoring);
        const required = scoring.criteria.filter((rule) => rule.required).every(({ name }) => status(name) === 'MET');
        const denied = criteria.some((criterion) => criterion.status === 'UNMET');
        expect(isQualified).toBe(required && !denied && score >= scoring.threshold);
      }),
      { numRuns: 500 },
    );
  });

  it('rise, or stay, with one more criterion met, and never depend on the order', () => {
    fc.assert(
      fc.property(distinct, scoring, (criteria, scoring) => {
        const before = judge(criteria, scoring);
        expect(judge(criteria.toReversed(), scoring).isQualified).toBe(before.isQualified);
        for (const [i, criterion] of criteria.entries()) {
          const after = judge(criteria.with(i, { ...criterion, status: 'MET' }), scoring);
          expect(after.score).toBeGreaterThanOrEqual(before.score);
          if (before.isQualified) expect(after.isQualified).toBe(true);
        }
      }),
    );
  });

  it('of a known case', () => {
    const rules = ['budget', 'need'].map((name, i) => ({ name, weight: 3 - i, required: i === 0 }));
    const met = (name: string): Criterion => ({ name, status: 'MET', value: '', confidence: 1, evidenceSeqs: [] });
    const scoring = { threshold: 50, criteria: rules };
    expect(judge([], scoring)).toEqual({ score: 0, isQualified: false });
    expect(judge([met('budget')], scoring)).toEqual({ score: 60, isQualified: true });
    expect(judge([met('need')], scoring)).toEqual({ score: 40, isQualified: false });
    expect(judge([met('budget'), met('seats')], scoring)).toEqual({ score: 67, isQualified: true });
    expect(judge([met('budget'), { ...met('need'), status: 'UNMET' }], scoring)).toEqual({
      score: 60,
      isQualified: false,
    });
  });
});

describe('merging criteria', () => {
  it('keeps the newest of each name, in the order of first mention', () => {
    fc.assert(
      fc.property(fc.array(criteria, { maxLength: 5 }), scoring, (batches, scoring) => {
        let qualification = unqualified;
        for (const batch of batches) qualification = mergeQualification(qualification, batch, scoring);
        const all = batches.flat();
        const order = [...new Set(all.map(({ name }) => name))];
        expect(qualification.criteria).toEqual(
          order.map((name) => all.findLast((criterion) => criterion.name === name)),
        );
      }),
    );
  });

  it('again with the same changes nothing', () => {
    fc.assert(
      fc.property(criteria, criteria, scoring, (first, second, scoring) => {
        const once = mergeQualification(mergeQualification(unqualified, first, scoring), second, scoring);
        const twice = mergeQualification(once, second, scoring);
        expect(twice).toEqual(once);
        expect(sameQualification(once, twice)).toBe(true);
      }),
    );
  });

  it('sees every difference', () => {
    fc.assert(
      fc.property(distinct, distinct, scoring, (first, second, scoring) => {
        const [a, b] = [first, second].map((criteria) => mergeQualification(unqualified, criteria, scoring));
        expect(sameQualification(a!, b!)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it("a caller's verdict holds against what the agent finds, until a call leaves it open", () => {
    fc.assert(
      fc.property(criteria, criteria, scoring, fc.boolean(), (first, second, scoring, verdict) => {
        const overruled = mergeQualification(unqualified, first, scoring, { verdict });
        expect(overruled).toMatchObject({ isQualified: verdict, overruled: true });
        const found = mergeQualification(overruled, second, scoring, { keepVerdict: true });
        expect(found).toMatchObject({ isQualified: verdict, overruled: true });
        expect(found.score).toBe(judge(found.criteria, scoring).score);
        const open = mergeQualification(found, [], scoring);
        expect(open).toMatchObject({ ...judge(open.criteria, scoring), overruled: false });
      }),
    );
  });
});
