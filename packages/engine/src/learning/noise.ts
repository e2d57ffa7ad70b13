import type { Posterior } from "./posterior.ts";

/** What all actions of a case share. */
export interface Pooled {
  readonly n: number;
  /** σ², expected under its posterior. */
  readonly noise: number;
  /** Mean and standard deviation of the rewards, all features left aside. */
  readonly rewards: { readonly mean: number; readonly deviation: number };
}

/** Weight of the prior scale, in observations. */
export const PRIOR_OBSERVATIONS = 12;

/**
 * Pools the noise over actions: σ² from a scaled inverse χ² whose prior scale is the variance of the
 * rewards seen so far, so rewards ×0.001 give the same decisions. One observation of 0 is presumed,
 * without which a first reward would have no variance.
 */
export function poolActions(posteriors: Iterable<Posterior>): Pooled {
  let n = 0;
  let sum = 0;
  let squares = 0;
  let residual = 0;
  for (const posterior of posteriors) {
    n += posterior.n;
    sum += posterior.sum;
    squares += posterior.squares;
    residual += posterior.residual;
  }
  const mean = sum / (n + 1);
  const variance = Math.max(0, squares / (n + 1) - mean * mean);
  return {
    n,
    noise:
      (PRIOR_OBSERVATIONS * variance + Math.max(0, residual)) /
      (PRIOR_OBSERVATIONS + Math.max(0, n)),
    rewards: { mean, deviation: Math.sqrt(variance) },
  };
}
