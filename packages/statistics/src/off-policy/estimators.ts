import type { Estimate } from "./interval.ts";
import { estimateFrom, meanEstimate, meanOf } from "./interval.ts";
import type { WeighedLog } from "./weighed-log.ts";

/**
 * Inverse propensity scoring: mean of weight × reward. Unbiased when the propensities are right and
 * the log can show whatever the target shows (Horvitz & Thompson 1952).
 */
export function ips({ weights, rewards }: WeighedLog, confidence: number): Estimate {
  return meanEstimate(
    rewards.map((reward, i) => reward * (weights[i] ?? 0)),
    confidence,
  );
}

/**
 * Self-normalised IPS: Σ weight × reward / Σ weight (Swaminathan & Joachims 2015). Within the range
 * of the rewards, and unmoved by a constant added to them; biased by the order of 1/n.
 */
export function snips({ weights, rewards }: WeighedLog, confidence: number): Estimate {
  const meanWeight = meanOf(weights);
  if (!(meanWeight > 0)) return { value: NaN, standardError: 0, interval: undefined };
  const value = meanOf(rewards.map((reward, i) => reward * (weights[i] ?? 0))) / meanWeight;
  const influence = rewards.map((reward, i) => ((weights[i] ?? 0) * (reward - value)) / meanWeight);
  return estimateFrom(value, influence, confidence);
}

/**
 * Doubly robust: what the reward model expects of the target, corrected by the weighted errors it
 * makes on what was logged (Dudík, Langford & Li 2011). Right when either the propensities or the
 * model are; its variance is that of the errors.
 */
export function doublyRobust(log: WeighedLog, confidence: number): Estimate {
  return switchedDoublyRobust(log, Infinity, confidence);
}

/**
 * Doubly robust where weights are at most `threshold`, the reward model alone where they are
 * greater (SWITCH-DR: Wang, Agarwal & Dudík 2017).
 */
export function switchedDoublyRobust(
  { weights, rewards, fitted, expected }: WeighedLog,
  threshold: number,
  confidence: number,
): Estimate {
  const scores = expected.map((prediction, i) => {
    const weight = weights[i] ?? 0;
    if (weight > threshold) return prediction;
    return prediction + weight * ((rewards[i] ?? 0) - (fitted[i] ?? 0));
  });
  return meanEstimate(scores, confidence);
}
