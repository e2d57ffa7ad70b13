import { sketchQuantile } from "./quantile-sketch.ts";

/** Of the totals of units that bought anything in the time before the test (as Statsig does). */
const CAP_QUANTILE = 0.999;

/**
 * The cap for totals of one unit, to be frozen before the test starts: a cap that moves with the
 * test's own data is not the same metric at each look. Undefined without any total above 0.
 */
export function winsorisingCap(totalsBefore: ReadonlyMap<number, number>): number | undefined {
  return sketchQuantile(totalsBefore, CAP_QUANTILE);
}

/** The total, held within ±cap: what a large refund takes away is bounded as what an order brings. */
export function winsorise(total: number, cap: number): number {
  return Math.max(-cap, Math.min(cap, total));
}
