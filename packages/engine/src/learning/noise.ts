import type { Posterior } from "./posterior.ts";

/** What all actions of a case share. */
export interface Pooled {
  readonly n: number;
  /** m₀: prior mean of every intercept, so that an untried action is presumed average. */
  readonly baseline: number;
  /** σ², expected under its posterior. */
  readonly noise: number;
}

/** Weight of the prior scale, in observations. */
export const PRIOR_OBSERVATIONS = 12;

/**
 * Pools the noise over actions: σ² from a scaled inverse χ² whose prior scale is the variance of the
 * rewards seen so far, so rewards ×0.001 give the same decisions. One observation of 0 is presumed,
 * without which a first reward would have no variance.
 */
export function poolActions(posteriors: Iterable<Posterior>, useBaseline: boolean): Pooled {
  let n = 0;
  let sum = 0;
  let squares = 0;
  const all = [...posteriors];
  for (const posterior of all) {
    n += posterior.n;
    sum += posterior.sum;
    squares += posterior.squares;
  }
  const mean = sum / (n + 1);
  const variance = Math.max(0, squares / (n + 1) - mean * mean);
  const baseline = useBaseline ? mean : 0;
  let residual = 0;
  for (const posterior of all) residual += residualAround(posterior, baseline);
  return {
    n,
    baseline,
    noise:
      (PRIOR_OBSERVATIONS * variance + Math.max(0, residual)) /
      (PRIOR_OBSERVATIONS + Math.max(0, n)),
  };
}

/** The residual when the intercept's prior mean is m₀ instead of 0, in closed form. */
export function residualAround(posterior: Posterior, baseline: number): number {
  if (baseline === 0) return posterior.residual;
  const { precision, mean, covariance } = posterior;
  return (
    posterior.residual -
    2 * baseline * precision * (mean[0] ?? 0) +
    baseline ** 2 * precision * (1 - precision * (covariance[0] ?? 0))
  );
}
