import type { LiftDay } from "@nextmove/contract";
import {
  alwaysValid,
  atLeastPooled,
  type Comparison,
  differenceOfMeans,
  type SequentialOptions,
} from "@nextmove/statistics";
import { DAY_MS, type Frame } from "../fold/frame.ts";
import type { DaySums, Sums } from "../fold/summary.ts";
import { armOf, estimateOf } from "./estimate.ts";

/** The sums of a model's totals as they stood at the end of each day. */
export const accumulatedDays = ({ entered, net, squares }: DaySums): Sums[] => {
  const total: Sums = { n: 0, sum: 0, squares: 0 };
  return entered.map((n, day) => {
    total.n += n;
    total.sum += net[day] ?? 0;
    total.squares += squares[day] ?? 0;
    return { ...total };
  });
};

export interface LiftHistory {
  days: LiftDay[];
  /** The smallest p of all days: what was found once stays found. */
  smallestP: number;
}

/**
 * How the difference of two models stood at the end of each day that has begun.
 *
 * @param begun days of the period that have begun
 */
export const liftHistory = (
  model: DaySums,
  against: DaySums,
  frame: Pick<Frame, "start">,
  begun: number,
  options: SequentialOptions,
): LiftHistory => {
  const mine = accumulatedDays(model);
  const theirs = accumulatedDays(against);
  let smallestP = 1;
  const days: LiftDay[] = [];
  for (let day = 0; day < begun; day += 1) {
    const [own, other] = [mine[day], theirs[day]];
    if (!own || !other || own.n + other.n === 0) continue;
    const arms = atLeastPooled(armOf(other), armOf(own));
    const comparison: Comparison = differenceOfMeans(...arms);
    const { p, ...interval } = alwaysValid(comparison, options);
    smallestP = Math.min(smallestP, p);
    days.push({
      ...estimateOf(comparison.difference, interval),
      date: new Date(frame.start + day * DAY_MS).toISOString().slice(0, 10),
      sessions: own.n + other.n,
    });
  }
  return { days, smallestP };
};
