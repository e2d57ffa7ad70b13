import { type Arm, atLeastPooled, weightByPeriod } from "@nextmove/statistics";
import type { ModelSummary, Sums } from "../fold/summary.ts";
import { armOf } from "./estimate.ts";

const NO_ARM: Arm = { n: 0, mean: 0, variance: 0 };

/** Arms by slice, made one of each: where there are several, each stretch of time counts the same for all. */
const balanced = (slices: readonly { arms: readonly Arm[] }[]): readonly Arm[] => {
  const [only, ...more] = slices;
  return only && more.length === 0 ? only.arms : weightByPeriod(slices).arms;
};

/**
 * The net revenue per session of two models, so that it may be compared.
 *
 * @param control by slice, in the order of the period
 * @param treatment the same
 */
export const comparableArms = (
  control: readonly Sums[],
  treatment: readonly Sums[],
): [control: Arm, treatment: Arm] => {
  const [first = NO_ARM, second = NO_ARM] = balanced(
    control.map((sums, slice) => {
      const other = treatment[slice];
      return { arms: atLeastPooled(armOf(sums), other ? armOf(other) : NO_ARM) };
    }),
  );
  return [first, second];
};

/** The net revenue per session of each model of a period, so that they may stand side by side. */
export const netArms = (models: readonly ModelSummary[]): Arm[] => {
  const slices = (models[0]?.slices ?? []).map((_, slice) => ({
    arms: models.map(({ slices: own }) => {
      const sums = own[slice]?.net;
      return sums ? armOf(sums) : NO_ARM;
    }),
  }));
  const arms = balanced(slices);
  // Where no stretch of time had sessions of all models, they are what they are.
  return models.map(({ net }, place) => arms[place] ?? armOf(net));
};
