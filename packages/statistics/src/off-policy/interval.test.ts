import { describe, expect, it } from "vitest";
import { estimateFrom, meanEstimate } from "./interval.ts";

/** Of `n` decisions `k` brought 1, the others nothing. */
const clicks = (k: number, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (i < k ? 1 : 0));

/** How often the interval misses the true share below and above, summed exactly over the binomial. */
function misses(share: number, n: number): { tooHigh: number; tooLow: number } {
  let tooHigh = 0;
  let tooLow = 0;
  let probability = (1 - share) ** n;
  for (let k = 0; k <= 60; k++) {
    const { interval } = meanEstimate(clicks(k, n), 0.95);
    if (interval !== undefined && interval.lower > share) tooHigh += probability;
    if (interval !== undefined && interval.upper < share) tooLow += probability;
    probability *= (((n - k) / (k + 1)) * share) / (1 - share);
  }
  return { tooHigh, tooLow };
}

describe("the interval of a mean", () => {
  it("is the normal one where nothing is skewed", () => {
    const { value, standardError, interval } = meanEstimate(clicks(50, 100), 0.95);
    expect(value).toBe(0.5);
    expect(standardError).toBeCloseTo(Math.sqrt(0.25 / 99), 12);
    expect(interval?.lower).toBeCloseTo(0.5 - 1.959964 * standardError, 6);
    expect(interval?.upper).toBeCloseTo(0.5 + 1.959964 * standardError, 6);
  });

  it("is near the exact interval of a rare event's count", () => {
    // Of Poisson counts of 46 and 7, by the chi-square distribution: 33.68 to 61.36, 2.81 to 14.42.
    const many = meanEstimate(clicks(46, 10_000), 0.95).interval;
    expect(10_000 * (many?.lower ?? 0)).toBeCloseTo(34, 0);
    expect(10_000 * (many?.upper ?? 0)).toBeCloseTo(61, 0);
    const few = meanEstimate(clicks(7, 10_000), 0.95).interval;
    expect(10_000 * (few?.lower ?? 0)).toBeGreaterThan(2.5);
    expect(10_000 * (few?.upper ?? 0)).toBeGreaterThan(14);
  });

  it("misses rare rewards about as often on either side as it says", () => {
    // The normal interval: too high in .7 %, too low in 6.7 % of the cases.
    const { tooHigh, tooLow } = misses(0.005, 2_000);
    expect(tooHigh).toBeGreaterThan(0.01);
    expect(tooHigh).toBeLessThan(0.035);
    expect(tooLow).toBeGreaterThan(0.01);
    expect(tooLow).toBeLessThan(0.035);
  });

  it("has no bound where one reward would have to tell of the rarest cases", () => {
    const { interval } = meanEstimate(clicks(1, 10_000), 1 - 1e-10);
    expect(interval?.upper).toBe(Infinity);
    expect(interval?.lower).toBeGreaterThan(-0.01);
  });

  it("says nothing where there is no spread", () => {
    expect(estimateFrom(0, new Float64Array(5), 0.95).interval).toBeUndefined();
  });
});
