import type { Statistics } from "../../learning/statistics.ts";
import { invertRidged } from "../../numeric/cholesky.ts";
import { multiplySparse, quadraticSparse } from "../../numeric/packed.ts";
import type { SparseVector } from "../../numeric/sparse.ts";
import { dotSparse } from "../../numeric/sparse.ts";
import { HEAD_DIMENSION, INTERCEPT_FEATURE, INTERCEPT_VALUE, SCORE_FEATURE } from "./features.ts";

/** What is known of the places' rewards, in units of what a place usually brings: 1 is as usual. */
export interface HeadRegression {
  readonly weights: Float64Array;
  /** Of the weights. */
  readonly covariance: Float64Array;
}

/**
 * What a feature of value 1 changes, presumably, as a share of what a place usually brings: its
 * deviation under the prior. In these units clicks and money, one in three and one in a thousand,
 * are presumed alike, and rewards × 0.001 give the same lists.
 */
const PRESUMED_EFFECT = 0.5;
/**
 * Presumed of the recommender's score before anything is known: what is looked at next e times as
 * likely brings so much more.
 */
export const PRESUMED_SCORE_WEIGHT = 0.5;
/** Noise over presumed effect, squared: outside of it one of the two was not measured. */
const LEAST_PRECISION = 1;
const GREATEST_PRECISION = 1e6;

/**
 * The posterior of the weights, w ~ N(w₀, τ²I) before any reward: τ is a share of the usual reward, so
 * the prior precision in units of the noise is λ = σ²/τ². Single places explain next to nothing of a
 * reward's variance, so σ² is just that. As in `noise.ts` one place that brought 0 is presumed.
 * Undefined when next to nothing was rewarded, or the sums cannot be those of places.
 */
export function solveHead(statistics: Statistics): HeadRegression | undefined {
  const { n, sum, squares, products, responses } = statistics;
  const usual = Math.abs(sum) / (n + 1);
  const variance = Math.max(0, squares / (n + 1) - (sum / (n + 1)) ** 2);
  // Gains and losses that even out: what is usual is known no better than its error.
  const unit = Math.max(usual, Math.sqrt(variance / (n + 1)));
  if (unit === 0) return undefined;
  // Squares of the least rewards there are would be 0.
  const noise = (Math.sqrt(variance) / unit) ** 2;
  const precision = Math.min(
    GREATEST_PRECISION,
    Math.max(LEAST_PRECISION, noise / PRESUMED_EFFECT ** 2),
  );
  const covariance = invertRidged(products, HEAD_DIMENSION, precision);
  // Where the half-life was changed, more may wait than there is left.
  if (covariance === undefined) return undefined;

  const all = Uint16Array.from({ length: HEAD_DIMENSION }, (_, i) => i);
  const target = responses.map((response) => response / unit);
  target[SCORE_FEATURE] = (target[SCORE_FEATURE] ?? 0) + precision * PRESUMED_SCORE_WEIGHT;
  const level = sum / (n + 1) / unit / INTERCEPT_VALUE;
  target[INTERCEPT_FEATURE] = (target[INTERCEPT_FEATURE] ?? 0) + precision * level;
  const weights = new Float64Array(HEAD_DIMENSION);
  multiplySparse(covariance, { indices: all, values: target }, weights);
  // In units of the noise so far.
  const scale = precision * PRESUMED_EFFECT ** 2;
  return { weights, covariance: covariance.map((entry) => entry * scale) };
}

/**
 * What each candidate is expected to bring and how sure that is, beside the average of them: what
 * they have in common decides nothing between them, however little is known of it.
 */
export function compare(
  { weights, covariance }: HeadRegression,
  candidates: readonly SparseVector[],
): { means: number[]; deviations: number[] } {
  const average = averageOf(candidates);
  const gain = new Float64Array(HEAD_DIMENSION);
  multiplySparse(covariance, average, gain);
  const common = dotSparse(average, gain);
  return {
    means: candidates.map((x) => dotSparse(x, weights)),
    deviations: candidates.map((x) =>
      Math.sqrt(Math.max(0, quadraticSparse(covariance, x) - 2 * dotSparse(x, gain) + common)),
    ),
  };
}

function averageOf(candidates: readonly SparseVector[]): SparseVector {
  const dense = new Float64Array(HEAD_DIMENSION);
  for (const { indices, values } of candidates) {
    for (const [p, index] of indices.entries()) {
      dense[index] = (dense[index] ?? 0) + (values[p] ?? 0) / candidates.length;
    }
  }
  const indices = Uint16Array.from([...dense.keys()].filter((index) => dense[index] !== 0));
  return { indices, values: Float64Array.from(indices, (index) => dense[index] ?? 0) };
}
