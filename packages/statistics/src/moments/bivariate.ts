/** Additive moments of pairs (x, y): for ratios of two means and for CUPED. */
export type BivariateMoments = {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  /** Σ(x − meanX)². */
  readonly m2X: number;
  /** Σ(y − meanY)². */
  readonly m2Y: number;
  /** Σ(x − meanX)(y − meanY). */
  readonly cXY: number;
};

export const NO_BIVARIATE_MOMENTS: BivariateMoments = {
  n: 0,
  meanX: 0,
  meanY: 0,
  m2X: 0,
  m2Y: 0,
  cXY: 0,
};

/** With one pair more. */
export function pushPair(moments: BivariateMoments, x: number, y: number): BivariateMoments {
  const n = moments.n + 1;
  const deltaX = x - moments.meanX;
  const deltaY = y - moments.meanY;
  const meanX = moments.meanX + deltaX / n;
  const meanY = moments.meanY + deltaY / n;
  return {
    n,
    meanX,
    meanY,
    m2X: moments.m2X + deltaX * (x - meanX),
    m2Y: moments.m2Y + deltaY * (y - meanY),
    cXY: moments.cXY + deltaX * (y - meanY),
  };
}

/** Of two disjoint sets together. */
export function mergeBivariate(a: BivariateMoments, b: BivariateMoments): BivariateMoments {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  const n = a.n + b.n;
  const weight = (a.n * b.n) / n;
  const deltaX = b.meanX - a.meanX;
  const deltaY = b.meanY - a.meanY;
  return {
    n,
    meanX: a.meanX + (deltaX * b.n) / n,
    meanY: a.meanY + (deltaY * b.n) / n,
    m2X: a.m2X + b.m2X + deltaX * deltaX * weight,
    m2Y: a.m2Y + b.m2Y + deltaY * deltaY * weight,
    cXY: a.cXY + b.cXY + deltaX * deltaY * weight,
  };
}

export function bivariateOf(pairs: Iterable<readonly [x: number, y: number]>): BivariateMoments {
  let moments = NO_BIVARIATE_MOMENTS;
  for (const [x, y] of pairs) moments = pushPair(moments, x, y);
  return moments;
}
