import type { PeriodModel, TestCyclePeriod } from "@nextmove/contract";
import type { HybridOptions } from "@nextmove/statistics";

/**
 * Error of all comparisons together, of 5 %: the looks while a period runs take one part, and the look
 * at its end, which by then is nearly as sharp as if it had been the only one, four.
 */
const ALPHA_RUNNING = 0.01;
const ALPHA_END = 0.04;

/**
 * Sessions per model for which intervals are tightest when nobody planned any: 5,000 in both arms is
 * what GrowthBook tunes to.
 */
const UNPLANNED_SESSIONS = 2_500;

/** A model that may become the best, and one it is compared with. Places in the period. */
export interface Pair {
  readonly model: number;
  readonly against: number;
  /** This comparison makes it the best; of the others only a proven loss counts. */
  readonly isDeciding: boolean;
}

/** What is compared with what, and how sure it is to be: fixed before the first look. */
export interface Plan extends Omit<HybridOptions, "isAtEnd"> {
  readonly pairs: readonly Pair[];
}

const placesOf = (models: readonly PeriodModel[], role: PeriodModel["role"]): number[] =>
  models.flatMap((model, place) => (model.role === role ? [place] : []));

/**
 * Each test is compared with the best and the reference, and has to beat the best; without a test the
 * best is the test, and without a best the reference is what has to be beaten.
 */
export const planOf = ({ models, hypothesis }: TestCyclePeriod): Plan => {
  const best = placesOf(models, "best");
  const reference = placesOf(models, "reference");
  const tests = placesOf(models, "test");
  const candidates = tests.length > 0 ? tests : best;
  const baselines = tests.length > 0 ? [...best, ...reference] : reference;
  const pairs = candidates.flatMap((model) =>
    baselines.map((against, index) => ({ model, against, isDeciding: index === 0 })),
  );
  const comparisons = Math.max(1, pairs.length);
  return {
    pairs,
    alphaRunning: ALPHA_RUNNING / comparisons,
    alphaEnd: ALPHA_END / comparisons,
    plannedN: 2 * (hypothesis.plannedSessions ?? UNPLANNED_SESSIONS),
  };
};
