// Values of scipy 1.17 (the incomplete gammas checked with mpmath 1.3 at 40 digits). The first two arms are those of gbstats' own test.
import { describe, expect, it } from "vitest";

import { chiSquareSurvival } from "./distributions/chi-square.ts";
import { normalQuantile } from "./distributions/normal.ts";
import { studentTCdf, studentTQuantile } from "./distributions/student-t.ts";
import {
  alwaysValid,
  meanArm,
  momentsFromSums,
  relativeLift,
  sampleRatio,
  shareArm,
} from "./index.ts";
import { alwaysValidHalfWidth, tuning } from "./sequential/always-valid.ts";

const DOUBLE_PRECISION = 4e-15; // what is left of 16 digits after a dozen operations

/** Equal in every digit that the expected number is printed with. */
function expectDigits(value: number | undefined, printed: string): void {
  const [mantissa = "", exponent = "0"] = printed.toLowerCase().split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  const halfAUnit = 0.5 * 10 ** (Number(exponent) - decimals);
  const expected = Number(printed);
  const tolerance = Math.max(halfAUnit, Math.abs(expected) * DOUBLE_PRECISION);
  expect(Math.abs((value ?? NaN) - expected), `${value} for ${printed}`).toBeLessThan(tolerance);
}

const control = meanArm(momentsFromSums(3000, 1396.87, 52377.9767));
const treatment = meanArm(momentsFromSums(3461, 2422.7, 134698.29));
const lift = relativeLift(control, treatment) ?? expect.unreachable();
const at1000 = { alpha: 0.05, plannedN: 1000 };
const at5000 = { alpha: 0.05, plannedN: 5000 };

describe("distributions", () => {
  it.each([
    ["t cdf", studentTCdf(2.5, 13.7), "0.9871076717643135"],
    ["t cdf in the tail", studentTCdf(-8, 40), "3.952542055052269e-10"],
    ["t quantile", studentTQuantile(0.975, 6000), "1.9603594414930103"],
    ["χ² survival", chiSquareSurvival(3.9215686, 1), "0.0476703814345208"],
    ["χ² survival in the tail", chiSquareSurvival(100, 2), "1.9287498479639183e-22"],
    ["normal quantile", normalQuantile(1e-10), "-6.361340902404056"],
  ])("%s", (_, value, printed) => expectDigits(value, printed));
});

describe("relative lift of a mean", () => {
  it("with its standard error", () => {
    expectDigits(lift.difference, "0.5033610858562358");
    expectDigits(lift.standardError, "0.3334122146400735");
  });

  it("with an always-valid interval", () => {
    expectDigits(alwaysValidHalfWidth(lift, at1000), "1.0618015909639673");
    const tight = alwaysValid(lift, at1000);
    expectDigits(tight.lower, "-0.5584405051");
    expectDigits(tight.upper, "1.5651626768");
    expect(tight.p).toBe(1);
    expectDigits(tuning(at5000), "0.03984006677137368");
    const late = alwaysValid(lift, at5000);
    expectDigits(late.lower, "-0.5097177609");
    expectDigits(late.upper, "1.5164399326");
  });

  it("on either side of significance", () => {
    const below = alwaysValid({ ...lift, difference: 1.0618 }, at1000);
    const above = alwaysValid({ ...lift, difference: 1.06181 }, at1000);
    expectDigits(below.p, "0.0500007");
    expectDigits(above.p, "0.0499961");
    expect(below.lower).toBeLessThan(0);
    expect(above.lower).toBeGreaterThan(0);
  });
});

it("relative lift of a share", () => {
  const shares = relativeLift(shareArm(1396, 3000), shareArm(2422, 3461));
  const judged = alwaysValid(shares ?? expect.unreachable(), at5000);
  expectDigits(shares?.difference, "0.5038633517");
  expectDigits(shares?.standardError, "0.0338602148");
  expectDigits(judged.lower, "0.4009784967");
  expectDigits(judged.upper, "0.6067482067");
  expectDigits(judged.p, "5.17e-44");
});

describe("sample ratio", () => {
  it.each([
    { observed: [5000, 5200], weights: [1, 1], chiSquare: "3.921569", p: "0.0476703807" },
    { observed: [1000, 1000, 1200], weights: [1, 1, 1], chiSquare: "25", p: "3.7266531721e-6" },
    { observed: [5000, 5330], weights: [1, 1], chiSquare: "10.54211", p: "0.00116685" },
    { observed: [9000, 1000], weights: [9, 1], chiSquare: "0", p: "1" },
  ])("$observed at $weights", ({ observed, weights, chiSquare, p }) => {
    const found = sampleRatio({ observed, weights });
    expectDigits(found.chiSquare, chiSquare);
    expectDigits(found.p, p);
  });
});
