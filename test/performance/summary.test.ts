import { describe, expect, it } from "vitest";

import { quantile, rounded } from "./summary.ts";

describe("quantile", () => {
  it("takes the nearest rank, whatever the order", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(quantile([7], 0.99)).toBe(7);
  });

  it("has no value of nothing", () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe("rounded", () => {
  it.each([
    [0.12345, 0.123],
    [1.2345, 1.23],
    [12.345, 12.3],
    [1234.5, 1235],
    [0, 0],
  ])("gives %d as %d", (value, expected) => {
    expect(rounded(value)).toBe(expected);
  });
});
