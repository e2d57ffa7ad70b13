import type { Comparison } from "../compare/comparison.ts";
import type { Interval } from "../compare/interval.ts";
import { around, isKnown, UNBOUNDED } from "../compare/interval.ts";

export type SequentialOptions = {
  /** Error over all looks together, such as .05. */
  readonly alpha: number;
  /**
   * N*: units in both arms at which the interval is tightest: the planned total. Fix it before the
   * first look.
   */
  readonly plannedN: number;
};

export type AlwaysValid = Interval & {
  /** Evidence against no difference: at least 1/α exactly when the interval excludes 0. */
  readonly eValue: number;
  /** min(1, 1 / eValue). Over several looks the smallest counts. */
  readonly p: number;
};

/**
 * An asymptotic confidence sequence: it covers at all times at once, so it may be looked at every day
 * and stopped by (Waudby-Smith et al. 2021, arXiv 2103.06476, theorem 2.2). With N units and z = δ/se,
 *
 *   ρ² = (−2 ln α + ln(−2 ln α + 1)) / N*
 *   halfwidth = se·√N · √( 2(Nρ² + 1)/(N²ρ²) · ln(√(Nρ² + 1)/α) )
 *   e = exp( ρ²N·z² / 2(Nρ² + 1) ) / √(Nρ² + 1)
 */
export function alwaysValid(comparison: Comparison, options: SequentialOptions): AlwaysValid {
  if (!isKnown(comparison)) return { ...UNBOUNDED, eValue: 1, p: 1 };
  const { difference, standardError, n } = comparison;
  const scale = n * tuning(options) ** 2;
  const z = difference / standardError;
  const logEvidence = (scale * z * z) / (2 * (scale + 1)) - Math.log1p(scale) / 2;
  return {
    ...around(difference, alwaysValidHalfWidth(comparison, options)),
    eValue: Math.exp(logEvidence),
    p: Math.min(1, Math.exp(-logEvidence)),
  };
}

/** Half of the interval's width; Infinity while nothing is known. */
export function alwaysValidHalfWidth(
  comparison: Pick<Comparison, "standardError" | "n">,
  options: SequentialOptions,
): number {
  const scale = comparison.n * tuning(options) ** 2;
  const logThreshold = Math.log1p(scale) / 2 - Math.log(options.alpha);
  return comparison.standardError * Math.sqrt((2 * (scale + 1) * logThreshold) / scale);
}

/** ρ: the spread of the effects that the mixture looks for, tightest at N* (proposition 3). */
export function tuning({ alpha, plannedN }: SequentialOptions): number {
  const surprise = -2 * Math.log(alpha);
  return Math.sqrt((surprise + Math.log(surprise + 1)) / plannedN);
}
