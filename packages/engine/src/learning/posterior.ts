import { invertRidged } from "../numeric/cholesky.ts";
import {
  addOuterDense,
  firstColumnSparse,
  multiplyDense,
  multiplySparse,
  quadraticSparse,
  scaledIdentity,
} from "../numeric/packed.ts";
import type { SparseVector } from "../numeric/sparse.ts";
import { dot, dotSparse } from "../numeric/sparse.ts";
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
  const posterior = { precision, n: 0, sum: 0, squares: 0, residual: 0, mean, covariance };
  settlePosterior(posterior, statistics);
  return posterior;
}

/** Brings what follows from the covariance and the exact sums up to date: all the rest. O(d²). */
export function settlePosterior(posterior: Posterior, statistics: Statistics): void {
  const { n, sum, squares, responses } = statistics;
  multiplyDense(posterior.covariance, responses, posterior.mean);
  posterior.n = n;
  posterior.sum = sum;
  posterior.squares = squares;
  posterior.residual = squares - dot(responses, posterior.mean);
}

/** A removal that leaves less than this of a direction's precision is solved anew instead. */
const LEAST_REMAINING = 1e-6;

/** covariance·x, O(d·nnz). */
function gainOf({ mean, covariance }: Posterior, x: SparseVector): Float64Array {
  const gain = new Float64Array(mean.length);
  multiplySparse(covariance, x, gain);
  return gain;
}

/**
 * Takes count·xxᵀ into the covariance by a rank-one formula (Sherman–Morrison), O(d²).
 *
 * @param gain covariance·x
 * @param spread xᵀ·covariance·x
 * @returns 1 + count·spread, by which both shrink; undefined, and nothing changed, when a removal would
 *   lose positive definiteness
 */
function addToCovariance(
  covariance: Float64Array,
  gain: Float64Array,
  spread: number,
  count: number,
): number | undefined {
  const growth = 1 + count * spread;
  if (!(growth > LEAST_REMAINING)) return undefined;
  addOuterDense(covariance, gain, -count / growth);
  return growth;
}

/**
 * Takes count·xxᵀ into the covariance, O(d·nnz + d²), and leaves the rest to `settlePosterior`. False, and
 * nothing changed, when a removal would lose positive definiteness.
 */
export function updateCovariance(posterior: Posterior, x: SparseVector, count: number): boolean {
  const gain = gainOf(posterior, x);
  const growth = addToCovariance(posterior.covariance, gain, dotSparse(x, gain), count);
  return growth !== undefined;
}

/** What terms without a decision add up to: changes of what decisions brought. */
export interface Responses {
  /** Σ(to − from)x, dense. */
  readonly values: Float64Array;
  sum: number;
  squares: number;
}

/**
 * Learns any number of terms without a decision at once, O(d²): the mean is covariance·b, so it does not
 * matter which of an action's other terms came before.
 */
export function addResponses(posterior: Posterior, { values, sum, squares }: Responses): void {
  const { mean, covariance } = posterior;
  const change = new Float64Array(mean.length);
  multiplyDense(covariance, values, change);
  posterior.residual += squares - 2 * dot(values, mean) - dot(values, change);
  posterior.sum += sum;
  posterior.squares += squares;
  for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (change[i] ?? 0);
}

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
  const gain = gainOf(posterior, x);
  let spread = dotSparse(x, gain);
  let fitted = dotSparse(x, mean);

  const count = weight * term.count;
  if (count !== 0) {
    const growth = addToCovariance(covariance, gain, spread, count);
    if (growth === undefined) return false;
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
