import { delayAges, DELAY_LEVELS } from "../../delays/delay-table.ts";
import type { Cohort, WaitingPlaces } from "./waiting-places.ts";

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

/** Where the places of a cohort stand, from the latest to the first. */
interface Span {
  readonly youngest: number;
  readonly oldest: number;
}

export function spansOf({ cohorts }: WaitingPlaces, windowMs: number, now: number): Span[] {
  return cohorts.map(({ from, latest, shown }, i) => {
    const after = placesAfter(cohorts, i);
    return {
      youngest: positionOf(windowMs, now - latest, after),
      oldest: positionOf(windowMs, now - from, after + shown),
    };
  });
}

/** What share of a cohort has crossed this many ages. */
export function crossedShare({ youngest, oldest }: Span, ages: number): number {
  if (youngest >= ages) return 1;
  return oldest > ages ? (oldest - ages) / (oldest - youngest) : 0;
}

/** Places shown after those of a cohort. */
export function placesAfter(cohorts: readonly Cohort[], index: number): number {
  return cohorts.slice(index + 1).reduce((sum, { shown }) => sum + shown, 0);
}
