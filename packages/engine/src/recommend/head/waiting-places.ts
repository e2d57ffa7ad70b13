import { delayAges, DELAY_LEVELS } from "../../delays/delay-table.ts";
import { addOuterSparse, packedLength } from "../../numeric/packed.ts";
import type { SparseVector } from "../../numeric/sparse.ts";
import { HEAD_DIMENSION } from "./features.ts";
import type { HeadLesson } from "./lesson.ts";
import { placesAfter, positionOf } from "./place-age.ts";

/** Places of lists that were made one after the other, and of those told too late for the next cohort. */
export interface Cohort {
  /** When the first of the lists was made, and the last, ms. */
  readonly from: number;
  latest: number;
  /** Places. */
  shown: number;
  /** Those of them that have brought nothing so far, and their Σxxᵀ; forgotten as all sums are. */
  waiting: number;
  readonly products: Float64Array;
}

/**
 * Shown places that may still bring something, by age. The sums of the head count them as shown, so
 * these are exact once everything is known; what is not known yet is taken off when the sums are solved.
 */
export interface WaitingPlaces {
  /** How long after its list a reward is learned, ms; null: no place waits. */
  windowMs: number | null;
  /** What lists made up to then will bring is known, ms. */
  settledUntil: number;
  /** Places of these lists. */
  settled: number;
  /** The oldest first. */
  cohorts: Cohort[];
  /** First rewards of places, by age: see `place-age.ts`. */
  readonly firstRewards: number[];
}

/** A cohort takes this many places, or this share of all there were: eight lists of ten while little is known. */
const LEAST_PLACES = 80;
const PLACES_SHARE = 1 / 16;

export function createWaitingPlaces(): WaitingPlaces {
  return {
    windowMs: null,
    settledUntil: -Infinity,
    settled: 0,
    cohorts: [],
    firstRewards: Array.from({ length: DELAY_LEVELS }, () => 0),
  };
}

/** Notes which places wait and which no longer do. */
export function noteWaiting(
  places: WaitingPlaces,
  x: SparseVector,
  { at, count, arrival }: HeadLesson,
  weight: number,
): void {
  const cohort = cohortOf(places, at);
  if (arrival) countReward(places, cohort, arrival);
  if (!cohort) {
    places.settled += count;
    return;
  }
  const waits = count - (arrival?.count ?? 0);
  cohort.latest = Math.max(cohort.latest, at);
  cohort.shown += count;
  cohort.waiting += weight * waits;
  addOuterSparse(cohort.products, x, weight * waits);
}

function countReward(
  { windowMs, cohorts, firstRewards }: WaitingPlaces,
  cohort: Cohort | undefined,
  { ageMs, count }: NonNullable<HeadLesson["arrival"]>,
): void {
  if (windowMs === null) return;
  const after = cohort ? placesAfter(cohorts, cohorts.indexOf(cohort)) : 0;
  const interval = Math.floor(positionOf(windowMs, ageMs, after));
  if (interval >= DELAY_LEVELS) return;
  firstRewards[interval] = Math.max(0, (firstRewards[interval] ?? 0) + count);
}

/** Where a list made then belongs; undefined: nothing more is expected of it. */
function cohortOf(places: WaitingPlaces, at: number): Cohort | undefined {
  const { windowMs, settledUntil, cohorts } = places;
  if (windowMs === null || at <= settledUntil) return undefined;
  const newest = cohorts.at(-1);
  // What was noted of a list is found again: no cohort begins before the last one's lists.
  if (newest && (at <= newest.latest || !mayClose(places, windowMs, newest, at))) {
    return cohorts.findLast(({ from }) => from <= at);
  }
  const products = new Float64Array(packedLength(HEAD_DIMENSION));
  const opened: Cohort = { from: at, latest: at, shown: 0, waiting: 0, products };
  cohorts.push(opened);
  return opened;
}

/** Whether a cohort spans the youngest age, or enough places. */
function mayClose(
  { settled, cohorts }: WaitingPlaces,
  windowMs: number,
  newest: Cohort,
  at: number,
): boolean {
  const [youngestAge = 0] = delayAges(windowMs);
  if (at >= newest.from + youngestAge) return true;
  const all = cohorts.reduce((sum, { shown }) => sum + shown, settled);
  return newest.shown >= Math.max(LEAST_PLACES, PLACES_SHARE * all);
}

/** Lets what waits be forgotten as the sums are. */
export function decayWaiting({ cohorts }: WaitingPlaces, factor: number): void {
  for (const cohort of cohorts) {
    cohort.waiting *= factor;
    for (let i = 0; i < cohort.products.length; i++) {
      cohort.products[i] = (cohort.products[i] ?? 0) * factor;
    }
  }
}
