import { delayAges, DELAY_LEVELS } from "../../delays/delay-table.ts";
import type { Cohort } from "./waiting-places.ts";

/**
 * As of actions (docs/decisions/0005), a place crosses an age when it is that old, or earlier once so
 * many places were shown after it: 80, 480, 2,880, ... Where all of a case's lists were made within the
 * youngest age, there would be nothing to learn from but what was rewarded.
 */
const FIRST_CROSSING_PLACES = 80;
const CROSSING_GROWTH = 6;
const CROSSINGS = Array.from(
  { length: DELAY_LEVELS },
  (_, level) => FIRST_CROSSING_PLACES * CROSSING_GROWTH ** level,
);

/**
 * How many of the window's ages a place has crossed, and what part of the next one.
 *
 * @param after places shown after it
 */
export function positionOf(windowMs: number, ageMs: number, after: number): number {
  return Math.max(positionIn(delayAges(windowMs), ageMs), positionIn(CROSSINGS, after));
}

function positionIn(ages: readonly number[], age: number): number {
  const level = ages.filter((each) => each <= age).length;
  const next = ages[level];
  if (next === undefined) return level;
  const since = ages[level - 1] ?? 0;
  return level + Math.max(0, age - since) / (next - since);
}

/** Places shown after those of a cohort, half of its own among them. */
export function placesAfter(cohorts: readonly Cohort[], index: number): number {
  const own = cohorts[index]?.shown ?? 0;
  return cohorts.slice(index + 1).reduce((sum, { shown }) => sum + shown, own / 2);
}
