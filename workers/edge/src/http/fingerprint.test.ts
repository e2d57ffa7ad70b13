import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "./fingerprint.ts";

/** The same JSON with the keys of every object in another order. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
};

/** What JSON keeps of a value: −0 becomes 0, `__proto__` stays a key. */
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));

describe("fingerprint", () => {
  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(fingerprint(reversed(value))).toBe(fingerprint(value));
      }),
    );
  });

  it("takes an absent field for one that is undefined", () => {
    expect(fingerprint({ a: 1, b: undefined })).toBe(fingerprint({ a: 1 }));
  });

  it("tells different bodies apart", () => {
    const canonical = (value: unknown): string => JSON.stringify(sorted(value));
    fc.assert(
      fc.property(json, json, (left, right) => {
        fc.pre(canonical(left) !== canonical(right));
        expect(fingerprint(left)).not.toBe(fingerprint(right));
      }),
    );
  });

  it("tells an object from the list of its entries", () => {
    expect(fingerprint({ a: 1 })).not.toBe(fingerprint([["a", 1]]));
    expect(fingerprint({})).not.toBe(fingerprint([]));
  });

  it("minds the order of a list", () => {
    expect(fingerprint(["a", "b"])).not.toBe(fingerprint(["b", "a"]));
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return { list: value.map(sorted) };
  if (typeof value !== "object" || value === null) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, sorted(Object.getOwnPropertyDescriptor(value, key)?.value)]);
}
