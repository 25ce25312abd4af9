/**
 * How many of many values lie where: counts by bucket, each bucket 5 % wider than the one below, as in DDSketch (Masson, Rim
 * and Lee, 2019). Histograms of parts added up are that of the whole.
 */
export type Buckets = ReadonlyMap<number, number>;

/** The logarithm of how much larger a bucket's end is than its start. */
export const bucketWidth = Math.log(1.05);
/** Of values below 1. */
export const zeroBucket = -1;

export function bucketOf(value: number): number {
  return value < 1 ? zeroBucket : Math.floor(Math.log(value) / bucketWidth);
}

/** What stands for all values of a bucket: at most 2.5 % off each of them. */
function middleOf(bucket: number): number {
  return bucket === zeroBucket ? 0 : Math.exp((bucket + 0.5) * bucketWidth);
}

/** The least value that at least the share `q` of all are not above, within 2.5 %; 0 of none. */
export function quantile(buckets: Buckets, q: number): number {
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.max(1, Math.ceil(q * total));
  for (const [bucket, count] of sorted) {
    left -= count;
    if (left <= 0) return middleOf(bucket);
  }
  return 0;
}

export function merge(into: Map<number, number>, from: Buckets): void {
  for (const [bucket, count] of from) into.set(bucket, (into.get(bucket) ?? 0) + count);
}
