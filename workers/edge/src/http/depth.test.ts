import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nestsDeeper } from "./depth.ts";

/** The reference: depth of the parsed value. */
const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;

describe("nestsDeeper", () => {
  it("knows the depth of the value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, limit) => {
        expect(nestsDeeper(JSON.stringify(value), limit)).toBe(depthOf(value) > limit);
      }),
    );
  });

  it("takes brackets inside strings for text", () => {
    expect(nestsDeeper(String.raw`{"a": "[[[\"[[\\"}`, 1)).toBe(false);
  });

  it("sees any depth of a text that never closes", () => {
    expect(nestsDeeper("[".repeat(100_000), 99_999)).toBe(true);
    expect(nestsDeeper("[".repeat(100_000), 100_000)).toBe(false);
  });
});
