import { describe, expect, it } from "vitest";
import { disappoints, extrapolationScale } from "./exploration.ts";

const SCALE = 0.4;
const DIMENSION = 100;

describe("disappoints", () => {
  it("needs a best action clearly below the usual reward, in any unit", () => {
    for (const unit of [1, 0.001]) {
      const usual = { mean: 0.5 * unit, deviation: 0.4 * unit };
      expect(disappoints(0.39 * unit, usual)).toBe(true);
      expect(disappoints(0.41 * unit, usual)).toBe(false);
    }
  });
});

describe("extrapolationScale", () => {
  it("leaves alone what an action was tried on, and what cannot be compared", () => {
    expect(extrapolationScale(SCALE, 1, 10_000, DIMENSION)).toBe(SCALE);
    expect(extrapolationScale(SCALE, NaN, 10_000, DIMENSION)).toBe(SCALE);
  });

  it("widens with novelty, up to twice the posterior's deviation", () => {
    const near = extrapolationScale(SCALE, 20, 10_000, DIMENSION);
    const far = extrapolationScale(SCALE, 1e9, 10_000, DIMENSION);
    expect(near).toBeGreaterThan(SCALE);
    expect(far).toBeGreaterThan(near);
    expect(far).toBeLessThanOrEqual(2);
  });

  it("hardly widens an action with few decisions for its features", () => {
    const few = extrapolationScale(SCALE, 1000, 5, DIMENSION);
    expect(few / SCALE).toBeLessThan(1.25);
  });
});
