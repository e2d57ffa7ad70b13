import { studentTQuantile, studentTSurvival } from "../distributions/student-t.ts";
import type { Comparison } from "./comparison.ts";
import type { Interval } from "./interval.ts";
import { around, isKnown, UNBOUNDED } from "./interval.ts";

export type FixedHorizon = Interval & {
  /** Two-sided. */
  readonly p: number;
};

/**
 * Welch's test (1947): valid for one look, at a sample size chosen before. Looked at every day for
 * four weeks its 5 % becomes more than 25 %.
 */
export function welch(comparison: Comparison, alpha: number): FixedHorizon {
  if (!isKnown(comparison)) return { ...UNBOUNDED, p: 1 };
  const { difference, standardError, degrees } = comparison;
  const t = Math.abs(difference) / standardError;
  const halfWidth = -studentTQuantile(alpha / 2, degrees) * standardError;
  return { ...around(difference, halfWidth), p: 2 * studentTSurvival(t, degrees) };
}
