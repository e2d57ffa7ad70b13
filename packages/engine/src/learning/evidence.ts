import { solveRidged, tridiagonalise } from "../numeric/tridiagonal.ts";
import { PRIOR_OBSERVATIONS } from "./noise.ts";
import type { Statistics } from "./statistics.ts";

/** λ from 0.01 (rules without exception, as of mushrooms) to 1,000 (hardly any signal) in quarter decades. */
const GRID = Array.from({ length: 21 }, (_, i) => 10 ** (-2 + i / 4));
/** Deviation of ln λ under its log-normal hyperprior around 1: a decade. */
const HYPERPRIOR_DEVIATION = Math.LN10;

/**
 * The prior precision λ that makes the rewards seen most probable (MacKay 1992), pooled over actions
 * that share their noise, which is integrated out. O(d³) an action.
 */
export function mostEvidentPrecision(actions: readonly Statistics[]): number {
  const seen = actions.filter((action) => action.n > 0);
  const reduced = seen.map((action) => tridiagonalise(action.products, action.responses));
  const n = seen.reduce((sum, action) => sum + action.n, 0);
  const squares = seen.reduce((sum, action) => sum + action.squares, 0);
  const mean = seen.reduce((sum, action) => sum + action.sum, 0) / (n + 1);
  const variance = Math.max(0, squares / (n + 1) - mean * mean);
  if (variance === 0) return 1;

  let best = 1;
  let bestEvidence = -Infinity;
  for (const precision of GRID) {
    let evidence = -(Math.log(precision) ** 2) / (2 * HYPERPRIOR_DEVIATION ** 2);
    let residual = squares;
    for (const action of reduced) {
      const dimension = action.diagonal.length;
      const solved = solveRidged(action, precision);
      evidence += (dimension * Math.log(precision) - solved.logDeterminant) / 2;
      residual -= solved.quadratic;
    }
    const scale = PRIOR_OBSERVATIONS * variance + Math.max(0, residual);
    evidence -= ((PRIOR_OBSERVATIONS + n) / 2) * Math.log(scale);
    if (evidence > bestEvidence) {
      bestEvidence = evidence;
      best = precision;
    }
  }
  return best;
}
