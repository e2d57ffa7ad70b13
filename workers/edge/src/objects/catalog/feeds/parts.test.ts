import type { FeedProblem } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { mergeTotals, missingParts, tellMissing } from "./parts.ts";
import type { Totals } from "../../../feed/taking/calls.ts";

const totals = (part: number, rejected: number): Totals => {
  const errors = Array.from({ length: Math.min(10, rejected) }, (_, line): FeedProblem => ({
    line,
    part,
    code: "bad_price",
    message: "no price",
    severity: "rejected",
  }));
  const counts = { received: 100, accepted: 100 - rejected, rejected, warnings: 0 };
  return { format: "csv", ...counts, errors, codes: { bad_price: rejected }, broken: undefined };
};

describe("missingParts", () => {
  it.each([
    [[1, 2, 3], 3, []],
    [[3, 1], null, [2]],
    [[1, 2], 4, [3, 4]],
    [[2, 3], 2, [1]],
    [[], null, [1]],
  ])("of %j up to %j are %j", (have, last, missing) => {
    expect(missingParts(have, last)).toEqual(missing);
  });

  it("are named, as many as a message holds", () => {
    expect(tellMissing([2, 5])).toContain("part 2, 5;");
    expect(tellMissing(missingParts([], 1_000)).length).toBeLessThan(200);
  });
});

describe("mergeTotals", () => {
  it("adds up, and lists ten problems of a code", () => {
    const merged = mergeTotals([totals(1, 7), totals(2, 30)]);
    expect(merged).toMatchObject({
      received: 200,
      accepted: 163,
      rejected: 37,
      codes: { bad_price: 37 },
    });
    expect(merged.errors).toHaveLength(10);
    expect(merged.errors.at(-1)).toMatchObject({ part: 2 });
  });
});
