import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { bivariateOf, mergeBivariate } from "./bivariate.ts";
import { mergeMoments, momentsFromSums, momentsOf, NO_MOMENTS, sampleVariance } from "./moments.ts";

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const pairs = fc.array(fc.tuple(value, value), { maxLength: 60 });

/** Cuts at each index drawn, so that parts may be empty. */
function split<T>(values: T[], cuts: number[]): T[][] {
  const bounds = [0, ...cuts.map((cut) => cut % (values.length + 1)).sort((a, b) => a - b)];
  return bounds.map((from, i) => values.slice(from, bounds[i + 1]));
}

function expectSame(a: Record<string, number>, b: Record<string, number>, scale: number): void {
  for (const [key, expected] of Object.entries(b)) {
    expect(Math.abs((a[key] ?? NaN) - expected)).toBeLessThanOrEqual(1e-12 * scale);
  }
}

describe("moments", () => {
  it("of the parts, merged, are those of the whole", () => {
    fc.assert(
      fc.property(pairs, fc.array(fc.nat(), { maxLength: 5 }), (all, cuts) => {
        const whole = bivariateOf(all);
        const merged = split(all, cuts).map(bivariateOf).reduce(mergeBivariate);
        const scale = 1 + all.reduce((sum, [x, y]) => sum + x * x + y * y, 0);
        expectSame(merged, whole, scale);
        const xs = all.map(([x]) => x);
        expectSame(split(xs, cuts).map(momentsOf).reduce(mergeMoments), momentsOf(xs), scale);
        const { n, meanX: mean, m2X: m2 } = merged;
        expectSame({ n, mean, m2 }, momentsOf(xs), scale);
      }),
    );
  });

  it("keep the spread of what lies far from 0", () => {
    expect(sampleVariance(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]))).toBeCloseTo(30, 9);
  });

  it("follow from sums", () => {
    const values = [0, 12.5, 0, 99, 3];
    const sum = values.reduce((a, b) => a + b);
    const squares = values.reduce((a, b) => a + b * b, 0);
    expectSame(momentsFromSums(5, sum, squares), momentsOf(values), squares);
    expect(momentsFromSums(0, 0, 0)).toEqual(NO_MOMENTS);
  });

  it("know no variance of one value", () => {
    expect(sampleVariance(momentsOf([7]))).toBe(0);
    expect(sampleVariance(NO_MOMENTS)).toBe(0);
  });
});

it("the covariance is that of the definition", () => {
  const { cXY, m2X, meanY } = bivariateOf([
    [1, 2],
    [2, 3],
    [6, 10],
  ]);
  expect([cXY, m2X, meanY]).toEqual([23, 14, 5].map((each) => expect.closeTo(each, 12)));
});
