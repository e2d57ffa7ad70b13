import { stillMissing } from "./still-missing.ts";
import type { Cohort, WaitingPlaces } from "./waiting-places.ts";

/** When less than this is still to come, nothing is kept of it. */
const LEAST_MISSING = 0.02;
/** Width of a cohort, in its ages: then at most 14 lie in 30 days, 23 kB each. Narrower ones teach no sooner. */
const WIDEST_SPAN = 2;

/**
 * Lets places grow older: those of which next to nothing is still to come are settled, and cohorts grow
 * together as their ages do.
 */
export function agePlaces(places: WaitingPlaces, windowMs: number, now: number): void {
  if (windowMs !== places.windowMs) {
    // What was learned before anything waited is settled.
    if (places.windowMs === null && places.settled > 0) places.settledUntil = now;
    // Ages are shares of the window.
    places.firstRewards.fill(0);
    places.windowMs = windowMs;
  }
  const missing = stillMissing(places, now);
  const kept: Cohort[] = [];
  for (const [i, cohort] of places.cohorts.entries()) {
    const youngest = now - cohort.latest;
    const before = kept.at(-1);
    if (before === undefined && (youngest >= windowMs || (missing[i] ?? 0) < LEAST_MISSING)) {
      places.settled += cohort.shown;
      places.settledUntil = Math.max(places.settledUntil, cohort.latest);
    } else if (before !== undefined && cohort.latest - before.from <= WIDEST_SPAN * youngest) {
      absorb(before, cohort);
    } else {
      kept.push(cohort);
    }
  }
  places.cohorts = kept;
}

function absorb(cohort: Cohort, next: Cohort): void {
  cohort.latest = next.latest;
  cohort.shown += next.shown;
  cohort.waiting += next.waiting;
  for (let i = 0; i < cohort.products.length; i++) {
    cohort.products[i] = (cohort.products[i] ?? 0) + (next.products[i] ?? 0);
  }
}
