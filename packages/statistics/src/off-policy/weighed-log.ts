/**
 * A log of decisions as estimators see it, one number per decision in each column: what a target
 * policy would have done with the same visitors, and what came of what was done.
 */
export interface WeighedLog {
  /** Probability of the logged action under the target policy, divided by its logged propensity. */
  readonly weights: Float64Array;
  readonly rewards: Float64Array;
  /** What a reward model, fitted without this decision, expects of the logged action. */
  readonly fitted: Float64Array;
  /** What the same model expects of the target policy: its predictions weighted by the target's probabilities. */
  readonly expected: Float64Array;
}

/**
 * Weights cut off at `most`. What is cut off biases the estimates toward the actions the log shows
 * often; it is the price of a smaller variance.
 */
export function clipWeights(log: WeighedLog, most: number): WeighedLog {
  return { ...log, weights: log.weights.map((weight) => Math.min(weight, most)) };
}
