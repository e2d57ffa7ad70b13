import type { LiftDay } from "@nextmove/contract";
import { alwaysValid, differenceOfMeans, type SequentialOptions } from "@nextmove/statistics";
import { DAY_MS } from "../fold/frame.ts";
import type { SliceSums, Sums } from "../fold/summary.ts";
import { comparableArms } from "./comparable-arms.ts";
import { estimateOf } from "./estimate.ts";

/** The sums of a slice's totals as they stood at the end of each day. */
const accumulatedDays = ({ days: { entered, net, squares } }: SliceSums): Sums[] => {
  const total: Sums = { n: 0, sum: 0, squares: 0 };
  return entered.map((n, day) => {
    total.n += n;
    total.sum += net[day] ?? 0;
    total.squares += squares[day] ?? 0;
    return { ...total };
  });
};

const NOTHING: Sums = { n: 0, sum: 0, squares: 0 };

interface LiftHistory {
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
  model: readonly SliceSums[],
  against: readonly SliceSums[],
  { start }: { start: number },
  begun: number,
  options: SequentialOptions,
): LiftHistory => {
  const mine = model.map(accumulatedDays);
  const theirs = against.map(accumulatedDays);
  let smallestP = 1;
  const days: LiftDay[] = [];
  for (let day = 0; day < begun; day += 1) {
    const on = (slice: Sums[]) => slice[day] ?? NOTHING;
    const [control, treatment] = comparableArms(theirs.map(on), mine.map(on));
    if (control.n === 0 || treatment.n === 0) continue;
    const comparison = differenceOfMeans(control, treatment);
    const { p, ...interval } = alwaysValid(comparison, options);
    smallestP = Math.min(smallestP, p);
    days.push({
      ...estimateOf(comparison.difference, interval),
      date: new Date(start + day * DAY_MS).toISOString().slice(0, 10),
      sessions: control.n + treatment.n,
    });
  }
  return { days, smallestP };
};
