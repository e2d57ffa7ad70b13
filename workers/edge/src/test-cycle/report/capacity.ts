import type { CapacityFigures } from "@nextmove/contract";
import { atLeastPooled, differenceOfMeans, welch } from "@nextmove/statistics";
import type { ModelSummary } from "../fold/summary.ts";
import { armOf, estimateOf, times } from "./estimate.ts";

/** With fewer sessions on either side nothing can be said of what an offer brings. */
const LEAST_SESSIONS = 30;
const ALPHA = 0.05;

/**
 * What it cost that nobody was free. Blocked sessions stand in for those that were not offered anything; since
 * that depends on the hour, it is a hint.
 */
export const capacityOf = (model: ModelSummary): CapacityFigures => {
  const { triggered, blocked, whenOffered, whenBlocked } = model;
  const counts = { blocked, blockedShare: triggered > 0 ? blocked / triggered : 0 };
  if (Math.min(whenOffered.n, whenBlocked.n) < LEAST_SESSIONS) {
    return { ...counts, upliftPerOffered: null, potential: null, lost: null };
  }
  const comparison = differenceOfMeans(...atLeastPooled(armOf(whenBlocked), armOf(whenOffered)));
  const upliftPerOffered = estimateOf(comparison.difference, welch(comparison, ALPHA));
  return {
    ...counts,
    upliftPerOffered,
    potential: times(upliftPerOffered, triggered),
    lost: times(upliftPerOffered, blocked),
  };
};
