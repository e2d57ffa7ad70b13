import { describe, expect, it } from "vitest";
import { allowedTraits } from "./allowed-traits.ts";

describe("allowedTraits", () => {
  it("takes allowed flags, numbers and short texts, and nothing else", () => {
    const traits = {
      newsletter: false,
      orders: 3,
      plan: "gold",
      age: 36,
      bio: "x".repeat(41),
      contact: "ada@example.com",
      score: Number.NaN,
      address: { street: "Example Street 1" },
      tags: ["a"],
    };
    const { age: _, ...asked } = traits;
    expect(allowedTraits(traits, [...Object.keys(asked), "missing"])).toEqual({
      newsletter: false,
      orders: 3,
      plan: "gold",
    });
  });

  it("takes none unless they are allowed", () => {
    expect(allowedTraits({ plan: "gold" }, [])).toEqual({});
  });
});
