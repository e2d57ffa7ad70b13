/**
 * Bucket -> count of the amounts above 0, each bucket 2 % wide: quantiles to within 1 % of their
 * value in flat memory, and the sketches of parts add up to that of the whole (DDSketch; Masson, Rim
 * & Lee 2019).
 */
export type QuantileSketch = Map<number, number>;

const RELATIVE_ACCURACY = 0.01;
const GROWTH = (1 + RELATIVE_ACCURACY) / (1 - RELATIVE_ACCURACY);
const LOG_GROWTH = Math.log(GROWTH);

/** Counts an amount in the sketch given; 0 and less are not counted. */
export function addToSketch(sketch: QuantileSketch, amount: number): void {
  if (!(amount > 0)) return;
  const bucket = Math.ceil(Math.log(amount) / LOG_GROWTH);
  sketch.set(bucket, (sketch.get(bucket) ?? 0) + 1);
}

/** The amount at `q` in [0, 1] of all that were counted; undefined of none. */
export function sketchQuantile(sketch: ReadonlyMap<number, number>, q: number): number | undefined {
  const ascending = [...sketch].sort(([a], [b]) => a - b);
  const total = ascending.reduce((sum, [, count]) => sum + count, 0);
  let upTo = 0;
  for (const [bucket, count] of ascending) {
    upTo += count;
    if (upTo > q * (total - 1)) return middle(bucket);
  }
  return undefined;
}

/** Within 1 % of every amount in the bucket (γⁱ⁻¹, γⁱ]. */
function middle(bucket: number): number {
  return (2 * GROWTH ** bucket) / (GROWTH + 1);
}
