import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonDepth } from "./depth.ts";

/** The reference: depth of the parsed value. */
const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;

describe("jsonDepth", () => {
  it("is the depth of the value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonDepth(JSON.stringify(value))).toBe(depthOf(value));
      }),
    );
  });

  it("takes brackets inside strings for text", () => {
    expect(jsonDepth(String.raw`{"a": "[[[\"[[\\"}`)).toBe(1);
  });

  it("sees any depth of a text that never closes", () => {
    expect(jsonDepth("[".repeat(100_000))).toBe(100_000);
  });
});
