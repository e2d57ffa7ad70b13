import { doublyRobust, switchedDoublyRobust } from "./estimators.ts";
import type { Estimate } from "./interval.ts";
import { meanEstimate } from "./interval.ts";
import type { WeighedLog } from "./weighed-log.ts";

export interface Switched extends Estimate {
  /** Greatest weight that still counts; infinite when all do. */
  readonly threshold: number;
}

/** Shares of the weighted decisions that stay under the thresholds tried. */
const KEPT_SHARES = [0.999, 0.99, 0.95, 0.9, 0.75, 0.5, 0.25];

/**
 * SWITCH-DR with the threshold that the log itself suggests: the one of the least estimated error,
 * squared (Wang, Agarwal & Dudík 2017, section 4). Its bias is what the corrections left out come to, less
 * what these vary by chance, rather than the paper's bound by the greatest reward: where rewards are
 * rare, that one never switches.
 *
 * The interval holds the doubly robust one too. A variance knows nothing of the bias, and no log
 * tells how much of that there is where it can't tell the value itself.
 */
export function switchDoublyRobust(log: WeighedLog, confidence: number): Switched {
  const unswitched = doublyRobust(log, confidence);
  let chosen: Switched = { ...unswitched, threshold: Infinity };
  let leastError = unswitched.standardError ** 2;
  for (const threshold of thresholdsOf(log.weights)) {
    const estimate = switchedDoublyRobust(log, threshold, confidence);
    const leftOut = leftOutBy(log, threshold, confidence);
    const squaredBias = Math.max(0, leftOut.value ** 2 - leftOut.standardError ** 2);
    const error = estimate.standardError ** 2 + squaredBias;
    if (error >= leastError) continue;
    leastError = error;
    chosen = { ...estimate, threshold };
  }
  return { ...chosen, interval: hull(chosen, unswitched) };
}

/** Descending, from 1 on: a weight below makes an error smaller. */
function thresholdsOf(weights: Float64Array): number[] {
  const positive = weights.filter((weight) => weight > 0).sort();
  return KEPT_SHARES.map((share) =>
    Math.max(1, positive[Math.floor(share * positive.length)] ?? Infinity),
  );
}

/** The corrections that a threshold leaves out. */
function leftOutBy(
  { weights, rewards, fitted }: WeighedLog,
  threshold: number,
  confidence: number,
): Estimate {
  const corrections = weights.map((weight, i) =>
    weight > threshold ? weight * ((rewards[i] ?? 0) - (fitted[i] ?? 0)) : 0,
  );
  return meanEstimate(corrections, confidence);
}

function hull(one: Estimate, other: Estimate): Estimate["interval"] {
  if (other.interval === undefined) return undefined;
  const { lower, upper } = one.interval ?? { lower: one.value, upper: one.value };
  return {
    lower: Math.min(lower, other.interval.lower),
    upper: Math.max(upper, other.interval.upper),
  };
}
