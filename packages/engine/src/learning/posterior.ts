import { invertRidged } from "../numeric/cholesky.ts";
import {
  addOuterDense,
  firstColumnSparse,
  multiplySparse,
  quadraticSparse,
  scaledIdentity,
} from "../numeric/packed.ts";
import type { SparseVector } from "../numeric/sparse.ts";
import { dotSparse } from "../numeric/sparse.ts";
import type { Statistics } from "./statistics.ts";
import type { Term } from "./term.ts";

/**
 * The ranking form of one action's Bayesian linear regression, in units of the noise: weights have
 * posterior mean `mean` and covariance σ²·`covariance`, with covariance = (λI + A)⁻¹ and mean =
 * covariance·b. σ² is pooled over actions (noise.ts).
 */
export interface Posterior {
  /** λ. */
  readonly precision: number;
  n: number;
  sum: number;
  squares: number;
  /** Σr² − bᵀmean: what the regression leaves unexplained, its distance from the prior included. */
  residual: number;
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

export function createPosterior(dimension: number, precision: number): Posterior {
  return {
    precision,
    n: 0,
    sum: 0,
    squares: 0,
    residual: 0,
    mean: new Float64Array(dimension),
    covariance: scaledIdentity(dimension, 1 / precision),
  };
}

/** From the exact sums, by Cholesky, O(d³). */
export function solvePosterior(statistics: Statistics, precision: number): Posterior {
  const dimension = statistics.responses.length;
  const covariance = invertRidged(statistics.products, dimension, precision);
  if (covariance === undefined) throw new Error("λI + A is not positive definite");
  const mean = new Float64Array(dimension);
  const all = Uint16Array.from({ length: dimension }, (_, i) => i);
  const responses = { indices: all, values: statistics.responses };
  multiplySparse(covariance, responses, mean);
  return {
    precision,
    n: statistics.n,
    sum: statistics.sum,
    squares: statistics.squares,
    residual: statistics.squares - dotSparse(responses, mean),
    mean,
    covariance,
  };
}

/** A removal that leaves less than this of a direction's precision is solved anew instead. */
const LEAST_REMAINING = 1e-6;

/**
 * Learns one term by rank-one formulas (Sherman–Morrison), O(d·nnz + d²). False, and nothing
 * changed, when a removal would lose positive definiteness.
 */
export function updatePosterior(
  posterior: Posterior,
  x: SparseVector,
  term: Term,
  weight: number,
): boolean {
  const { mean, covariance } = posterior;
  const gain = new Float64Array(mean.length);
  multiplySparse(covariance, x, gain);
  let spread = dotSparse(x, gain);
  let fitted = dotSparse(x, mean);

  const count = weight * term.count;
  if (count !== 0) {
    const growth = 1 + count * spread;
    if (!(growth > LEAST_REMAINING)) return false;
    addOuterDense(covariance, gain, -count / growth);
    const shift = (-count * fitted) / growth;
    for (let i = 0; i < mean.length; i++) {
      mean[i] = (mean[i] ?? 0) + shift * (gain[i] ?? 0);
      gain[i] = (gain[i] ?? 0) / growth; // now covariance·x for the new covariance
    }
    posterior.residual += (count * fitted * fitted) / growth;
    fitted /= growth;
    spread /= growth;
  }

  const change = weight * (term.to - term.from);
  const squares = weight * (term.to ** 2 - term.from ** 2);
  for (let i = 0; i < mean.length; i++) {
    mean[i] = (mean[i] ?? 0) + change * (gain[i] ?? 0);
  }
  posterior.residual += squares - 2 * change * fitted - change * change * spread;
  posterior.n += count;
  posterior.sum += change;
  posterior.squares += squares;
  return true;
}

/** xᵀ·mean, and xᵀ·covariance·x, the variance in units of the noise. */
export function predictPosterior(
  posterior: Posterior,
  x: SparseVector,
): { mean: number; spread: number; ownIntercept: number } {
  const { covariance, precision } = posterior;
  return {
    mean: dotSparse(x, posterior.mean),
    spread: quadraticSparse(covariance, x),
    ownIntercept: precision * firstColumnSparse(covariance, x),
  };
}

/**
 * What xᵀ·covariance·x is on average over the action's own decisions: tr(covariance·A)/n, its
 * effective dimension d − λ·tr(covariance) per decision. O(d).
 */
export function meanSpread({ n, mean, covariance, precision }: Posterior): number {
  let trace = 0;
  for (let i = 0; i < mean.length; i++) trace += covariance[(i * (i + 3)) / 2] ?? 0;
  return (mean.length - precision * trace) / n;
}
