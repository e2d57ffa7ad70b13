import type { Arm } from "../compare/arm.ts";

/** The arms of one period, in which the probabilities of assignment stood still; same order always. */
export type Period = { readonly arms: readonly Arm[] };

/**
 * Each arm's mean as if it had got the same share of every period. Where probabilities move, a plain
 * mean compares an arm's many units of a good week with another's of a bad one (Simpson's paradox).
 * Each period weighs as much as units came in it, over all arms; the variance is Σ w²·s² / n.
 *
 * A period in which some arm has fewer than two units says nothing of their difference and is left
 * out; `unitsLeftOut` says how much that was.
 */
export function weightByPeriod(periods: readonly Period[]): {
  arms: Arm[];
  unitsLeftOut: number;
} {
  const usable = periods.filter(({ arms }) => arms.every(({ n }) => n >= 2));
  const total = unitsIn(usable);
  const arms = (usable[0]?.arms ?? []).map((_, i) => {
    let n = 0;
    let mean = 0;
    let varianceOfMean = 0;
    for (const period of usable) {
      const arm = period.arms[i];
      if (arm === undefined) continue;
      const weight = unitsIn([period]) / total;
      n += arm.n;
      mean += weight * arm.mean;
      varianceOfMean += (weight * weight * arm.variance) / arm.n;
    }
    return { n, mean, variance: varianceOfMean * n };
  });
  return { arms, unitsLeftOut: unitsIn(periods) - total };
}

function unitsIn(periods: readonly Period[]): number {
  return periods.reduce((sum, { arms }) => sum + arms.reduce((units, arm) => units + arm.n, 0), 0);
}
