import type { QuantileSketch } from "./quantile-sketch.ts";
import { sketchQuantile } from "./quantile-sketch.ts";

/** Of the non-zero totals of the time before the test (as Statsig does). */
const CAP_QUANTILE = 0.999;

/**
 * The cap for totals of one unit, to be frozen before the test starts: a cap that moves with the
 * test's own data is not the same metric at each look. Undefined without any value.
 */
export function winsorisingCap(
  totalsBefore: QuantileSketch,
  quantile = CAP_QUANTILE,
): number | undefined {
  const cap = sketchQuantile(totalsBefore, quantile);
  return cap !== undefined && cap > 0 ? cap : undefined;
}

/** The total, held within ±cap: what a large refund takes away is bounded as what an order brings. */
export function winsorise(total: number, cap: number): number {
  return Math.max(-cap, Math.min(cap, total));
}
