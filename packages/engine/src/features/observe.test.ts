import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OBSERVATION_LIMITS } from "./observation.ts";
import { observe } from "./observe.ts";

const texts = (count: number, text: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, text]));

function observed(state: unknown): unknown {
  const result = observe(state);
  return result.ok ? result.value : result.error.code;
}

describe("observe", () => {
  it("joins nested paths and tells numbers from categories", () => {
    const state = { device: "mobile", member: true, basket: { value: 42, items: ["a", "b"] } };
    expect(observed(state)).toEqual({
      c: ["basket.items=a", "basket.items=b", "device=mobile", "member=true"],
      n: [["basket.value", 42]],
    });
  });

  it("gives equal observations for equal states, whatever the order of keys and elements", () => {
    const one = observe({ a: { x: 1, y: "s" }, b: ["p", "q", "p"] });
    const other = observe({ b: ["q", "p"], a: { y: "s", x: 1 } });
    expect(one).toEqual(other);
  });

  it("keeps keys with a dot apart from nested ones", () => {
    expect(observed({ "a.b": "x" })).not.toEqual(observed({ a: { b: "x" } }));
    expect(observed({ "a=b": "c" })).not.toEqual(observed({ a: "b=c" }));
  });

  it("adds up numbers that meet under one path, and counts numbers in an array as categories", () => {
    const basket = [{ price: 10 }, { price: 2.5 }];
    expect(observed({ basket, sizes: [41, 42] })).toEqual({
      c: ["sizes=41", "sizes=42"],
      n: [["basket.price", 12.5]],
    });
  });

  it("takes hostile keys for ordinary ones", () => {
    const state: unknown = JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": 1}');
    expect(observed(state)).toEqual({ c: ["__proto__.polluted=yes"], n: [["constructor", 1]] });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("says nothing for null, undefined, empty arrays and objects", () => {
    expect(observed(null)).toEqual({ c: [], n: [] });
    expect(observed({ a: null, b: [], c: {}, d: undefined })).toEqual({ c: [], n: [] });
  });

  it("refuses what is not a finite number, with its path", () => {
    const result = observe(JSON.parse('{"basket": {"value": 1e999}}'));
    expect(result).toMatchObject({
      ok: false,
      error: { code: "state_invalid", path: "basket.value" },
    });
  });

  it.each([
    ["a list", [1], "state_invalid"],
    ["a text", "x", "state_invalid"],
    ["a depth bomb", JSON.parse(`${'{"a":'.repeat(500)}1${"}".repeat(500)}`), "state_too_deep"],
    [
      "a wide state",
      Object.fromEntries(Array.from({ length: 300 }, (_, i) => [i, i])),
      "state_too_large",
    ],
    ["a long key", { ["k".repeat(1000)]: 1 }, "state_too_large"],
    ["texts of 3 bytes a character", texts(12, "€".repeat(128)), "state_too_large"],
    ["texts that JSON escapes", texts(6, "\u0001".repeat(128)), "state_too_large"],
  ])("refuses %s", (_, state, code) => {
    expect(observed(state)).toBe(code);
  });

  it("says at which path a state becomes too large", () => {
    // The 38th in the order of the log.
    const result = observe({ ...texts(40, "x".repeat(100)), z: "later" });
    expect(result).toMatchObject({ ok: false, error: { code: "state_too_large", path: "key7" } });
  });

  it("takes no more bytes than a row of the log has for it, whatever it is made of", () => {
    const text = fc.string({ unit: "binary", maxLength: 130 });
    const value = fc.oneof(text, fc.double(), fc.integer(), fc.array(text, { maxLength: 60 }));
    fc.assert(
      fc.property(fc.dictionary(text, value, { maxKeys: 60 }), (state) => {
        const result = observe(state);
        if (!result.ok) return;
        const bytes = new TextEncoder().encode(JSON.stringify(result.value)).length;
        expect(bytes).toBeLessThanOrEqual(OBSERVATION_LIMITS.bytes);
      }),
    );
  });

  it("never throws on JSON, and what it gives survives JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 40 }), (state) => {
        const result = observe(state);
        if (!result.ok) return result.error.message.length > 0;
        expect(JSON.parse(JSON.stringify(result.value))).toEqual(result.value);
        return true;
      }),
    );
  });
});
