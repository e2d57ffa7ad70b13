import type { Comparison } from "./comparison.ts";

/** Lower and upper bound, ±Infinity while nothing is known. */
export type Interval = { readonly lower: number; readonly upper: number };

export function around(centre: number, halfWidth: number): Interval {
  return { lower: centre - halfWidth, upper: centre + halfWidth };
}

export const UNBOUNDED: Interval = { lower: -Infinity, upper: Infinity };

export function excludesZero({ lower, upper }: Interval): boolean {
  return lower > 0 || upper < 0;
}

/** Whether a comparison has a spread to judge by. */
export function isKnown({ standardError }: Comparison): boolean {
  return standardError > 0 && Number.isFinite(standardError);
}
