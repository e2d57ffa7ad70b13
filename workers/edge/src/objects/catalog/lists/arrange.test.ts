import { type FeedItem, recommendationSettings } from "@nextmove/contract";
import type { HeadList } from "@nextmove/engine";
import { expect, it } from "vitest";
import { arrange, choiceFor } from "./arrange.ts";

const feed = new Map<string, FeedItem>(
  [
    { id: "a", brand: "x", category: ["Shoes", "Boots"] },
    { id: "b", brand: "x", category: ["Shoes", "Boots"] },
    { id: "c", brand: "y", category: ["Shoes", "Sandals"] },
    { id: "d", brand: "z", category: ["Shoes", "Boots"], margin: 9 },
    { id: "i", brand: "X", category: ["shoes", "BOOTS"] },
    { id: "j", brand: "w", product_type: "Hats" },
    { id: "k", brand: "w", product_type: "hats" },
  ].map((item) => [item.id, { ...item, availability: "in_stock" as const }]),
);
const rated = (ids: string) =>
  ids.split("").map((item, place) => ({ item, score: 1 / (1 + place) }));
/** Draws the best that is open. */
const inOrder = (candidates: readonly unknown[]): HeadList => {
  const left = new Set(candidates.keys());
  return {
    next(isOpen) {
      const index = [...left].find(isOpen);
      if (index === undefined) return undefined;
      left.delete(index);
      return { index, probability: 0.5 };
    },
    isUniform: false,
    featuresAt: (index, place) => `${index} at ${place}`,
  };
};

const list = (pinned: string, candidates: string, settings: object, limit = 4): string =>
  arrange(
    rated(pinned),
    rated(candidates),
    (id) => feed.get(id),
    recommendationSettings.parse(settings),
    limit,
    0,
    inOrder,
  )
    .map(({ candidate }) => candidate.item)
    .join("");

it.each([
  ["as they come", "", "abcd", {}, "abcd"],
  ["pinned first, once", "cb", "abcd", {}, "cbad"],
  ["boosted", "", "abcd", { boost: [{ field: "margin", min: 1, factor: 10 }] }, "dabc"],
  ["one of a brand", "", "abcd", { most_per_brand: 1 }, "acd"],
  ["one of a category", "", "abcd", { most_per_category: 1 }, "ac"],
  ["one of a brand, however it is spelled", "", "aic", { most_per_brand: 1 }, "ac"],
  ["one of a category, however it is spelled", "", "iacjk", { most_per_category: 1 }, "icj"],
  ["pinned ones count, and stay", "ab", "abcd", { most_per_category: 1 }, "abc"],
  ["of no brand as many as there are", "", "efgh", { most_per_brand: 1 }, "efgh"],
])("arranges %s", (_, pinned, candidates, settings, expected) => {
  expect(list(pinned, candidates, settings)).toBe(expected);
});

it("boosts what only fills the list among itself", () => {
  const settings = recommendationSettings.parse({
    boost: [{ field: "margin", min: 1, factor: 10 }],
  });
  const candidates = [...rated("a"), ...["b", "c", "d"].map((item) => ({ item, score: 0 }))];
  const feedItem = (id: string) => feed.get(id);
  const placed = arrange([], candidates, feedItem, settings, 4, 0, inOrder);
  expect(placed.map(({ candidate }) => candidate.item)).toEqual(["a", "d", "b", "c"]);
});

it("says of each place how it was filled", () => {
  const many = Array.from({ length: 30 }, (_, n) => ({ item: `i${n}`, score: 1 / (1 + n) }));
  const none = recommendationSettings.parse({});
  const places = arrange(rated("p"), many, () => undefined, none, 26, 0, inOrder);
  expect(places.slice(0, 2)).toMatchObject([
    { candidate: { item: "p" }, probability: 1, features: "0 at 0" },
    { candidate: { item: "i0" }, probability: 0.5, features: "1 at 1" },
  ]);
  // 24 make the head, then come the rest.
  expect(places.slice(23)).toMatchObject([
    { candidate: { item: "i22" }, probability: 0.5 },
    { candidate: { item: "i23" }, probability: 1 },
    { candidate: { item: "i24" }, probability: 1 },
  ]);
  expect(places.map(({ features }) => features !== undefined).lastIndexOf(true)).toBe(23);
});

it("keeps to the most of a brand behind the head, too", () => {
  const many = Array.from({ length: 30 }, (_, n) => ({ item: `i${n}`, score: 1 / (1 + n) }));
  const itemOf = (id: string): FeedItem => ({ id, brand: "x", availability: "in_stock" });
  const settings = recommendationSettings.parse({ most_per_brand: 2 });
  expect(arrange([], many, itemOf, settings, 30, 0, inOrder)).toHaveLength(2);
});

it("looks at more candidates only where a rule chooses among them", () => {
  expect(choiceFor(10, recommendationSettings.parse({}))).toBe(10);
  expect(choiceFor(10, recommendationSettings.parse({ most_per_brand: 2 }))).toBe(34);
  expect(choiceFor(50, recommendationSettings.parse({ most_per_brand: 2 }))).toBe(150);
});
