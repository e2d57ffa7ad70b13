/** What the importance weights of a log say about how far it can be trusted. */
export interface WeightDiagnostics {
  readonly decisions: number;
  /** Decisions that the target policy could have made too. */
  readonly weighted: number;
  /** About 1 when the propensities are right and the log can show what the target shows. */
  readonly mean: number;
  readonly meanStandardError: number;
  readonly max: number;
  /** Share of all weight on the heaviest decision. */
  readonly maxShare: number;
  /** (Σw)²/Σw²: as many decisions of the target's own would tell as much (Kish 1965). */
  readonly effectiveSampleSize: number;
}

export function diagnoseWeights(weights: Float64Array): WeightDiagnostics {
  let sum = 0;
  let squares = 0;
  let max = 0;
  let weighted = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight ** 2;
    max = Math.max(max, weight);
    if (weight > 0) weighted += 1;
  }
  const n = weights.length;
  const mean = sum / n;
  const variance = Math.max(0, squares / n - mean ** 2);
  return {
    decisions: n,
    weighted,
    mean,
    meanStandardError: Math.sqrt(variance / Math.max(1, n - 1)),
    max,
    maxShare: sum > 0 ? max / sum : 0,
    effectiveSampleSize: squares > 0 ? sum ** 2 / squares : 0,
  };
}
