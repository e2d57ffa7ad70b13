import type { Interval } from "../compare/interval.ts";
import { percentileInterval } from "./percentiles.ts";

export type BootstrapOptions = {
  /** Uniform numbers in [0, 1). The same numbers give the same interval. */
  readonly random: () => number;
  readonly confidence?: number;
  readonly resamples?: number;
};

export type Bootstrapped = Interval & { readonly estimate: number };

const RESAMPLES = 2000; // the ends of a 95 % interval then rest on 50 resamples each

/**
 * A percentile interval (Efron 1979) of any statistic of one or more samples, such as the difference
 * of two medians. Each sample is redrawn from itself, so the values must be of independent units. For
 * one look: it is not valid for daily ones.
 */
export function bootstrap(
  samples: readonly (readonly number[])[],
  statistic: (...samples: readonly (readonly number[])[]) => number,
  options: BootstrapOptions,
): Bootstrapped {
  const { random, confidence = 0.95, resamples = RESAMPLES } = options;
  const drawn = samples.map((sample) => [...sample]);
  const replicates = Array.from({ length: resamples }, () => {
    for (const [i, sample] of samples.entries()) redraw(sample, drawn[i] ?? [], random);
    return statistic(...drawn);
  });
  return { estimate: statistic(...samples), ...percentileInterval(replicates, confidence) };
}

function redraw(from: readonly number[], into: number[], random: () => number): void {
  for (let i = 0; i < from.length; i++) {
    into[i] = from[Math.floor(random() * from.length)] ?? NaN;
  }
}
