import { packedLength } from "./packed.ts";

/**
 * Inverse of the symmetric positive definite matrix `matrix + ridge·I` (packed lower triangle), by
 * Cholesky: L, then L⁻¹, then L⁻ᵀL⁻¹. O(d³). `undefined` when the matrix is not positive definite.
 */
export function invertRidged(
  matrix: Float64Array,
  dimension: number,
  ridge: number,
): Float64Array | undefined {
  const lower = new Float64Array(packedLength(dimension));
  for (let i = 0; i < dimension; i++) {
    const row = (i * (i + 1)) / 2;
    for (let j = 0; j <= i; j++) {
      const other = (j * (j + 1)) / 2;
      let sum = matrix[row + j] ?? 0;
      if (i === j) sum += ridge;
      for (let k = 0; k < j; k++) sum -= (lower[row + k] ?? 0) * (lower[other + k] ?? 0);
      if (i !== j) lower[row + j] = sum / (lower[other + j] ?? 0);
      else if (sum > 0) lower[row + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  invertLower(lower, dimension);
  return transposeTimes(lower, dimension);
}

/** L ← L⁻¹ in place, row by row. */
function invertLower(lower: Float64Array, dimension: number): void {
  const solved = new Float64Array(dimension);
  for (let i = 0; i < dimension; i++) {
    const row = (i * (i + 1)) / 2;
    const diagonal = 1 / (lower[row + i] ?? 0);
    solved.fill(0, 0, i);
    for (let k = 0; k < i; k++) {
      const factor = lower[row + k] ?? 0;
      const other = (k * (k + 1)) / 2;
      for (let j = 0; j <= k; j++) {
        solved[j] = (solved[j] ?? 0) - factor * (lower[other + j] ?? 0);
      }
    }
    for (let j = 0; j < i; j++) lower[row + j] = diagonal * (solved[j] ?? 0);
    lower[row + i] = diagonal;
  }
}

/** WᵀW for a lower triangular W. */
function transposeTimes(lower: Float64Array, dimension: number): Float64Array {
  const product = new Float64Array(packedLength(dimension));
  for (let k = 0; k < dimension; k++) {
    const row = (k * (k + 1)) / 2;
    let at = 0;
    for (let i = 0; i <= k; i++) {
      const factor = lower[row + i] ?? 0;
      for (let j = 0; j <= i; j++) {
        product[at] = (product[at] ?? 0) + factor * (lower[row + j] ?? 0);
        at += 1;
      }
    }
  }
  return product;
}
