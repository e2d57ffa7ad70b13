/**
 * A bounded, deterministic summary of a stream of numbers: weighted points in ascending order.
 * Up to `CAPACITY` distinct values are kept exactly; then neighbours of least joint weight merge,
 * which bounds the error of a rank by about 1/CAPACITY (the idea of Ben-Haim & Tom-Tov 2010, with
 * equal weights instead of equal gaps). Mutable, JSON-safe.
 */
export interface QuantileSketch {
  values: number[];
  weights: number[];
}

const CAPACITY = 128; // a rank is off by under 1 %; cuts are never finer than 1/32
const SLACK = 64; // compress only after this many new values

export function createSketch(): QuantileSketch {
  return { values: [], weights: [] };
}

export function addToSketch(sketch: QuantileSketch, value: number): void {
  const { values, weights } = sketch;
  const at = lowerBound(values, value);
  if (values[at] === value) {
    weights[at] = (weights[at] ?? 0) + 1;
    return;
  }
  values.splice(at, 0, value);
  weights.splice(at, 0, 1);
  if (values.length > CAPACITY + SLACK) compress(sketch);
}

/** The values at the given ranks in [0, 1] (ascending); empty when nothing was added. */
export function quantiles(sketch: QuantileSketch, ranks: readonly number[]): number[] {
  const total = sketch.weights.reduce((sum, weight) => sum + weight, 0);
  const out: number[] = [];
  let at = 0;
  let below = 0;
  for (const rank of ranks) {
    while (at < sketch.values.length - 1 && below + (sketch.weights[at] ?? 0) < rank * total) {
      below += sketch.weights[at] ?? 0;
      at += 1;
    }
    const value = sketch.values[at];
    if (value !== undefined) out.push(value);
  }
  return out;
}

function lowerBound(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Down to CAPACITY points, each of about the same weight; heavy values stay exact. */
function compress(sketch: QuantileSketch): void {
  const total = sketch.weights.reduce((sum, weight) => sum + weight, 0);
  const share = total / CAPACITY;
  const values: number[] = [];
  const weights: number[] = [];
  sketch.values.forEach((value, i) => {
    const weight = sketch.weights[i] ?? 0;
    const last = values.length - 1;
    const lastWeight = weights[last];
    if (lastWeight !== undefined && lastWeight + weight <= share * 1.5) {
      // The heavier of the two stands for both, so a point is always a value that occurred.
      if (weight > lastWeight) values[last] = value;
      weights[last] = lastWeight + weight;
    } else {
      values.push(value);
      weights.push(weight);
    }
  });
  sketch.values = values;
  sketch.weights = weights;
}
