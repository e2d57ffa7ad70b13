import { createRandom } from "@nextmove/engine";
import { describe, expect, it } from "vitest";

import { meanArm } from "../compare/arm.ts";
import { differenceOfMeans } from "../compare/comparison.ts";
import { welch } from "../compare/welch.ts";
import { momentsOf } from "../moments/moments.ts";
import { bootstrap } from "./bootstrap.ts";
import { quantile } from "./percentiles.ts";
import {
  addPoissonBootstrap,
  createPoissonBootstrap,
  poissonBootstrapDifference,
  resampleUnit,
} from "./poisson-bootstrap.ts";

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** Skewed totals, as of visitors who bought. */
function totals(seed: string, scale: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: 400 }, () => -scale * Math.log(1 - random()));
}

const control = totals("control", 40);
const treatment = totals("treatment", 60);
const exact = welch(
  differenceOfMeans(meanArm(momentsOf(control)), meanArm(momentsOf(treatment))),
  0.05,
);

describe("quantile", () => {
  it("is R's type 7", () => {
    expect(quantile([1, 2, 4, 8], 0.25)).toBe(1.75);
    expect(quantile([1, 2, 4, 8], 1)).toBe(8);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe("bootstrap", () => {
  const difference = (a: readonly number[] = [], b: readonly number[] = []) => mean(b) - mean(a);

  it("of a difference of means comes near Welch's interval", () => {
    const random = createRandom("resample");
    const { estimate, lower, upper } = bootstrap([control, treatment], difference, { random });
    expect(estimate).toBeCloseTo(mean(treatment) - mean(control), 12);
    const width = exact.upper - exact.lower;
    expect(Math.abs(lower - exact.lower)).toBeLessThan(0.08 * width);
    expect(Math.abs(upper - exact.upper)).toBeLessThan(0.08 * width);
  });

  it("is the same with the same seed", () => {
    const once = () =>
      bootstrap([control], (sample = []) => median(sample), {
        random: createRandom("same"),
        resamples: 100,
      });
    expect(once()).toEqual(once());
  });

  it("covers a median as often as it says", () => {
    const random = createRandom("coverage");
    const truth = 40 * Math.log(2);
    const runs = 200;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const sample = totals(`run ${run}`, 40).slice(0, 60);
      const { lower, upper } = bootstrap([sample], (drawn = []) => median(drawn), {
        random,
        resamples: 200,
        confidence: 0.9,
      });
      if (lower <= truth && truth <= upper) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.84);
    expect(covered / runs).toBeLessThan(0.96);
  });

  it("leaves the samples as they are", () => {
    const sample = [1, 2, 3];
    bootstrap([sample], (drawn = []) => mean(drawn), { random: createRandom("x"), resamples: 5 });
    expect(sample).toEqual([1, 2, 3]);
  });
});

describe("Poisson bootstrap", () => {
  function resampled(values: readonly number[], name: string, from = 0, to = values.length) {
    const state = createPoissonBootstrap(500);
    for (let i = from; i < to; i++) {
      resampleUnit(state, values[i] ?? NaN, createRandom(`${name} ${i}`));
    }
    return state;
  }

  it("of a difference of means comes near Welch's interval", () => {
    const { lower, upper } = poissonBootstrapDifference(
      resampled(control, "c"),
      resampled(treatment, "t"),
      0.95,
    );
    const width = exact.upper - exact.lower;
    expect(Math.abs(lower - exact.lower)).toBeLessThan(0.1 * width);
    expect(Math.abs(upper - exact.upper)).toBeLessThan(0.1 * width);
  });

  it("of two parts is that of the whole", () => {
    const parts = resampled(control, "c", 0, 150);
    addPoissonBootstrap(parts, resampled(control, "c", 150));
    const whole = resampled(control, "c");
    expect(parts.counts).toEqual(whole.counts);
    for (const [i, sum] of parts.sums.entries()) expect(sum).toBeCloseTo(whole.sums[i] ?? NaN, 6);
  });

  it("takes a unit once on average, with a variance of one", () => {
    const state = createPoissonBootstrap(20_000);
    resampleUnit(state, 2, createRandom("unit"));
    const times = momentsOf(state.counts);
    expect(times.mean).toBeCloseTo(1, 1);
    expect(times.m2 / times.n).toBeCloseTo(1, 1);
    expect(momentsOf(state.sums).mean).toBeCloseTo(2 * times.mean, 9);
  });
});
