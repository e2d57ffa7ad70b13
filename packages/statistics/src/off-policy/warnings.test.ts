import { describe, expect, it } from "vitest";
import { diagnoseWeights } from "./diagnostics.ts";
import { warningsOf } from "./warnings.ts";

const facts = (weights: readonly number[]) => ({
  diagnostics: diagnoseWeights(Float64Array.from(weights)),
  effectiveRewards: 50,
  neverLoggedShare: 0,
  clippedShare: 0,
});
const codes = (...given: Parameters<typeof warningsOf>): string[] =>
  warningsOf(...given).map(({ code }) => code);
const times = (n: number, weight: number): number[] => Array.from({ length: n }, () => weight);

describe("diagnoses of weights", () => {
  it("count the decisions that matter", () => {
    const { decisions, weighted, mean, max, maxShare, effectiveSampleSize } = diagnoseWeights(
      Float64Array.of(0, 1, 1, 2),
    );
    expect({ decisions, weighted, mean, max, maxShare }).toEqual({
      decisions: 4,
      weighted: 3,
      mean: 1,
      max: 2,
      maxShare: 0.5,
    });
    expect(effectiveSampleSize).toBeCloseTo(16 / 6, 12);
  });

  it("of an own log: every decision counts", () => {
    expect(diagnoseWeights(new Float64Array(250).fill(1)).effectiveSampleSize).toBe(250);
  });
});

describe("warnings", () => {
  it("are silent where the log supports the answer", () => {
    expect(codes(facts([...times(500, 0.5), ...times(500, 1.5)]))).toEqual([]);
  });

  it("name a log that is too small, or one whose weights leave too little of it", () => {
    expect(codes(facts(times(99, 1)))).toEqual(["few_effective_decisions"]);
    expect(codes(facts([...times(100_000, 0), ...times(900, 1000 / 9)]))).toEqual([
      "few_effective_decisions",
    ]);
  });

  it("name propensities that cannot be right", () => {
    expect(codes(facts(times(1000, 1.95)))).toEqual(["propensities_wrong"]);
  });

  it("name a decision that outweighs the others", () => {
    expect(codes(facts([...times(10_000, 1), 3000]))).toEqual([
      "few_effective_decisions",
      "one_heavy_decision",
    ]);
  });

  it("write figures without powers of ten", () => {
    const [, heavy] = warningsOf(facts([...times(99, 0), 1234]));
    expect(heavy?.message).toBe("a single decision has a weight of 1230, 100 % of all");
  });

  it("name rare rewards, unseen actions and clipped weights", () => {
    const plain = facts(times(1000, 1));
    expect(
      codes({ ...plain, effectiveRewards: 39, neverLoggedShare: 0.02, clippedShare: 0.001 }),
    ).toEqual(["never_logged", "few_rewards", "clipped"]);
  });
});
