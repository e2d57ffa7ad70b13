import type { PeriodModel, TestCyclePeriod } from "@nextmove/contract";

/** Error over all comparisons and all looks together. */
const ALPHA = 0.05;

/**
 * Sessions per model for which intervals are tightest when nobody planned any: 5,000 in both arms is
 * what GrowthBook tunes to.
 */
const UNPLANNED_SESSIONS = 2_500;

/** A model that may become the best, and one it is compared with. Places in the period. */
export interface Pair {
  readonly model: number;
  readonly against: number;
}

/** What is compared with what, and how sure it is to be: fixed before the first look. */
export interface Plan {
  readonly pairs: readonly Pair[];
  /** Of each comparison. */
  readonly alpha: number;
  readonly sessionsPerModel: number;
  /** Which pair decides for each candidate: against the best so far, else the reference. */
  readonly deciding: readonly Pair[];
}

const placesOf = (models: readonly PeriodModel[], role: PeriodModel["role"]): number[] =>
  models.flatMap((model, place) => (model.role === role ? [place] : []));

/** Each test is compared with the best and with the reference; without a test the best is the test. */
export const planOf = ({ models, hypothesis }: TestCyclePeriod): Plan => {
  const best = placesOf(models, "best");
  const reference = placesOf(models, "reference");
  const tests = placesOf(models, "test");
  const candidates = tests.length > 0 ? tests : best;
  const baselines = tests.length > 0 ? [...best, ...reference] : reference;
  const pairs = candidates.flatMap((model) => baselines.map((against) => ({ model, against })));
  return {
    pairs,
    alpha: ALPHA / Math.max(1, pairs.length),
    sessionsPerModel: hypothesis.plannedSessions ?? UNPLANNED_SESSIONS,
    deciding: pairs.filter(({ against }) => against === baselines[0]),
  };
};
