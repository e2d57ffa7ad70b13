import type { Comparison } from "../compare/comparison.ts";
import type { Interval } from "../compare/interval.ts";
import { welch } from "../compare/welch.ts";
import { alwaysValid } from "./always-valid.ts";

export type HybridOptions = {
  /** Error of all looks before the planned end, such as .01. */
  readonly alphaRunning: number;
  /** Error of the look at the planned end, such as .04. */
  readonly alphaEnd: number;
  /** Units in both arms at the planned end. */
  readonly plannedN: number;
  /** Whether this is the one look at the planned end. */
  readonly isAtEnd: boolean;
};

/**
 * Always valid while the test runs, and at its planned end nearly as narrow as a test of a single
 * look. By the union bound the error of all looks is alphaRunning + alphaEnd; at the end both
 * intervals hold, so what they have in common does.
 */
export function hybrid(comparison: Comparison, options: HybridOptions): Interval {
  const { alphaRunning, alphaEnd, plannedN, isAtEnd } = options;
  const running = alwaysValid(comparison, { alpha: alphaRunning, plannedN });
  if (!isAtEnd) return { lower: running.lower, upper: running.upper };
  const atEnd = welch(comparison, alphaEnd);
  return {
    lower: Math.max(running.lower, atEnd.lower),
    upper: Math.min(running.upper, atEnd.upper),
  };
}
