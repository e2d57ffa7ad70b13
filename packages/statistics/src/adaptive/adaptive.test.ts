import { createRandom } from "@nextmove/engine";
import { describe, expect, it } from "vitest";

import { meanArm } from "../compare/arm.ts";
import { differenceOfMeans } from "../compare/comparison.ts";
import { welch } from "../compare/welch.ts";
import { momentsOf } from "../moments/moments.ts";
import type { AdaptiveDecision } from "./adaptive-sums.ts";
import { addDecision, emptyAdaptiveSums, mergeAdaptiveSums } from "./adaptive-sums.ts";
import { adaptiveComparison } from "./aipw.ts";
import { weightByPeriod } from "./weight-by-period.ts";

const RUNS = 2000;
const DECISIONS = 2000;
const FAIR_DECISIONS = 100;
const RATE = 0.3;

function sumsOf(decisions: readonly AdaptiveDecision[]) {
  const sums = emptyAdaptiveSums();
  for (const decision of decisions) addDecision(sums, decision);
  return sums;
}

function decided(
  shown: AdaptiveDecision["shown"],
  reward: number,
  control: number,
  treatment = 1 - control,
): AdaptiveDecision {
  return { shown, reward, probabilities: { control, treatment } };
}

const log = [
  decided("control", 2, 0.5),
  decided("treatment", 5, 0.5),
  decided("control", 1, 0.3, 0.5),
  decided("other", 9, 0.3, 0.5),
  decided("treatment", 3, 0.2),
  decided("treatment", 4, 0.1),
  decided("control", 6, 0.1),
];

describe("adaptiveComparison", () => {
  it("is the difference of adaptively weighted AIPW means", () => {
    // numpy, from the definitions with whole arrays of scores
    const { difference, standardError, n } = adaptiveComparison(sumsOf(log));
    expect(difference).toBeCloseTo(-1.3587058203801172, 12);
    expect(standardError).toBeCloseTo(4.1724264363729935, 12);
    expect(n).toBe(7);
  });

  it("adds up over parts, apart from what each part knew of its rewards", () => {
    const [early, late] = [sumsOf(log.slice(0, 4)), sumsOf(log.slice(4))];
    const merged = mergeAdaptiveSums(early, late);
    expect(merged.n).toBe(7);
    expect(merged.control.reward).toBe(9);
    expect(mergeAdaptiveSums(late, early)).toEqual(merged);
    expect(merged.treatment.h).toBeCloseTo(sumsOf(log).treatment.h, 12);
  });

  it("knows no error of an arm shown once", () => {
    const { standardError } = adaptiveComparison(sumsOf(log.slice(0, 3)));
    expect(standardError).toBe(0);
  });

  it("covers the truth, with less than half of the bias of plain means", () => {
    // Two equal arms; the one ahead after a fair start gets nearly all of the rest.
    const random = createRandom("adaptive");
    let covered = 0;
    let plainBias = 0;
    let weightedBias = 0;
    for (let run = 0; run < RUNS; run++) {
      const sums = emptyAdaptiveSums();
      const { control, treatment } = sums;
      let probability = 0.5;
      for (let t = 0; t < DECISIONS; t++) {
        if (t === FAIR_DECISIONS) {
          const isAhead = control.reward / control.shown > treatment.reward / treatment.shown;
          probability = isAhead ? 0.95 : 0.05;
        }
        const shown = random() < probability ? "control" : "treatment";
        addDecision(sums, decided(shown, random() < RATE ? 1 : 0, probability));
      }
      const { lower, upper } = welch(adaptiveComparison(sums), 0.05);
      if (lower <= 0 && upper >= 0) covered++;
      plainBias += control.reward / control.shown - RATE;
      weightedBias += control.hg / control.h - RATE;
    }
    expect(covered / RUNS).toBeGreaterThan(0.93);
    expect(covered / RUNS).toBeLessThan(0.97);
    expect(plainBias).toBeLessThan(0);
    expect(Math.abs(weightedBias)).toBeLessThan(Math.abs(plainBias) / 2);
  });
});

describe("weightByPeriod", () => {
  const good = [momentsOf([10, 12, 14, 12]), momentsOf([12, 14])].map(meanArm);
  const bad = [momentsOf([2, 4]), momentsOf([3, 5, 4, 4, 5, 3])].map(meanArm);

  it("undoes Simpson's paradox", () => {
    // The treatment is better in both periods, and worse in the plain mean.
    expect(momentsOf([10, 12, 14, 12, 2, 4]).mean).toBeGreaterThan(
      momentsOf([12, 14, 3, 5, 4, 4, 5, 3]).mean,
    );
    const { arms, unitsLeftOut } = weightByPeriod([{ arms: good }, { arms: bad }]);
    // Weights 6/14 and 8/14: (6·12 + 8·3)/14 and (6·13 + 8·4)/14.
    expect(arms.map(({ mean }) => mean)).toEqual([
      expect.closeTo(96 / 14, 12),
      expect.closeTo(110 / 14, 12),
    ]);
    expect(unitsLeftOut).toBe(0);
  });

  it("adds variances by squared weight", () => {
    const [control] = weightByPeriod([{ arms: good }, { arms: bad }]).arms;
    // s² 8/3 of 4 units and 2 of 2: (6/14)²·(8/3)/4 + (8/14)²·2/2
    const expected = (6 / 14) ** 2 * (2 / 3) + (8 / 14) ** 2;
    expect((control?.variance ?? NaN) / (control?.n ?? NaN)).toBeCloseTo(expected, 12);
  });

  it("of one period is that period", () => {
    const [control, treatment] = weightByPeriod([{ arms: good }]).arms;
    const [before, after] = good;
    if (!control || !treatment || !before || !after) return expect.unreachable();
    expect(differenceOfMeans(control, treatment)).toEqual(differenceOfMeans(before, after));
  });

  it("leaves out a period without two units of each arm, and says so", () => {
    const lone = [meanArm(momentsOf([1, 2, 3])), meanArm(momentsOf([50]))];
    const { arms, unitsLeftOut } = weightByPeriod([{ arms: good }, { arms: lone }]);
    expect(arms).toEqual(weightByPeriod([{ arms: good }]).arms);
    expect(unitsLeftOut).toBe(4);
    expect(weightByPeriod([])).toEqual({ arms: [], unitsLeftOut: 0 });
  });
});
