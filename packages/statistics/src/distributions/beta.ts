import { logGamma, stirlingRemainder } from "./gamma.ts";

const STIRLING_FROM = 10;
const CONVERGED = 2 ** -52;

/** log B(a, b) for a, b > 0, without the cancellation of three log-gammas where one is large. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  const sum = small + large;
  if (large < STIRLING_FROM) return logGamma(small) + logGamma(large) - logGamma(sum);
  const correction = stirlingRemainder(large) - stirlingRemainder(sum);
  const tail = (large - 0.5) * Math.log1p(-small / sum);
  if (small < STIRLING_FROM) {
    return logGamma(small) + correction + tail + small * (1 - Math.log(sum));
  }
  return (
    Math.log((2 * Math.PI) / sum) / 2 +
    stirlingRemainder(small) +
    correction +
    tail +
    (small - 0.5) * Math.log(small / sum)
  );
}

/** log x, given x and 1 − x, from the one of them that is exact. */
function logShare(x: number, complement: number): number {
  return x > 0.5 ? Math.log1p(-complement) : Math.log(x);
}

/**
 * The continued fraction of xᵃyᵇ / (B(a, b)·Iₓ(a, b)) by Didonato & Morris (1992, equation 9), for
 * x below the mean a / (a + b). Its terms see x only through ay − bx, which does not cancel near it.
 */
function betaFraction(a: number, b: number, x: number, y: number): number {
  const slope = a * y - b * x + 1;
  let fraction = (a * slope) / (a + 1);
  let c = fraction;
  let d = 0;
  for (let m = 1; m < 100_000; m++) {
    const before = a + 2 * m - 1;
    const partial = (m * (b - m) * x) / before;
    const numerator = ((a + m - 1) * (a + b + m - 1) * partial * x) / before;
    const denominator = m + partial + ((a + m) * (slope + m * (1 + y))) / (a + 2 * m + 1);
    d = 1 / (numerator * d + denominator);
    c = numerator / c + denominator;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < CONVERGED) break;
  }
  return fraction;
}

/**
 * The regularised incomplete beta function Iₓ(a, b), for a, b > 0 and x in [0, 1].
 *
 * @param complement 1 − x, for a caller that has it more exactly than the subtraction gives it.
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  const front = Math.exp(a * logShare(x, complement) + b * logShare(complement, x) - logBeta(a, b));
  if (a * complement >= b * x) return front / betaFraction(a, b, x, complement);
  return 1 - front / betaFraction(b, a, complement, x);
}
