import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCookies } from "./cookies.ts";

describe("parseCookies", () => {
  it("keeps the order, double names, and = in values", () => {
    expect(parseCookies("a=1; b=x=y ;a=2")).toEqual([
      ["a", "1"],
      ["b", "x=y"],
      ["a", "2"],
    ]);
  });

  it("decodes what is encoded and leaves a stray % alone", () => {
    expect(parseCookies("a=%C3%A9; b=100%")).toEqual([
      ["a", "é"],
      ["b", "100%"],
    ]);
  });

  it("has nothing to say about an empty string", () => {
    expect(parseCookies("")).toEqual([]);
  });

  it("takes any string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (header) => {
        for (const [name] of parseCookies(header)) expect(name).not.toMatch(/[;=]/);
      }),
    );
  });
});
