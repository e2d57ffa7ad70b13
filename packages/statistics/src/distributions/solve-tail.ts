const MOST_STEPS = 200;

/**
 * The x ≥ 0 with survival(x) = tail, for a distribution symmetric around 0 and a tail of at most ½.
 * Newton's method on the logarithm, within a bracket that halves when a step leaves it.
 */
export function solveTail(
  tail: number,
  survival: (x: number) => number,
  density: (x: number) => number,
): number {
  if (!(tail > 0)) return tail === 0 ? Infinity : NaN;
  if (tail >= 0.5) return 0;
  let low = 0;
  let high = 1;
  while (survival(high) > tail) {
    low = high;
    high *= 2;
  }
  let x = (low + high) / 2;
  for (let step = 0; step < MOST_STEPS; step++) {
    const reached = survival(x);
    if (reached > tail) low = x;
    else high = x;
    let next = x + (Math.log(reached / tail) * reached) / density(x);
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - x) <= Number.EPSILON * x) return next;
    x = next;
  }
  return x;
}
