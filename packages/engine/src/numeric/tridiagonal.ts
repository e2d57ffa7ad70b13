/** Tridiagonal T = QᵀAQ for an orthogonal Q, with c = Qᵀb. */
interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly below: Float64Array;
  readonly vector: Float64Array;
}

/**
 * Householder's reduction of a symmetric matrix (packed lower triangle), O(4d³/3) once; afterwards
 * determinant and quadratic form of A + λI cost O(d) for every λ.
 */
export function tridiagonalise(matrix: Float64Array, vector: Float64Array): Tridiagonal {
  const dimension = vector.length;
  const a = Float64Array.from(matrix);
  const c = Float64Array.from(vector);
  const below = new Float64Array(Math.max(0, dimension - 1));
  const v = new Float64Array(dimension);
  const w = new Float64Array(dimension);
  const at = (i: number, j: number): number => (i * (i + 1)) / 2 + j;

  for (let k = 0; k < dimension - 1; k++) {
    const first = k + 1;
    let norm = 0;
    for (let i = first; i < dimension; i++) {
      v[i] = a[at(i, k)] ?? 0;
      norm += (v[i] ?? 0) ** 2;
    }
    norm = Math.sqrt(norm);
    const lead = v[first] ?? 0;
    if (norm === Math.abs(lead)) {
      below[k] = lead;
      continue;
    }
    const target = lead > 0 ? -norm : norm; // away from `lead`: no cancellation
    below[k] = target;
    v[first] = lead - target;
    const half = norm * (norm + Math.abs(lead)); // vᵀv / 2
    reflectMatrix(a, v, w, first, half);
    let along = 0;
    for (let i = first; i < dimension; i++) along += (v[i] ?? 0) * (c[i] ?? 0);
    for (let i = first; i < dimension; i++) {
      c[i] = (c[i] ?? 0) - (along / half) * (v[i] ?? 0);
    }
  }
  return {
    diagonal: Float64Array.from({ length: dimension }, (_, i) => a[at(i, i)] ?? 0),
    below,
    vector: c,
  };
}

/** A ← HAH on the rows and columns from `first` on, for H = I − vvᵀ/half. */
function reflectMatrix(
  a: Float64Array,
  v: Float64Array,
  w: Float64Array,
  first: number,
  half: number,
): void {
  const dimension = v.length;
  w.fill(0, first);
  for (let i = first; i < dimension; i++) {
    const row = (i * (i + 1)) / 2;
    const vi = v[i] ?? 0;
    let sum = (a[row + i] ?? 0) * vi;
    for (let j = first; j < i; j++) {
      const entry = a[row + j] ?? 0;
      sum += entry * (v[j] ?? 0);
      w[j] = (w[j] ?? 0) + entry * vi;
    }
    w[i] = (w[i] ?? 0) + sum;
  }
  let along = 0;
  for (let i = first; i < dimension; i++) along += (w[i] ?? 0) * (v[i] ?? 0);
  const share = along / (2 * half);
  for (let i = first; i < dimension; i++) {
    w[i] = ((w[i] ?? 0) - share * (v[i] ?? 0)) / half;
  }
  for (let i = first; i < dimension; i++) {
    const row = (i * (i + 1)) / 2;
    for (let j = first; j <= i; j++) {
      a[row + j] = (a[row + j] ?? 0) - (v[i] ?? 0) * (w[j] ?? 0) - (w[i] ?? 0) * (v[j] ?? 0);
    }
  }
}

/**
 * For T + ridge·I: the log of its determinant and cᵀ(T + ridge·I)⁻¹c. T must be positive semidefinite and the ridge positive.
 */
export function solveRidged(
  { diagonal, below, vector }: Tridiagonal,
  ridge: number,
): { logDeterminant: number; quadratic: number } {
  let logDeterminant = 0;
  let quadratic = 0;
  let pivot = 1;
  let carried = 0;
  for (let i = 0; i < diagonal.length; i++) {
    const coupling = i === 0 ? 0 : (below[i - 1] ?? 0) / pivot;
    carried = (vector[i] ?? 0) - coupling * carried;
    // Rounding can push an eigenvalue that is 0 slightly below it; the ridge bounds the pivot.
    pivot = Math.max(
      (diagonal[i] ?? 0) + ridge - (i === 0 ? 0 : coupling * (below[i - 1] ?? 0)),
      ridge * 1e-6,
    );
    logDeterminant += Math.log(pivot);
    quadratic += (carried * carried) / pivot;
  }
  return { logDeterminant, quadratic };
}
