import type { BivariateMoments } from "../moments/bivariate.ts";
import type { Moments } from "../moments/moments.ts";
import { sampleVariance } from "../moments/moments.ts";

/** What is known of one arm of a comparison; the variance of its mean is variance / n. */
export type Arm = {
  /** Units that were randomised. */
  readonly n: number;
  /** Per unit: a mean, a share, or a ratio of two means. */
  readonly mean: number;
  /** Of one unit (for a ratio: of one unit's linearised contribution). */
  readonly variance: number;
};

/** An arm whose metric is a mean per unit. */
export function meanArm(moments: Moments): Arm {
  return { n: moments.n, mean: moments.mean, variance: sampleVariance(moments) };
}

/** An arm whose metric is the share of units that did something: variance p(1 − p). */
export function shareArm(successes: number, n: number): Arm {
  const mean = n === 0 ? 0 : successes / n;
  return { n, mean, variance: mean * (1 - mean) };
}

/**
 * An arm whose metric is ΣY/ΣX, such as revenue (y) per session (x) when the visitor was randomised.
 * By the delta method its variance is (s²_Y + R²·s²_X − 2R·s_XY) / X̄² (Deng, Knoblich & Lu 2018).
 * Without any x there is no ratio: 0, as of no unit.
 */
export function ratioArm(moments: BivariateMoments): Arm {
  const { n, meanX, meanY, m2X, m2Y, cXY } = moments;
  if (meanX === 0) return { n: 0, mean: 0, variance: 0 };
  const ratio = meanY / meanX;
  const m2 = m2Y + ratio * ratio * m2X - 2 * ratio * cXY;
  return {
    n,
    mean: ratio,
    variance: sampleVariance({ n, mean: 0, m2: Math.max(0, m2) }) / meanX ** 2,
  };
}
