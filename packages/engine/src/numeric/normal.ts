// The standard normal distribution, as far as the policy needs it.

const SERIES_LIMIT = 3; // below it the series converges quickly and without cancellation

/** Φ(z), to about 1e-15: series near 0 and continued fraction in the tails (Abramowitz & Stegun 26.2.11, 26.2.14). */
export function normalCdf(z: number): number {
  if (z > SERIES_LIMIT) return 1 - normalCdf(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < -SERIES_LIMIT) {
    const x = -z;
    let fraction = x;
    for (let k = 60; k >= 1; k--) fraction = x + k / fraction;
    return density / fraction;
  }
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + density * sum;
}

/** Beyond ±LIMIT the table ends: log Φ(6.5) = −4e-11, and the quadrature never asks below −6.5. */
const LIMIT = 6.5;
const CELLS_PER_UNIT = 256; // linear interpolation is then off by at most (1/256)²/8·1 = 2e-6
const table = Float64Array.from({ length: 2 * LIMIT * CELLS_PER_UNIT + 2 }, (_, i) =>
  Math.log(normalCdf(i / CELLS_PER_UNIT - LIMIT)),
);

/** log Φ(z) by table, for z ≥ −6.5 (smaller z are read as −6.5). */
export function logNormalCdf(z: number): number {
  if (z >= LIMIT) return 0;
  const at = z > -LIMIT ? (z + LIMIT) * CELLS_PER_UNIT : 0;
  const cell = at | 0;
  const left = table[cell] ?? 0;
  return left + (at - cell) * ((table[cell + 1] ?? 0) - left);
}
