import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Random } from "../random/seeded.ts";
import { createRandom } from "../random/seeded.ts";
import { bestActionProbabilities } from "./best-action.ts";

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function monteCarlo(means: number[], deviations: number[], draws: number): number[] {
  const random = createRandom("monte carlo");
  const wins = means.map(() => 0);
  for (let draw = 0; draw < draws; draw++) {
    const scores = means.map((mean, i) => mean + (deviations[i] ?? 0) * gaussian(random));
    const best = scores.indexOf(Math.max(...scores));
    wins[best] = (wins[best] ?? 0) + 1;
  }
  return wins.map((count) => count / draws);
}

const scores = fc.array(
  fc.tuple(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -9, max: 1, noNaN: true }).map((exponent) => 10 ** exponent),
  ),
  { minLength: 1, maxLength: 30 },
);

describe("bestActionProbabilities", () => {
  it("sums to 1 and is never negative, however different the deviations", () => {
    fc.assert(
      fc.property(scores, (list) => {
        const probabilities = bestActionProbabilities(
          list.map(([mean]) => mean),
          list.map(([, deviation]) => deviation),
        );
        const sum = probabilities.reduce((total, p) => total + p, 0);
        expect(sum).toBeCloseTo(1, 9);
        expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([
    ["two alike", [0, 0], [1, 1]],
    ["one certain among uncertain ones", [0.2, 0, -0.1], [0, 1, 0.5]],
    ["very different deviations", [0, 0.1, 0.1, -2], [10, 0.001, 0.1, 1]],
    [
      "twenty",
      Array.from({ length: 20 }, (_, i) => i / 40),
      Array.from({ length: 20 }, (_, i) => 0.05 + (i % 5) / 10),
    ],
  ])("matches Monte Carlo: %s", (_, means, deviations) => {
    const draws = 100_000; // five standard errors are at most 0.008
    const simulated = monteCarlo(means, deviations, draws);
    bestActionProbabilities(means, deviations).forEach((p, i) => {
      expect(Math.abs(p - (simulated[i] ?? NaN))).toBeLessThan(0.008);
    });
  });

  it("agrees with the closed form for two", () => {
    // P(N(0.3, 0.4²) > N(0, 0.3²)) = Φ(0.3/0.5) = Φ(0.6)
    expect(bestActionProbabilities([0.3, 0], [0.4, 0.3])[0]).toBeCloseTo(0.725747, 3);
  });

  it("does not care for the unit of the scores", () => {
    const means = [0.1, 0.3, 0.2];
    const deviations = [0.2, 0.1, 0.3];
    const scaled = bestActionProbabilities(
      means.map((m) => m / 1000),
      deviations.map((d) => d / 1000),
    );
    bestActionProbabilities(means, deviations).forEach((p, i) =>
      expect(scaled[i]).toBeCloseTo(p, 9),
    );
  });
});
