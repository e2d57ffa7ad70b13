import { describe, expect, it } from "vitest";

import { welch } from "../compare/welch.ts";
import { alwaysValid } from "./always-valid.ts";
import { hybrid } from "./hybrid.ts";

const comparison = { difference: 0.62, standardError: 0.25, n: 56_000, degrees: 55_000 };
const split = { alphaRunning: 0.01, alphaEnd: 0.04, plannedN: 56_000 };

describe("hybrid", () => {
  it("is always valid until the planned end", () => {
    const { lower, upper } = alwaysValid(comparison, { alpha: 0.01, plannedN: 56_000 });
    expect(hybrid(comparison, { ...split, isAtEnd: false })).toEqual({ lower, upper });
  });

  it("finds at the end what only a single look finds", () => {
    const atEnd = hybrid(comparison, { ...split, isAtEnd: true });
    const { lower, upper } = welch(comparison, 0.04);
    expect(atEnd).toEqual({ lower, upper });
    expect(atEnd.lower).toBeGreaterThan(0);
    expect(alwaysValid(comparison, { alpha: 0.05, plannedN: 56_000 }).lower).toBeLessThan(0);
  });
});
