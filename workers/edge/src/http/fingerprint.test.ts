import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "./fingerprint.ts";

const parts = fc.array(fc.jsonValue());

describe("fingerprint", () => {
  it("is the same for the same parts", () => {
    fc.assert(
      fc.property(parts, (value) => {
        expect(fingerprint(structuredClone(value))).toBe(fingerprint(value));
      }),
    );
  });

  it("tells different parts apart, and minds their order", () => {
    fc.assert(
      fc.property(parts, parts, (left, right) => {
        fc.pre(JSON.stringify(left) !== JSON.stringify(right));
        expect(fingerprint(left)).not.toBe(fingerprint(right));
      }),
    );
    expect(fingerprint(["a", "b"])).not.toBe(fingerprint(["b", "a"]));
  });

  it("takes an absent part for one that is undefined", () => {
    expect(fingerprint([undefined, 1])).toBe(fingerprint([null, 1]));
  });
});
