import type { Arm } from "./arm.ts";

/** The estimated effect of one arm against another. */
export type Comparison = {
  /** Treatment minus control, in units of the metric; for a relative lift a share of the control. */
  readonly difference: number;
  /** Of the difference. 0 means that nothing is known of it yet. */
  readonly standardError: number;
  /** Units in both arms. */
  readonly n: number;
  /** Of freedom, by Welch and Satterthwaite. */
  readonly degrees: number;
};

/** treatment − control. */
export function differenceOfMeans(control: Arm, treatment: Arm): Comparison {
  return compare(
    treatment.mean - control.mean,
    [control, control.variance],
    [treatment, treatment.variance],
  );
}

/**
 * (treatment − control) / control, with the delta method's variance
 * s²_T / (n_T·C̄²) + s²_C·T̄² / (n_C·C̄⁴). Undefined where the control's mean is not positive: a share
 * of nothing or of a loss says nothing.
 */
export function relativeLift(control: Arm, treatment: Arm): Comparison | undefined {
  if (!(control.mean > 0)) return undefined;
  const ratio = treatment.mean / control.mean;
  return compare(
    ratio - 1,
    [control, control.variance * (ratio / control.mean) ** 2],
    [treatment, treatment.variance / control.mean ** 2],
  );
}

type Part = readonly [arm: Arm, unitVariance: number];

function compare(difference: number, ...parts: readonly [Part, Part]): Comparison {
  let variance = 0;
  let welchDenominator = 0;
  for (const [{ n }, unitVariance] of parts) {
    // The variance of fewer than two units is unknown, not 0.
    if (n < 2) return { difference, standardError: 0, n: units(parts), degrees: 0 };
    variance += unitVariance / n;
    welchDenominator += (unitVariance / n) ** 2 / (n - 1);
  }
  const degrees = welchDenominator > 0 ? variance ** 2 / welchDenominator : 0;
  return { difference, standardError: Math.sqrt(variance), n: units(parts), degrees };
}

function units(parts: readonly Part[]): number {
  return parts.reduce((sum, [arm]) => sum + arm.n, 0);
}
