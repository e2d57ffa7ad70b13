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

/** vᵀw for dense vectors of one length. */
export function dot(v: Float64Array, w: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += (v[i] ?? 0) * (w[i] ?? 0);
  return sum;
}

/** dense += scale·x for a sparse x. */
export function addSparse(
  dense: Float64Array,
  { indices, values }: SparseVector,
  scale: number,
): void {
  for (let p = 0; p < indices.length; p++) {
    const index = indices[p] ?? 0;
    dense[index] = (dense[index] ?? 0) + scale * (values[p] ?? 0);
  }
}
