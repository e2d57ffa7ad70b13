import { createRandom } from "@nextmove/engine";
import { describe, expect, it } from "vitest";

import { meanArm } from "../compare/arm.ts";
import { differenceOfMeans } from "../compare/comparison.ts";
import { welch } from "../compare/welch.ts";
import { momentsOf } from "../moments/moments.ts";
import { bootstrap } from "./bootstrap.ts";
import { quantile } from "./percentiles.ts";

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
