import { type FeedItem, recommendationSettings } from "@nextmove/contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import { fulfils } from "./rules.ts";
import { textFilter } from "./text-filter.ts";

const value = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "Σ", "σ", "İ", '"', "\\", "\n", "\u2028", "é", " ") }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
);
const swapped = (one: string | number | boolean) =>
  typeof one === "string" ? one.toUpperCase() : String(one);

it("passes over no item that fulfils the conditions", () => {
  fc.assert(
    fc.property(value, value, fc.constantFrom("season", "category"), (own, other, field) => {
      const item: FeedItem = {
        id: "p",
        availability: "in_stock",
        attributes: { season: own },
        category: [String(other), String(own)],
      };
      const { only } = recommendationSettings.parse({
        only: [{ field, in: [own] }],
      });
      const { only: upper } = recommendationSettings.parse({
        only: [{ field, in: [swapped(own)] }],
      });
      for (const conditions of [only, upper]) {
        const isFulfilled = conditions.every((condition) => fulfils(item, condition, 0));
        if (isFulfilled) expect(textFilter(conditions)([JSON.stringify(item)])).toBe(true);
      }
      expect(only.every((condition) => fulfils(item, condition, 0))).toBe(true);
    }),
  );
});

it("passes over what holds none of the values", () => {
  const { only } = recommendationSettings.parse({
    only: [
      { field: "brand", in: ["Acme", 'B "b"'] },
      { field: "stars", min: 3 },
    ],
  });
  const mayFulfil = textFilter(only);
  expect(mayFulfil(['{"brand":"other"}', '{"brand":"ACME"}'])).toBe(true);
  expect(mayFulfil([String.raw`{"brand":"b \"B\""}`])).toBe(true);
  expect(mayFulfil(['{"brand":"other"}'])).toBe(false);
});
