/**
 * What a mean and a variance need of a set of numbers, additive: the whole is the merge of its parts,
 * however they are split.
 */
export type Moments = {
  readonly n: number;
  readonly mean: number;
  /** Σ(x − mean)². */
  readonly m2: number;
};

export const NO_MOMENTS: Moments = { n: 0, mean: 0, m2: 0 };

/** With one value more (Welford 1962). */
export function pushMoment({ n, mean, m2 }: Moments, value: number): Moments {
  const delta = value - mean;
  const newMean = mean + delta / (n + 1);
  return { n: n + 1, mean: newMean, m2: m2 + delta * (value - newMean) };
}

/** Of two disjoint sets together (Chan, Golub & LeVeque 1979). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  const n = a.n + b.n;
  const delta = b.mean - a.mean;
  return {
    n,
    mean: a.mean + (delta * b.n) / n,
    m2: a.m2 + b.m2 + delta * delta * ((a.n * b.n) / n),
  };
}

export function momentsOf(values: Iterable<number>): Moments {
  let moments = NO_MOMENTS;
  for (const value of values) moments = pushMoment(moments, value);
  return moments;
}

/** From Σx and Σx². Cancels where the mean is large against the spread: push values if you have them. */
export function momentsFromSums(n: number, sum: number, sumOfSquares: number): Moments {
  if (n === 0) return NO_MOMENTS;
  return { n, mean: sum / n, m2: Math.max(0, sumOfSquares - (sum * sum) / n) };
}

/** The unbiased variance of one value, m2 / (n − 1); 0 for fewer than two. */
export function sampleVariance({ n, m2 }: Moments): number {
  return n < 2 ? 0 : m2 / (n - 1);
}
