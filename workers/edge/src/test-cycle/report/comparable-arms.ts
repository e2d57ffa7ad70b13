import { type Arm, atLeastPooled, weightByPeriod } from "@nextmove/statistics";
import type { Sums } from "../fold/summary.ts";
import { armOf } from "./estimate.ts";

const NO_ARM: Arm = { n: 0, mean: 0, variance: 0 };

/**
 * The net revenue per session of two models, so that it may be compared: where the planned weights
 * changed, each stretch of time counts the same for both.
 *
 * @param control by slice, in the order of the period
 * @param treatment the same
 */
export const comparableArms = (
  control: readonly Sums[],
  treatment: readonly Sums[],
): [control: Arm, treatment: Arm] => {
  const slices = control.map((sums, slice) => {
    const other = treatment[slice];
    return { arms: atLeastPooled(armOf(sums), other ? armOf(other) : NO_ARM) };
  });
  const [only, ...more] = slices;
  const { arms } = only && more.length === 0 ? only : weightByPeriod(slices);
  const [first = NO_ARM, second = NO_ARM] = arms;
  return [first, second];
};
