import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { parseJson, toJson } from "./json.ts";

describe("toJson", () => {
  afterEach(() => {
    Reflect.deleteProperty(Array.prototype, "toJSON");
    Reflect.deleteProperty(Object.prototype, "toJSON");
  });

  it("says the same as JSON.stringify", () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withSparseArray: true }), (value) => {
        expect(parseJson(toJson(value))).toEqual(parseJson(JSON.stringify(value, undefined) ?? ""));
      }),
    );
  });

  it("is JSON for every text", () => {
    fc.assert(
      fc.property(fc.uint16Array(), (codes) => {
        const text = String.fromCharCode(...codes); // Halves of surrogate pairs among them.
        expect(JSON.parse(toJson(text))).toBe(text);
      }),
    );
    expect(JSON.parse(toJson('\ud800 \u0000 \u2028 \\ "'))).toBe('\ud800 \u0000 \u2028 \\ "');
  });

  it("leaves out what has no JSON, and writes null for it in a list", () => {
    expect(toJson({ a: undefined, b: () => 1, c: Symbol("c") })).toBe("{}");
    // oxlint-disable-next-line no-sparse-arrays -- a page may have one
    expect(toJson([undefined, , Number.NaN])).toBe("[null,null,null]");
    expect(toJson(undefined)).toBe("");
    expect(toJson(12n)).toBe("12");
  });

  it("keeps to its own way when the page has put a toJSON on everything", () => {
    for (const prototype of [Array.prototype, Object.prototype]) {
      Reflect.defineProperty(prototype, "toJSON", { value: () => "theirs", configurable: true });
    }
    expect(toJson({ items: [{ price: 2 }] })).toBe('{"items":[{"price":2}]}');
  });

  it("throws for what never ends", () => {
    const cycle: Record<string, unknown> = {};
    cycle["again"] = cycle;
    expect(() => toJson(cycle)).toThrow(RangeError);
  });
});
