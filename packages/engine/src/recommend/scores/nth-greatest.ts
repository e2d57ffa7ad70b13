/**
 * The n-th greatest value, from 1 on; `values` is reordered. Quickselect (Hoare 1961): linear where
 * sorting thousands of neighbours would take longer than all the rest of a recommendation.
 */
export function nthGreatest(values: Float32Array, n: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >>> 1] ?? 0;
    let i = from;
    let j = to;
    while (i <= j) {
      while ((values[i] ?? 0) > pivot) i += 1;
      while ((values[j] ?? 0) < pivot) j -= 1;
      if (i > j) break;
      const swapped = values[i] ?? 0;
      values[i] = values[j] ?? 0;
      values[j] = swapped;
      i += 1;
      j -= 1;
    }
    if (n - 1 <= j) to = j;
    else if (n - 1 >= i) from = i;
    else break;
  }
  return values[n - 1] ?? 0;
}
