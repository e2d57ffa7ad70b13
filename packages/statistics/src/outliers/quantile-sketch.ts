/**
 * Counts of non-zero values in buckets that each span 2 % of their value: quantiles to within 1 % of
 * the value, in flat memory, and sketches of parts add up to that of the whole (DDSketch; Masson, Rim
 * & Lee 2019). Zeros are not counted. Plain data: it survives JSON.
 */
export type QuantileSketch = {
  /** Bucket number -> count. */
  readonly positive: Record<string, number>;
  /** The same of the absolute values. */
  readonly negative: Record<string, number>;
};

const RELATIVE_ACCURACY = 0.01;
const GROWTH = (1 + RELATIVE_ACCURACY) / (1 - RELATIVE_ACCURACY);
const LOG_GROWTH = Math.log(GROWTH);

export function emptySketch(): QuantileSketch {
  return { positive: {}, negative: {} };
}

/** Counts a value in the sketch given. */
export function addToSketch(sketch: QuantileSketch, value: number): void {
  if (value === 0) return;
  const buckets = value > 0 ? sketch.positive : sketch.negative;
  const bucket = Math.ceil(Math.log(Math.abs(value)) / LOG_GROWTH);
  buckets[bucket] = (buckets[bucket] ?? 0) + 1;
}

export function mergeSketches(a: QuantileSketch, b: QuantileSketch): QuantileSketch {
  return {
    positive: mergeBuckets(a.positive, b.positive),
    negative: mergeBuckets(a.negative, b.negative),
  };
}

function mergeBuckets(a: Record<string, number>, b: Record<string, number>) {
  const merged = { ...a };
  for (const [bucket, count] of Object.entries(b)) merged[bucket] = (merged[bucket] ?? 0) + count;
  return merged;
}

/** The value at `q` in [0, 1] of all that were counted; undefined of none. */
export function sketchQuantile(sketch: QuantileSketch, q: number): number | undefined {
  const ascending = [
    ...byBucket(sketch.negative)
      .reverse()
      .map(([bucket, count]) => [-middle(bucket), count] as const),
    ...byBucket(sketch.positive).map(([bucket, count]) => [middle(bucket), count] as const),
  ];
  const total = ascending.reduce((sum, [, count]) => sum + count, 0);
  let before = 0;
  for (const [value, count] of ascending) {
    before += count;
    if (before > q * (total - 1)) return value;
  }
  return undefined;
}

function byBucket(buckets: Record<string, number>): [bucket: number, count: number][] {
  return Object.entries(buckets)
    .map(([bucket, count]): [number, number] => [Number(bucket), count])
    .sort(([a], [b]) => a - b);
}

/** Within 1 % of every value of the bucket (γⁱ⁻¹, γⁱ]. */
function middle(bucket: number): number {
  return (2 * GROWTH ** bucket) / (GROWTH + 1);
}
