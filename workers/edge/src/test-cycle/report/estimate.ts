import type { Estimate } from "@nextmove/contract";
import {
  alwaysValid,
  type Arm,
  type Comparison,
  type Interval,
  meanArm,
  type Moments,
  momentsFromSums,
  type SequentialOptions,
} from "@nextmove/statistics";
import type { Sums } from "../fold/summary.ts";

/** JSON has no infinity: a bound that is not known is null. */
const bound = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Of nobody. */
export const NOTHING_KNOWN: Estimate = { value: null, lower: null, upper: null };

export const estimateOf = (value: number, { lower, upper }: Interval): Estimate => ({
  value,
  lower: bound(lower),
  upper: bound(upper),
});

export const momentsOfSums = ({ n, sum, squares }: Sums): Moments =>
  momentsFromSums(n, sum, squares);

export const armOf = (sums: Sums): Arm => meanArm(momentsOfSums(sums));

/** One arm by itself, as a comparison with nothing. */
const alone = ({ n, mean, variance }: Arm): Comparison => ({
  difference: mean,
  standardError: n < 2 ? 0 : Math.sqrt(variance / n),
  n,
  degrees: Math.max(0, n - 1),
});

/** A model's own figure with an interval that holds at every look. */
export const figureOf = (arm: Arm, options: SequentialOptions): Estimate => {
  if (arm.n === 0) return NOTHING_KNOWN;
  // Without a spread, as with a fixed cost, the figure is what it is.
  return arm.variance === 0 && arm.n > 1
    ? { value: arm.mean, lower: arm.mean, upper: arm.mean }
    : estimateOf(arm.mean, alwaysValid(alone(arm), options));
};

/** A difference of two models with an interval that holds at every look. */
export const differenceFigure = (comparison: Comparison, options: SequentialOptions): Estimate =>
  estimateOf(comparison.difference, alwaysValid(comparison, options));

/** An estimate times a number that is known. */
export const times = ({ value, lower, upper }: Estimate, factor: number): Estimate => ({
  value: value === null ? null : value * factor,
  lower: lower === null ? null : lower * factor,
  upper: upper === null ? null : upper * factor,
});
