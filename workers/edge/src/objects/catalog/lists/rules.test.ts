import type { FeedItem } from "@nextmove/contract";
import { recommendationSettings } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { salePriceOf } from "./effective-price.ts";
import { boostOf, fulfils, isOffered } from "./rules.ts";

const NOW = Date.UTC(2026, 5, 1);
const shoe: FeedItem = {
  id: "shoe",
  availability: "in_stock",
  brand: "Acme",
  category: ["Shoes", "Boots"],
  price: { amount: 40 },
  sale_price: { amount: 30 },
  margin: 8,
  attributes: { season: "winter", vegan: true },
};

describe("a condition", () => {
  it.each([
    [{ field: "brand", in: ["acme", "x"] }, true],
    [{ field: "brand", in: ["acm"] }, false],
    [{ field: "category", in: ["boots"] }, true],
    [{ field: "season", in: ["Winter"] }, true],
    [{ field: "vegan", in: [true] }, true],
    [{ field: "margin", min: 8, max: 8 }, true],
    [{ field: "margin", min: 8.1 }, false],
    [{ field: "price", max: 30 }, true],
    [{ field: "colour", min: 0 }, false],
    [{ field: "brand", min: 0 }, false],
    [{ field: "toString" }, false],
    [{ field: "brand" }, true],
  ])("%j is %s", (condition, expected) => {
    expect(
      fulfils(shoe, { in: undefined, min: undefined, max: undefined, ...condition }, NOW),
    ).toBe(expected);
  });
});

it("multiplies the factors of what is fulfilled", () => {
  const boost = [
    { field: "brand", in: ["acme"], factor: 2 },
    { field: "season", in: ["winter"], factor: 3 },
    { field: "season", in: ["summer"], factor: 5 },
  ];
  expect(boostOf(shoe, recommendationSettings.parse({ boost }), NOW)).toBe(6);
});

describe("stock", () => {
  const settings = recommendationSettings.parse({});
  it.each([
    [{ availability: "out_of_stock" }, false],
    [{ quantity: 0 }, false],
    [{ quantity: 1 }, true],
    [{ availability: "preorder", quantity: 0 }, true],
    [{}, true],
  ] as const)("of %j may be offered: %s", (stock, expected) => {
    expect(isOffered({ ...shoe, ...stock }, settings, NOW)).toBe(expected);
    const careless = recommendationSettings.parse({ exclude_out_of_stock: false });
    expect(isOffered({ ...shoe, ...stock }, careless, NOW)).toBe(true);
  });
});

describe("a sale", () => {
  it.each([
    [undefined, true],
    ["2026-05-01T00:00Z/2026-07-01T00:00Z", true],
    ["2026-01-01T00:00Z/2026-02-01T00:00Z", false],
    ["2026-07-01T00:00Z/2026-08-01T00:00Z", false],
    ["whenever", true],
  ])("in %s holds: %s", (interval, expected) => {
    const item = interval === undefined ? shoe : { ...shoe, sale_price_effective_date: interval };
    expect(salePriceOf(item, NOW) !== undefined).toBe(expected);
  });
});
