import type { Interval } from "../compare/interval.ts";

/** The middle `confidence` of what resamples came to. */
export function percentileInterval(replicates: readonly number[], confidence: number): Interval {
  const ascending = replicates.toSorted((a, b) => a - b);
  const tail = (1 - confidence) / 2;
  return { lower: quantile(ascending, tail), upper: quantile(ascending, 1 - tail) };
}

/** Of ascending values, interpolated between neighbours (type 7 of Hyndman & Fan 1996); NaN of none. */
export function quantile(ascending: readonly number[], q: number): number {
  const at = q * (ascending.length - 1);
  const below = ascending[Math.floor(at)] ?? NaN;
  const above = ascending[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}
