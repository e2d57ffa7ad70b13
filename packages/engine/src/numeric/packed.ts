import type { SparseVector } from "./sparse.ts";

// A symmetric d×d matrix is kept as its lower triangle, row after row: entry (i, j ≤ i) is at
// i(i+1)/2 + j. Half the memory and half the bytes on the wire.
//
// `?? 0` in these loops never happens: it tells the compiler what noUncheckedIndexedAccess cannot
// know, and costs nothing once the loop is optimised.

export function packedLength(dimension: number): number {
  return (dimension * (dimension + 1)) / 2;
}

export function scaledIdentity(dimension: number, scale: number): Float64Array {
  const matrix = new Float64Array(packedLength(dimension));
  for (let i = 0; i < dimension; i++) matrix[(i * (i + 3)) / 2] = scale;
  return matrix;
}

/** out = M·x, O(d·nnz). */
export function multiplySparse(matrix: Float64Array, x: SparseVector, out: Float64Array): void {
  const dimension = out.length;
  const { indices, values } = x;
  out.fill(0);
  for (let p = 0; p < indices.length; p++) {
    const column = indices[p] ?? 0;
    const value = values[p] ?? 0;
    let at = (column * (column + 1)) / 2;
    for (let i = 0; i <= column; i++) {
      out[i] = (out[i] ?? 0) + value * (matrix[at] ?? 0);
      at += 1;
    }
    at += column;
    for (let i = column + 1; i < dimension; i++) {
      out[i] = (out[i] ?? 0) + value * (matrix[at] ?? 0);
      at += i + 1;
    }
  }
}

/** out = M·v for a dense v, O(d²). */
export function multiplyDense(matrix: Float64Array, v: Float64Array, out: Float64Array): void {
  let at = 0;
  for (let i = 0; i < v.length; i++) {
    const value = v[i] ?? 0;
    let sum = 0;
    for (let j = 0; j < i; j++) {
      const entry = matrix[at] ?? 0;
      sum += entry * (v[j] ?? 0);
      out[j] = (out[j] ?? 0) + entry * value;
      at += 1;
    }
    out[i] = sum + (matrix[at] ?? 0) * value;
    at += 1;
  }
}

/** xᵀMx, O(nnz²). */
export function quadraticSparse(matrix: Float64Array, x: SparseVector): number {
  const { indices, values } = x;
  let sum = 0;
  for (let p = 0; p < indices.length; p++) {
    const row = indices[p] ?? 0;
    const value = values[p] ?? 0;
    const start = (row * (row + 1)) / 2;
    let inner = 0;
    for (let q = 0; q < p; q++) {
      inner += (matrix[start + (indices[q] ?? 0)] ?? 0) * (values[q] ?? 0);
    }
    sum += value * (2 * inner + value * (matrix[start + row] ?? 0));
  }
  return sum;
}

/** M += scale·k·kᵀ for a dense k, O(d²). */
export function addOuterDense(matrix: Float64Array, k: Float64Array, scale: number): void {
  let at = 0;
  for (let i = 0; i < k.length; i++) {
    const factor = scale * (k[i] ?? 0);
    if (factor === 0) {
      // A dimension that no feature has met yet: often half of them.
      at += i + 1;
      continue;
    }
    for (let j = 0; j <= i; j++) {
      matrix[at] = (matrix[at] ?? 0) + factor * (k[j] ?? 0);
      at += 1;
    }
  }
}

/** M += scale·x·xᵀ for a sparse x, O(nnz²). */
export function addOuterSparse(matrix: Float64Array, x: SparseVector, scale: number): void {
  const { indices, values } = x;
  for (let p = 0; p < indices.length; p++) {
    const row = indices[p] ?? 0;
    const start = (row * (row + 1)) / 2;
    const factor = scale * (values[p] ?? 0);
    for (let q = 0; q <= p; q++) {
      const at = start + (indices[q] ?? 0);
      matrix[at] = (matrix[at] ?? 0) + factor * (values[q] ?? 0);
    }
  }
}

/** xᵀMe₀ for a sparse x: what the first column, the intercept's, adds up to. */
export function firstColumnSparse(matrix: Float64Array, x: SparseVector): number {
  const { indices, values } = x;
  let sum = 0;
  for (let p = 0; p < indices.length; p++) {
    const row = indices[p] ?? 0;
    sum += (matrix[(row * (row + 1)) / 2] ?? 0) * (values[p] ?? 0);
  }
  return sum;
}
