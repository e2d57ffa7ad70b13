import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { alwaysValid } from "../sequential/always-valid.ts";
import {
  minimumDetectableEffect,
  minimumDetectableEffectAlwaysValid,
  power,
  projectedStandardError,
  sampleSize,
} from "./power.ts";

const errors = { alpha: 0.05, power: 0.8 };

describe("sampleSize", () => {
  it("is the textbook's 16·σ²/δ² per arm", () => {
    // 2·(1.959964 + 0.841621)² = 15.698 per arm
    expect(sampleSize(100, 2, errors)).toBe(785);
  });

  it("grows as the split leaves the middle", () => {
    const ninth = sampleSize(1, 0.01, errors, 0.9);
    expect(ninth / sampleSize(1, 0.01, errors)).toBeCloseTo(0.25 / 0.09, 3);
  });
});

describe("power", () => {
  it("at the minimum detectable effect is what was asked for", () => {
    const wanted = fc.record({
      alpha: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
      power: fc.double({ min: 0.7, max: 0.99, noNaN: true }),
    });
    fc.assert(
      fc.property(wanted, fc.double({ min: 0.01, max: 100, noNaN: true }), (asked, se) => {
        const effect = minimumDetectableEffect(se, asked);
        // The other direction adds next to nothing.
        expect(power(effect, se, asked.alpha)).toBeCloseTo(asked.power, 3);
        expect(power(-effect, se, asked.alpha)).toBe(power(effect, se, asked.alpha));
      }),
    );
  });

  it("of no effect is the error", () => expect(power(0, 1, 0.05)).toBeCloseTo(0.05, 12));

  it("with the sample size asked for is the power asked for", () => {
    const n = sampleSize(900, 1.5, errors);
    expect(power(1.5, Math.sqrt((900 * 4) / n), 0.05)).toBeCloseTo(0.8, 3);
  });
});

describe("minimumDetectableEffectAlwaysValid", () => {
  it("is larger than of a single look, and with power ½ just the half-width", () => {
    const known = { standardError: 0.3, n: 56_000 };
    const options = { alpha: 0.05, plannedN: 56_000 };
    const effect = minimumDetectableEffectAlwaysValid(known, { ...options, power: 0.8 });
    expect(effect).toBeGreaterThan(minimumDetectableEffect(0.3, errors));
    const even = minimumDetectableEffectAlwaysValid(known, { ...options, power: 0.5 });
    const { lower } = alwaysValid({ ...known, difference: even, degrees: 1 }, options);
    expect(lower).toBeCloseTo(0, 12);
  });
});

it("four times the units halve the standard error", () => {
  expect(projectedStandardError({ standardError: 0.6, n: 1000 }, 4000)).toBeCloseTo(0.3, 12);
});
