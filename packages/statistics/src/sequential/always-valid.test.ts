import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { excludesZero } from "../compare/interval.ts";
import { alwaysValid, alwaysValidHalfWidth } from "./always-valid.ts";

const options = fc.record({
  alpha: fc.double({ min: 0.0005, max: 0.3, noNaN: true }),
  plannedN: fc.integer({ min: 10, max: 10_000_000 }),
});
const standardError = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const n = fc.integer({ min: 4, max: 10_000_000 });

describe("alwaysValid", () => {
  it("excludes 0 exactly when the e-value reaches 1/α", () => {
    const multiple = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(options, standardError, n, multiple, (chosen, se, units, halfWidths) => {
        // At exactly one half-width rounding decides.
        fc.pre(Math.abs(Math.abs(halfWidths) - 1) > 1e-9);
        const half = alwaysValidHalfWidth({ standardError: se, n: units }, chosen);
        const difference = halfWidths * half;
        const judged = alwaysValid({ difference, standardError: se, n: units, degrees: 1 }, chosen);
        expect(excludesZero(judged)).toBe(judged.eValue >= 1 / chosen.alpha);
        expect(excludesZero(judged)).toBe(judged.p <= chosen.alpha);
      }),
      { numRuns: 2000 },
    );
  });

  it("turns significant on either side of one half-width", () => {
    fc.assert(
      fc.property(options, standardError, n, (chosen, se, units) => {
        const known = { standardError: se, n: units, degrees: 1 };
        const half = alwaysValidHalfWidth(known, chosen);
        const within = alwaysValid({ ...known, difference: half * (1 - 1e-9) }, chosen);
        const beyond = alwaysValid({ ...known, difference: half * (1 + 1e-9) }, chosen);
        expect(within.eValue).toBeLessThan(1 / chosen.alpha);
        expect(beyond.eValue).toBeGreaterThan(1 / chosen.alpha);
      }),
    );
  });

  it("is wider than the interval of a single look, and tightest near the planned size", () => {
    const chosen = { alpha: 0.05, plannedN: 56_000 };
    const perRootN = (units: number) =>
      alwaysValidHalfWidth({ standardError: 1, n: units }, chosen) / 1.96;
    const atPlan = perRootN(56_000);
    expect(atPlan).toBeGreaterThan(1);
    for (const units of [5600, 20_000, 200_000, 2_000_000]) {
      expect(perRootN(units)).toBeGreaterThan(atPlan);
    }
  });

  it("says nothing while it has seen no spread", () => {
    const chosen = { alpha: 0.05, plannedN: 1000 };
    const silent = alwaysValid({ difference: 0, standardError: 0, n: 40, degrees: 0 }, chosen);
    expect(silent).toEqual({ lower: -Infinity, upper: Infinity, eValue: 1, p: 1 });
  });
});
