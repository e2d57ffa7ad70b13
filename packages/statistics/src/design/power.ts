import type { Comparison } from "../compare/comparison.ts";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import type { SequentialOptions } from "../sequential/always-valid.ts";
import { alwaysValidHalfWidth } from "../sequential/always-valid.ts";

/** Of a two-sided test that looks once. */
export type Errors = {
  /** Of finding a difference that is not there, such as .05. */
  readonly alpha: number;
  /** Chance of finding one that is, such as .8. */
  readonly power: number;
};

/** The chance that one look finds an effect of this size, in either direction. */
export function power(effect: number, standardError: number, alpha: number): number {
  const z = Math.abs(effect) / standardError;
  const critical = -normalQuantile(alpha / 2);
  return normalCdf(z - critical) + normalCdf(-z - critical);
}

/** The smallest effect that one look with this standard error finds with the power asked for. */
export function minimumDetectableEffect(standardError: number, errors: Errors): number {
  return standardError * (normalQuantile(errors.power) - normalQuantile(errors.alpha / 2));
}

/**
 * The same for an always-valid interval at this number of units. Looks before it find it too, so the
 * power of all looks together is a little more.
 */
export function minimumDetectableEffectAlwaysValid(
  comparison: Pick<Comparison, "standardError" | "n">,
  options: SequentialOptions & Pick<Errors, "power">,
): number {
  const halfWidth = alwaysValidHalfWidth(comparison, options);
  return halfWidth + comparison.standardError * normalQuantile(options.power);
}

/**
 * Units needed in both arms together so that one look finds the effect.
 *
 * @param variance of one unit, in either arm.
 * @param treatmentShare of the units that get the treatment.
 */
export function sampleSize(
  variance: number,
  effect: number,
  errors: Errors,
  treatmentShare = 0.5,
): number {
  const perUnit = Math.sqrt(variance / treatmentShare + variance / (1 - treatmentShare));
  return Math.ceil((minimumDetectableEffect(perUnit, errors) / effect) ** 2);
}

/** What the standard error will be once `plannedN` units have come, arms split as so far. */
export function projectedStandardError(
  comparison: Pick<Comparison, "standardError" | "n">,
  plannedN: number,
): number {
  return comparison.standardError * Math.sqrt(comparison.n / plannedN);
}
