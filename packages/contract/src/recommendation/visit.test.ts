import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifier, isIdentifier } from "../identifiers.ts";
import { visitOf } from "./visit.ts";

const NOTHING = { searches: [], viewed: [], scrolled: [], basket: [], bought: [] };

describe("visitOf", () => {
  it("reads the documented state", () => {
    expect(
      visitOf({
        page_id: "products/529385c",
        search_strings: ["red shoes"],
        products_viewed: ["a", "b"],
        products_scrolled: ["c"],
        products_basket: ["d"],
        products_bought: ["e"],
        loyalty: "gold",
      }),
    ).toEqual({
      pageId: "products/529385c",
      searches: ["red shoes"],
      viewed: ["a", "b"],
      scrolled: ["c"],
      basket: ["d"],
      bought: ["e"],
    });
  });

  it("takes ids as shops spell them: numbers, one alone, GA4's items", () => {
    const ids = ["a", 7, { item_id: "b", quantity: 2 }, { id: 8 }, " c "];
    expect(visitOf({ products_viewed: ids, products_basket: "d" })).toEqual({
      ...NOTHING,
      viewed: ["a", "7", "b", "8", "c"],
      basket: ["d"],
    });
  });

  it("passes over what is no id", () => {
    const ids = [null, "", " ", true, [], [["a"]], {}, { item_id: { id: "b" } }, "\uD800", "a\nb"];
    expect(visitOf({ products_viewed: ids, page_id: {} })).toEqual(NOTHING);
    expect(visitOf({ page_id: "x".repeat(257) })).toEqual(NOTHING);
  });

  it("reads its own keys only", () => {
    expect(visitOf(JSON.parse('{"__proto__": {"products_viewed": ["a"]}}'))).toEqual(NOTHING);
    expect(visitOf(Object.create({ products_viewed: ["a"] }))).toEqual(NOTHING);
  });

  it("never fails", () => {
    const names = ["page_id", "search_strings", "products_viewed", "products_bought"];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.jsonValue()), (state) => {
        const { viewed, bought, searches } = visitOf(state);
        for (const text of [...viewed, ...bought, ...searches]) {
          expect(text.length).toBeGreaterThan(0);
          expect(text.length).toBeLessThanOrEqual(256);
        }
      }),
    );
  });
});

it("takes for an id what the schema of ids does", () => {
  const unit = fc.oneof(
    fc.constantFrom("a", "\u0000", "\u0085", "\ud800", "🛒"),
    fc.string({ unit: "binary" }),
  );
  const text = fc.oneof(
    fc.string({ unit }),
    fc.integer({ min: 250, max: 260 }).map((length) => "x".repeat(length)),
  );
  fc.assert(
    fc.property(text, (id) => isIdentifier(id) === identifier.safeParse(id).success),
    { examples: [[""], ["a"], ["\ud800"], ["x".repeat(256)], ["x".repeat(257)]] },
  );
});
