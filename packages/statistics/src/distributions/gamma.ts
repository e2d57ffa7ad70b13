const STIRLING_FROM = 10; // from here on eight terms of the series are exact to a double
const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
const CONVERGED = 2 ** -54;

/** Coefficients B₂ₖ / (2k(2k−1)) of Stirling's series (DLMF 5.11.1). */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
];

/** log Γ(x) − ((x − ½) log x − x + ½ log 2π), for x ≥ 10. */
export function stirlingRemainder(x: number): number {
  const inverseSquare = 1 / (x * x);
  return STIRLING.reduceRight((sum, coefficient) => sum * inverseSquare + coefficient, 0) / x;
}

/** log Γ(x) for x > 0: Stirling's series, moved up by Γ(x + 1) = xΓ(x) where x is small. */
export function logGamma(x: number): number {
  let product = 1;
  let at = x;
  for (; at < STIRLING_FROM; at++) product *= at;
  const stirling = (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + stirlingRemainder(at);
  return stirling - Math.log(product);
}

/** xᵃe⁻ˣ / Γ(a). */
function power(a: number, x: number): number {
  if (a < STIRLING_FROM) return Math.exp(a * Math.log(x) - x - logGamma(a));
  // Both logarithms are large and nearly cancel: take their difference first.
  const excess = (x - a) / a;
  const exponent = a * (Math.log1p(excess) - excess) - stirlingRemainder(a);
  return Math.exp(exponent) * Math.sqrt(a / (2 * Math.PI));
}

/** P(a, x) by its power series (DLMF 8.11.4). */
function lowerBySeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * CONVERGED; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum * power(a, x);
}

/** Q(a, x) by Legendre's continued fraction (DLMF 8.9.2), evaluated by Lentz's method. */
function upperByFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 100_000; k++) {
    const numerator = k * (a - k);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < CONVERGED * 4) break;
  }
  return fraction * power(a, x);
}

/** The regularised incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a), for a > 0, exact in the tail too. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - lowerBySeries(a, x) : upperByFraction(a, x);
}
