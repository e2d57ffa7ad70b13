import type { BivariateMoments } from "@nextmove/statistics";
import type { PairSums } from "../fold/summary.ts";

/** The moments of pairs from their sums. */
export const bivariateOfSums = ({ n, x, y, xx, yy, xy }: PairSums): BivariateMoments => {
  if (n === 0) return { n, meanX: 0, meanY: 0, m2X: 0, m2Y: 0, cXY: 0 };
  return {
    n,
    meanX: x / n,
    meanY: y / n,
    m2X: Math.max(0, xx - (x * x) / n),
    m2Y: Math.max(0, yy - (y * y) / n),
    cXY: xy - (x * y) / n,
  };
};
