/** A vector of which only the listed entries are not zero. Indices ascend and are distinct. */
export interface SparseVector {
  readonly indices: Uint16Array;
  readonly values: Float64Array;
}

/** xᵀy for a sparse x and a dense y. */
export function dotSparse(x: SparseVector, dense: Float64Array): number {
  const { indices, values } = x;
  let sum = 0;
  for (let p = 0; p < indices.length; p++) {
    sum += (values[p] ?? 0) * (dense[indices[p] ?? 0] ?? 0);
  }
  return sum;
}
