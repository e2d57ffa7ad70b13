/** v₁: what is left of the posterior's deviation in the long run. */
const LASTING_SHARE = 0.35;
/** Decisions per action over which full uncertainty gives way. */
const DECISIONS_PER_ACTION = 50;

/**
 * v(t), the factor on the posterior's deviation in Thompson sampling: all of it at first, less
 * later. No fixed v is good on every table; this schedule with the learned prior is near the best
 * fixed one on nearly all.
 */
export function explorationScale(decisions: number, actions: number): number {
  return LASTING_SHARE + (1 - LASTING_SHARE) / (1 + decisions / (DECISIONS_PER_ACTION * actions));
}
