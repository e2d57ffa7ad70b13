import { createArrivals, refreshTable, returningShares } from "../../delays/arrivals.ts";
import { arrivedAt } from "../../delays/delay-table.ts";
import { impute } from "../../delays/impute.ts";
import type { Statistics } from "../../learning/statistics.ts";
import { placesAfter, positionOf } from "./place-age.ts";
import type { WaitingPlaces } from "./waiting-places.ts";

/**
 * What share of each cohort's rewards is still to come, of places that brought none so far: as of
 * actions (`impute`), by the rewards of all places, whenever they came (`arrivals.ts`).
 */
export function stillMissing(places: WaitingPlaces, now: number): number[] {
  const { windowMs, cohorts, settled, firstRewards } = places;
  if (windowMs === null) return [];
  const positions = cohorts.map(({ from, latest }, i) =>
    positionOf(windowMs, now - (from + latest) / 2, placesAfter(cohorts, i)),
  );
  const shownBy = (level: number): number =>
    cohorts.reduce(
      (sum, { shown }, i) => sum + ((positions[i] ?? 0) >= level ? shown : 0),
      settled,
    );
  const arrivals = { ...createArrivals(), inInterval: firstRewards };
  arrivals.actions.set("place", {
    activated: shownBy(0),
    rewarded: firstRewards.reduce((sum, count) => sum + count, 0),
    lived: firstRewards.map((_, level) => shownBy(level + 1)),
  });
  refreshTable(arrivals);
  const { all: returning } = returningShares(arrivals);
  return positions.map((position) => {
    const level = Math.floor(position);
    const before = arrivedAt(arrivals.table, level);
    const next = arrivedAt(arrivals.table, level + 1);
    // Half-way between two ages half of what comes between them has come.
    return impute(1, returning, before + (position - level) * (next - before));
  });
}

/**
 * The sums as if a place counted as shown only as far as its rewards would have come by now. To count it
 * as 0 until then would hold back what has just come forward; this is the regression that expects of each place
 * what it expects of places like it (its own imputation's fixed point), and knows no more than it has seen.
 */
export function withoutWaiting(
  statistics: Statistics,
  places: WaitingPlaces,
  now: number,
): Statistics {
  const products = statistics.products.slice();
  let { n } = statistics;
  for (const [i, missing] of stillMissing(places, now).entries()) {
    const cohort = places.cohorts[i];
    if (cohort === undefined) continue;
    n -= missing * cohort.waiting;
    for (let k = 0; k < products.length; k++) {
      products[k] = (products[k] ?? 0) - missing * (cohort.products[k] ?? 0);
    }
  }
  return { ...statistics, n, products };
}
