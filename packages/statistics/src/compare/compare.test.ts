import { createRandom } from "@nextmove/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { bivariateOf } from "../moments/bivariate.ts";
import { momentsOf } from "../moments/moments.ts";
import { bootstrap } from "../resampling/bootstrap.ts";
import { meanArm, ratioArm, shareArm } from "./arm.ts";
import { atLeastPooled } from "./at-least-pooled.ts";
import { differenceOfMeans, relativeLift } from "./comparison.ts";
import { welch } from "./welch.ts";

describe("Welch's test", () => {
  const control = meanArm(momentsOf([27.5, 21, 19, 23.6, 17, 17.9]));
  const treatment = meanArm(momentsOf([27.1, 22, 20.8, 23.4, 28.9]));

  it("is scipy's ttest_ind(equal_var=False)", () => {
    const comparison = differenceOfMeans(control, treatment);
    expect(comparison.degrees).toBeCloseTo(8.968043412519231, 10);
    const { lower, upper, p } = welch(comparison, 0.05);
    expect(p).toBeCloseTo(0.1578262097808812, 12);
    expect([lower, upper]).toEqual([
      expect.closeTo(-1.6126101635913663, 10),
      expect.closeTo(8.492610163591376, 10),
    ]);
  });

  it("says nothing of one unit, nor of units that are all alike", () => {
    const one = welch(differenceOfMeans(control, meanArm(momentsOf([30]))), 0.05);
    expect(one).toEqual({ lower: -Infinity, upper: Infinity, p: 1 });
    const alike = meanArm(momentsOf([0, 0, 0]));
    expect(welch(differenceOfMeans(alike, alike), 0.05).p).toBe(1);
  });
});

describe("relativeLift", () => {
  it("is undefined against nothing or a loss", () => {
    const some = meanArm(momentsOf([1, 2, 4]));
    expect(relativeLift(meanArm(momentsOf([0, 0, 0])), some)).toBeUndefined();
    expect(relativeLift(meanArm(momentsOf([-3, 1])), some)).toBeUndefined();
  });
});

describe("atLeastPooled", () => {
  const arm = fc.record({
    n: fc.integer({ min: 2, max: 100_000 }),
    mean: fc.double({ min: -100, max: 100, noNaN: true }),
    variance: fc.double({ min: 0, max: 10_000, noNaN: true }),
  });

  it("is as uncertain as the more cautious of Welch and Student", () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const welchError = Math.sqrt(a.variance / a.n + b.variance / b.n);
        const squares = (a.n - 1) * a.variance + (b.n - 1) * b.variance;
        const studentError = Math.sqrt((squares / (a.n + b.n - 2)) * (1 / a.n + 1 / b.n));
        const { difference, standardError } = differenceOfMeans(...atLeastPooled(a, b));
        expect(difference).toBe(b.mean - a.mean);
        expect(standardError).toBeCloseTo(Math.max(welchError, studentError), 9);
      }),
    );
  });

  it("does not take a small arm that has not sold yet for a proven loss", () => {
    const control = meanArm(momentsOf(Array.from({ length: 950 }, (_, i) => (i % 33 ? 0 : 80))));
    const small = meanArm(momentsOf(Array.from({ length: 50 }, () => 0)));
    expect(welch(differenceOfMeans(control, small), 0.05).upper).toBeLessThan(0);
    const cautious = differenceOfMeans(...atLeastPooled(control, small));
    expect(welch(cautious, 0.05).upper).toBeGreaterThan(0);
  });

  it("makes up no variance for an arm of one unit", () => {
    const some = meanArm(momentsOf([1, 2, 4]));
    const one = meanArm(momentsOf([7]));
    expect(atLeastPooled(some, one)).toEqual([some, one]);
  });
});

describe("shareArm", () => {
  it("of nobody is 0", () => expect(shareArm(0, 0)).toEqual({ n: 0, mean: 0, variance: 0 }));
});

describe("ratioArm", () => {
  it("is revenue per session with the delta method's variance", () => {
    // By hand: X̄ = 2, Ȳ = 20, R = 10; residuals y − 10x: −10, 0, 10, 0; variance (200 / 3) / 4.
    const arm = ratioArm(
      bivariateOf([
        [1, 0],
        [2, 20],
        [2, 30],
        [3, 30],
      ]),
    );
    expect(arm.mean).toBeCloseTo(10, 12);
    expect(arm.variance).toBeCloseTo(200 / 12, 12);
  });

  it("with one session each is the plain mean", () => {
    const values = [0, 12, 0, 41.5, 7];
    const { n, mean, variance } = ratioArm(bivariateOf(values.map((y) => [1, y] as const)));
    const plain = meanArm(momentsOf(values));
    expect([n, mean]).toEqual([plain.n, expect.closeTo(plain.mean, 12)]);
    expect(variance).toBeCloseTo(plain.variance, 10);
  });

  it("has the error that resampling visitors finds", () => {
    const random = createRandom("visitors");
    const visitors = Array.from({ length: 500 }, () => {
      const sessions = 1 + Math.floor(4 * random() ** 2);
      return [sessions, random() < 0.1 * sessions ? -40 * Math.log(1 - random()) : 0] as const;
    });
    const arm = ratioArm(bivariateOf(visitors));
    const places = visitors.map((_, i) => i);
    const { lower, upper } = bootstrap(
      [places],
      (drawn = []) => ratioArm(bivariateOf(drawn.map((i) => visitors[i] ?? [0, 0]))).mean,
      { random, resamples: 1000 },
    );
    const halfWidth = 1.96 * Math.sqrt(arm.variance / arm.n);
    expect((upper - lower) / 2 / halfWidth).toBeGreaterThan(0.9);
    expect((upper - lower) / 2 / halfWidth).toBeLessThan(1.1);
  });

  it("without a session is of no unit", () => {
    expect(ratioArm(bivariateOf([[0, 0]]))).toEqual({ n: 0, mean: 0, variance: 0 });
  });
});
