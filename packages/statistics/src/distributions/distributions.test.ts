import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { incompleteBeta, logBeta } from "./beta.ts";
import { chiSquareSurvival } from "./chi-square.ts";
import { logGamma, upperGamma } from "./gamma.ts";
import { normalCdf, normalQuantile, normalSurvival } from "./normal.ts";
import { studentTCdf, studentTQuantile, studentTSurvival } from "./student-t.ts";

const share = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
const shape = fc.double({ min: 0.05, max: 5000, noNaN: true });

function expectClose(value: number, expected: number, relative = 1e-12): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

// Expected: mpmath 1.3 with 30 digits.
describe("special functions", () => {
  it.each([
    [logGamma(0.01), 4.599479878042022],
    [logGamma(7.5), 7.534364236758733],
    [logGamma(1e5), 1051287.7089736569],
    [incompleteBeta(0.3, 2.5, 7), 0.6412224629717211],
    [incompleteBeta(0.999, 3000, 0.5), 0.014285606783716072],
    [incompleteBeta(0.8, 3000, 700), 0.048061323470574596],
    [incompleteBeta(0.5, 40, 11), 1.1930665838377763e-5],
    [incompleteBeta(1e-8, 0.5, 0.1), 1.7663027850776457e-5],
    [upperGamma(0.5, 1e-3), 0.9643294082703201],
    [upperGamma(7.5, 30), 2.5220850786961436e-7],
    [upperGamma(1000, 900), 0.9994500977342882],
    [upperGamma(33, 66), 2.6248888424859217e-6],
    [normalSurvival(30), 4.906713927148187e-198],
  ])("%d", (value, expected) => expectClose(value, expected));

  it("Γ(x + 1) = xΓ(x)", () => {
    fc.assert(
      fc.property(shape, (x) => {
        expectClose(logGamma(x + 1) - logGamma(x), Math.log(x), 1e-8);
      }),
    );
  });

  it("B(a + 1, b) = B(a, b)·a / (a + b)", () => {
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        expect(logBeta(a + 1, b)).toBeCloseTo(logBeta(a, b) + Math.log(a / (a + b)), 8);
      }),
    );
  });

  it("both sides of a distribution are 1 together", () => {
    fc.assert(
      fc.property(share, shape, shape, (x, a, b) => {
        expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a, x)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("quantiles", () => {
  it("invert their distribution, far into the tails", () => {
    const tail = fc.integer({ min: -100, max: -1 }).map((exponent) => 10 ** exponent);
    const degrees = fc.double({ min: 1, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(tail, degrees, (p, df) => {
        expectClose(normalCdf(normalQuantile(p)), p, 1e-10);
        expectClose(studentTCdf(studentTQuantile(p, df), df), p, 1e-9);
      }),
    );
  });

  it("are symmetric, and unbounded at the ends", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(-normalQuantile(0.025), 12);
    expect(studentTQuantile(0.75, 3)).toBeCloseTo(-studentTQuantile(0.25, 3), 12);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 12);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(1.5)).toBeNaN();
  });
});

describe("closed forms", () => {
  it("with one degree of freedom t is Cauchy's", () => {
    for (const t of [0.1, 1, 7, 1e6]) {
      expectClose(studentTSurvival(t, 1), Math.atan(1 / t) / Math.PI);
    }
  });

  it("with many degrees it is the normal", () => {
    expectClose(studentTSurvival(2.5, 1e12), normalSurvival(2.5), 1e-9);
  });

  it("with two degrees χ² is exponential", () => {
    for (const x of [0.01, 1, 30, 1400]) expectClose(chiSquareSurvival(x, 2), Math.exp(-x / 2));
  });

  it("at the ends of the line", () => {
    expect(studentTSurvival(Infinity, 5)).toBe(0);
    expect(studentTSurvival(-Infinity, 5)).toBe(1);
    expect(chiSquareSurvival(Infinity, 3)).toBe(0);
    expect(chiSquareSurvival(0, 3)).toBe(1);
    expect(normalSurvival(-Infinity)).toBe(1);
  });
});
