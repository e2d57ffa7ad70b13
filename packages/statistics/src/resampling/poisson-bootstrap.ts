import type { Interval } from "../compare/interval.ts";
import { percentileInterval } from "./percentiles.ts";

/**
 * A bootstrap of a mean in one pass: each resample takes each unit Poisson(1) times, which for many
 * units is what drawing with replacement does (Chamandy et al. 2012). Additive over parts; its cost is
 * one draw per unit and resample.
 */
export type PoissonBootstrap = {
  /** Per resample: units taken, with repetition. */
  readonly counts: Float64Array;
  /** Per resample: sum of their values. */
  readonly sums: Float64Array;
};

export function createPoissonBootstrap(resamples: number): PoissonBootstrap {
  return { counts: new Float64Array(resamples), sums: new Float64Array(resamples) };
}

/**
 * Takes a unit in.
 *
 * @param random seeded by the unit's id, so that its weights are the same wherever it is counted.
 */
export function resampleUnit(
  { counts, sums }: PoissonBootstrap,
  value: number,
  random: () => number,
): void {
  for (let i = 0; i < counts.length; i++) {
    const times = poissonOne(random());
    if (times === 0) continue;
    counts[i] = (counts[i] ?? 0) + times;
    sums[i] = (sums[i] ?? 0) + times * value;
  }
}

/** Adds the second to the first, of as many resamples. */
export function addPoissonBootstrap(into: PoissonBootstrap, other: PoissonBootstrap): void {
  for (let i = 0; i < into.counts.length; i++) {
    into.counts[i] = (into.counts[i] ?? 0) + (other.counts[i] ?? 0);
    into.sums[i] = (into.sums[i] ?? 0) + (other.sums[i] ?? 0);
  }
}

/** Of the treatment's mean minus the control's, for one look. NaN where an arm is empty. */
export function poissonBootstrapDifference(
  control: PoissonBootstrap,
  treatment: PoissonBootstrap,
  confidence: number,
): Interval {
  const baseline = means(control);
  const differences = means(treatment).map((mean, i) => mean - (baseline[i] ?? NaN));
  return percentileInterval(differences, confidence);
}

function means({ counts, sums }: PoissonBootstrap): number[] {
  return Array.from(sums, (sum, i) => sum / (counts[i] ?? NaN));
}

/** A Poisson(1) variate from one uniform number, by inversion. */
function poissonOne(uniform: number): number {
  let left = uniform;
  let probability = Math.exp(-1);
  let k = 0;
  while (left >= probability && probability > 0) {
    left -= probability;
    k++;
    probability /= k;
  }
  return k;
}
