export type CriterionStatus = 'UNKNOWN' | 'MET' | 'UNMET';

export interface Criterion {
  readonly name: string;
  readonly status: CriterionStatus;
  /** What is known, in words. */
  readonly value: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly evidenceSeqs: readonly number[];
}

export interface Qualification {
  /** 0 to 100. */
  readonly score: number;
  readonly isQualified: boolean;
  /** A caller set the verdict; it holds until a call to `SetQualification` leaves it open. */
  readonly overruled: boolean;
  readonly criteria: readonly Criterion[];
}

/** How criteria become a score and a verdict; the playbook gives it. */
export interface Scoring {
  /** The least score, 0 to 100, that qualifies. */
  readonly threshold: number;
  readonly criteria: readonly { readonly name: string; readonly weight: number; readonly required: boolean }[];
}

export const unqualified: Qualification = { score: 0, isQualified: false, overruled: false, criteria: [] };

/**
 * Score = round(100 × weight of the criteria that are MET / weight of all), over the playbook's criteria and those
 * that the conversation has besides (weight 1 each, not required). Qualified = every required criterion is MET, none is
 * UNMET, and the score reaches the threshold.
 */
export function judge(criteria: readonly Criterion[], scoring: Scoring): { score: number; isQualified: boolean } {
  const status = new Map(criteria.map((criterion) => [criterion.name, criterion.status]));
  const known = new Set(scoring.criteria.map((rule) => rule.name));
  const rules = [
    ...scoring.criteria,
    ...criteria.filter(({ name }) => !known.has(name)).map(({ name }) => ({ name, weight: 1, required: false })),
  ];
  const total = rules.reduce((sum, rule) => sum + rule.weight, 0);
  const met = rules.reduce((sum, rule) => sum + (status.get(rule.name) === 'MET' ? rule.weight : 0), 0);
  const score = total > 0 ? Math.round((100 * met) / total) : 0;
  const isQualified =
    score >= scoring.threshold &&
    rules.every((rule) => !rule.required || status.get(rule.name) === 'MET') &&
    criteria.every((criterion) => criterion.status !== 'UNMET');
  return { score, isQualified };
}

/**
 * Merges criteria by name (the newer replaces the older, order of first mention stays) and recomputes score and
 * verdict. A `verdict` that is given overrules what the criteria say; `keepVerdict` leaves an earlier overruling in
 * force.
 */
export function mergeQualification(
  before: Qualification,
  criteria: readonly Criterion[],
  scoring: Scoring,
  options: { verdict?: boolean; keepVerdict?: boolean } = {},
): Qualification {
  const merged = new Map(before.criteria.map((criterion) => [criterion.name, criterion]));
  for (const criterion of criteria) merged.set(criterion.name, criterion);
  const all = [...merged.values()];
  const { score, isQualified } = judge(all, scoring);
  if (options.verdict !== undefined) return { score, isQualified: options.verdict, overruled: true, criteria: all };
  if (options.keepVerdict && before.overruled) {
    return { score, isQualified: before.isQualified, overruled: true, criteria: all };
  }
  return { score, isQualified, overruled: false, criteria: all };
}

/** Whether two qualifications say the same. */
export function sameQualification(a: Qualification, b: Qualification): boolean {
  const same = (x: Criterion, y: Criterion | undefined) =>
    y !== undefined &&
    x.name === y.name &&
    x.status === y.status &&
    x.value === y.value &&
    x.confidence === y.confidence &&
    x.evidenceSeqs.join() === y.evidenceSeqs.join();
  return (
    a.score === b.score &&
    a.isQualified === b.isQualified &&
    a.overruled === b.overruled &&
    a.criteria.length === b.criteria.length &&
    a.criteria.every((criterion, i) => same(criterion, b.criteria[i]))
  );
}
