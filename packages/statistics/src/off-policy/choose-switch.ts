import type { Interval } from "../compare/interval.ts";
import { doublyRobust, switchedDoublyRobust } from "./estimators.ts";
import type { Estimate } from "./interval.ts";
import type { WeighedLog } from "./weighed-log.ts";

export interface Switched extends Estimate {
  /** Greatest weight that still counts; infinite when all do. */
  readonly threshold: number;
}

/** Shares of the weighted decisions that stay under the thresholds tried. */
const KEPT_SHARES = [0.999, 0.99, 0.95, 0.9, 0.75, 0.5, 0.25];

/**
 * SWITCH-DR with the threshold that the log itself suggests (SLOPE: Su, Srinath & Krishnamurthy
 * 2020): lower and lower ones are tried, each with less variance and more bias, for as long as their
 * intervals of twice the width all have a point in common. The interval is then widened by what
 * switching has moved the estimate, since the variance knows nothing of its bias: it always holds
 * the doubly robust value.
 */
export function switchDoublyRobust(log: WeighedLog, confidence: number): Switched {
  const unswitched = doublyRobust(log, confidence);
  let chosen: Switched = { ...unswitched, threshold: Infinity };
  let { lower, upper } = doubled(unswitched);
  for (const threshold of thresholdsOf(log.weights)) {
    const estimate = switchedDoublyRobust(log, threshold, confidence);
    const own = doubled(estimate);
    lower = Math.max(lower, own.lower);
    upper = Math.min(upper, own.upper);
    if (lower > upper) break;
    if (estimate.standardError < chosen.standardError) chosen = { ...estimate, threshold };
  }
  const moved = Math.abs(chosen.value - unswitched.value);
  const { interval } = chosen;
  return {
    ...chosen,
    interval: interval && { lower: interval.lower - moved, upper: interval.upper + moved },
  };
}

/** Descending. */
function thresholdsOf(weights: Float64Array): number[] {
  const positive = weights.filter((weight) => weight > 0).sort();
  return KEPT_SHARES.map((share) => positive[Math.floor(share * positive.length)] ?? Infinity);
}

function doubled({ value, interval }: Estimate): Interval {
  const { lower, upper } = interval ?? { lower: value, upper: value };
  return { lower: 2 * lower - value, upper: 2 * upper - value };
}
