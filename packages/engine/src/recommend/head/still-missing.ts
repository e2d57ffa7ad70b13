import { createArrivals, refreshTable, returningShares } from "../../delays/arrivals.ts";
import { arrivedAt } from "../../delays/delay-table.ts";
import { impute } from "../../delays/impute.ts";
import type { Statistics } from "../../learning/statistics.ts";
import { crossedShare, spansOf } from "./place-age.ts";
import type { WaitingPlaces } from "./waiting-places.ts";

/**
 * What share of each cohort's rewards is still to come, of places that brought none so far: as of
 * actions (`impute`), by the rewards of all places, whenever they came (`arrivals.ts`).
 */
export function stillMissing(places: WaitingPlaces, now: number): number[] {
  const { windowMs, cohorts, settled, firstRewards } = places;
  if (windowMs === null) return [];
  const spans = spansOf(places, windowMs, now);
  const crossed = (ages: number): number =>
    cohorts.reduce((sum, { shown }, i) => {
      const span = spans[i];
      return span ? sum + shown * crossedShare(span, ages) : sum;
    }, settled);
  const lived = firstRewards.map((_, level) => crossed(level + 1));
  const shown = crossed(0);
  const rewarded = firstRewards.reduce((sum, count) => sum + count, 0);
  const arrivals = { ...createArrivals(), inInterval: firstRewards };
  // Places bring something far more seldom than actions, for which the table's smoothing is made: counted
  // are places enough for one reward.
  const unit = rewarded > 0 ? shown / rewarded : 1;
  const inUnits = lived.map((count) => count / unit);
  arrivals.actions.set("place", { activated: shown / unit, rewarded, lived: inUnits });
  refreshTable(arrivals);
  arrivals.actions.set("place", { activated: shown, rewarded, lived });
  const { all: returning } = returningShares(arrivals);
  return spans.map(({ youngest, oldest }) => {
    const position = (youngest + oldest) / 2;
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
