import type { Interval } from "../compare/interval.ts";
import { normalQuantile } from "../distributions/normal.ts";

export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  /** Undefined where the log shows no spread: nothing is known of how far off the value may be. */
  readonly interval: Interval | undefined;
}

/**
 * An estimate with its interval, from the influence of each decision on it: what it changes, times
 * the number of decisions; these average 0.
 *
 * The interval is the ABC interval of a mean (DiCiccio & Efron 1992, "More accurate confidence
 * intervals in exponential families", Biometrika 79): the normal one corrected for skewness,
 * `value + se·w/(1 − a·w)²` with `w = a ± z` and `a = Σφ³ / 6(Σφ²)^1.5`. Rewards are rare and weights
 * heavy on one side, and the normal interval then misses above what it should hold. This one is what
 * a bootstrap corrected for bias and skewness comes to, without drawing; the more decisions, the
 * closer it is to the normal one.
 */
export function estimateFrom(value: number, influence: Float64Array, confidence: number): Estimate {
  const n = influence.length;
  let squares = 0;
  for (const difference of influence) squares += difference ** 2;
  const standardError = Math.sqrt(squares / n / Math.max(1, n - 1));
  if (!(standardError > 0)) return { value, standardError: 0, interval: undefined };
  const length = Math.sqrt(squares);
  let cubes = 0;
  for (const difference of influence) cubes += (difference / length) ** 3;
  const acceleration = cubes / 6;
  const z = normalQuantile((1 + confidence) / 2);
  const bound = (point: number): number => {
    const shifted = acceleration + point;
    const room = 1 - acceleration * shifted;
    // Only where more is asked than 5.8 standard errors: nobody knows.
    if (room <= 0) return point * Infinity;
    return value + (standardError * shifted) / room ** 2;
  };
  return { value, standardError, interval: { lower: bound(-z), upper: bound(z) } };
}

/** The mean of some numbers with its interval. */
export function meanEstimate(values: Float64Array, confidence: number): Estimate {
  const mean = meanOf(values);
  const influence = values.map((value) => value - mean);
  return estimateFrom(mean, influence, confidence);
}

export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
