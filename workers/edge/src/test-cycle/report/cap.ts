import { type QuantileSketch, winsorisingCap } from "@nextmove/statistics";

/** With fewer buyers the 99.9 % quantile is their largest order, or a part of it. */
const LEAST_BUYERS = 100;

/**
 * What a session counts for at most, from the totals of the time before; null: too few bought then.
 */
export const capOf = (totals: QuantileSketch): number | null => {
  let buyers = 0;
  for (const count of totals.values()) buyers += count;
  return buyers < LEAST_BUYERS ? null : (winsorisingCap(totals) ?? null);
};
