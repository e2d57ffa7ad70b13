import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Standing } from "./verdict.ts";
import { verdict } from "./verdict.ts";

const winning: Standing = {
  againstBest: { lower: 0.1, upper: 0.9 },
  againstOthers: [{ model: "reference_v16", lower: -0.1, upper: 1.2 }],
  sampleRatio: "fine",
  exposureErrorShare: 0.002,
  fullDays: 9,
  hasEnded: false,
  guardrails: [{ name: "refunds", status: "passed" }],
  minimumEffect: 0.05,
};
const undecided: Standing = { ...winning, againstBest: { lower: -0.2, upper: 0.7 } };
const UNKNOWN: Standing = {
  ...winning,
  againstBest: { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY },
};

function outcome(standing: Standing): string {
  const { decision, reasons } = verdict(standing);
  return [decision, ...reasons.map(({ code }) => code)].join(" ");
}

describe("verdict", () => {
  it.each<[what: string, expected: string, standing: Standing]>([
    ["a proven gain", "promote better_than_best", winning],
    ["no range at the end", "keep too_few_to_compare", { ...UNKNOWN, hasEnded: true }],
    ["nothing yet", "continue not_proven", undecided],
    ["nothing at the end", "keep not_proven", { ...undecided, hasEnded: true }],
    ["a proven gain in less than a week", "continue too_few_days", { ...winning, fullDays: 6 }],
    [
      "a proven gain at the end of a short period",
      "keep too_few_days",
      { ...winning, fullDays: 6, hasEnded: true },
    ],
    [
      "a proven loss, on the first day too",
      "keep worse_than_best",
      { ...winning, fullDays: 1, againstBest: { lower: -0.9, upper: -0.1 } },
    ],
    [
      "a gain over the best, a loss against the reference",
      "keep worse_than_other",
      { ...winning, againstOthers: [{ model: "reference", lower: -0.3, upper: -0.1 }] },
    ],
    [
      "too small to be worth it",
      "futile below_minimum_effect",
      { ...winning, againstBest: { lower: -0.04, upper: 0.04 } },
    ],
    [
      "too small, in less than a week",
      "continue not_proven too_few_days",
      { ...winning, fullDays: 3, againstBest: { lower: -0.04, upper: 0.04 } },
    ],
    ["units lost", "invalid sample_ratio_mismatch", { ...winning, sampleRatio: "mismatch" }],
    [
      "units that met two models",
      "invalid exposure_errors",
      { ...winning, exposureErrorShare: 0.011 },
    ],
    [
      "a split that cannot be judged",
      "continue sample_ratio_unknown",
      { ...winning, sampleRatio: "too_few" },
    ],
    [
      "a guardrail that is broken",
      "keep guardrail_failed",
      { ...winning, guardrails: [{ name: "refunds", status: "failed" }] },
    ],
    [
      "a guardrail that is not yet shown to hold",
      "continue guardrail_open",
      { ...winning, guardrails: [{ name: "refunds", status: "open" }] },
    ],
    [
      "nothing known at all",
      "continue too_few_to_compare too_few_days",
      {
        ...winning,
        againstBest: { lower: -Infinity, upper: Infinity },
        sampleRatio: "too_few",
        fullDays: 0,
        guardrails: [{ name: "refunds", status: "open" }],
      },
    ],
  ])("%s: %s", (_, expected, standing) => expect(outcome(standing)).toBe(expected));

  it("promotes only what is better, trusted, a week old and within its guardrails", () => {
    const bound = fc.double({ min: -2, max: 2, noNaN: true });
    const interval = fc
      .tuple(bound, bound)
      .map(([a, b]) => ({ lower: Math.min(a, b), upper: Math.max(a, b) }));
    const any: fc.Arbitrary<Standing> = fc.record({
      againstBest: interval,
      againstOthers: fc.array(
        interval.map((each) => ({ ...each, model: "m" })),
        { maxLength: 2 },
      ),
      sampleRatio: fc.constantFrom("fine" as const, "mismatch" as const, "too_few" as const),
      exposureErrorShare: fc.double({ min: 0, max: 0.03, noNaN: true }),
      fullDays: fc.nat({ max: 30 }),
      hasEnded: fc.boolean(),
      guardrails: fc.array(
        fc.record({
          name: fc.constant("g"),
          status: fc.constantFrom("passed" as const, "failed" as const, "open" as const),
        }),
        { maxLength: 2 },
      ),
      minimumEffect: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(any, (standing) => {
        const { decision, reasons } = verdict(standing);
        expect(reasons.length).toBeGreaterThan(0);
        expect(decision === "promote").toBe(
          standing.againstBest.lower > 0 &&
            standing.againstOthers.every(({ upper }) => upper >= 0) &&
            standing.sampleRatio === "fine" &&
            standing.exposureErrorShare <= 0.01 &&
            standing.fullDays >= 7 &&
            standing.guardrails.every(({ status }) => status === "passed"),
        );
        if (standing.hasEnded) expect(decision).not.toBe("continue");
      }),
      { numRuns: 1000 },
    );
  });
});
