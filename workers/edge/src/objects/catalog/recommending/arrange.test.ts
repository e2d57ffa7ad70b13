import { type FeedItem, recommendationSettings } from "@nextmove/contract";
import { expect, it } from "vitest";
import { arrange, choiceFor } from "./arrange.ts";

const feed = new Map<string, FeedItem>(
  [
    { id: "a", brand: "x", category: ["Shoes", "Boots"] },
    { id: "b", brand: "x", category: ["Shoes", "Boots"] },
    { id: "c", brand: "y", category: ["Shoes", "Sandals"] },
    { id: "d", brand: "z", category: ["Shoes", "Boots"], margin: 9 },
  ].map((item) => [item.id, { ...item, availability: "in_stock" as const }]),
);
const rated = (ids: string) =>
  ids.split("").map((item, place) => ({ item, score: 1 / (1 + place) }));
const list = (pinned: string, candidates: string, settings: object, limit = 4): string =>
  arrange(
    rated(pinned),
    rated(candidates),
    (id) => feed.get(id),
    recommendationSettings.parse(settings),
    limit,
    0,
  )
    .map(({ item }) => item)
    .join("");

it.each([
  ["as they come", "", "abcd", {}, "abcd"],
  ["pinned first, once", "cb", "abcd", {}, "cbad"],
  ["boosted", "", "abcd", { boost: [{ field: "margin", min: 1, factor: 10 }] }, "dabc"],
  ["one of a brand", "", "abcd", { most_per_brand: 1 }, "acd"],
  ["one of a category", "", "abcd", { most_per_category: 1 }, "ac"],
  ["pinned ones count, and stay", "ab", "abcd", { most_per_category: 1 }, "abc"],
  ["of no brand as many as there are", "", "efgh", { most_per_brand: 1 }, "efgh"],
])("arranges %s", (_, pinned, candidates, settings, expected) => {
  expect(list(pinned, candidates, settings)).toBe(expected);
});

it("looks at more candidates only where a rule chooses among them", () => {
  expect(choiceFor(10, recommendationSettings.parse({}))).toBe(10);
  expect(choiceFor(10, recommendationSettings.parse({ most_per_brand: 2 }))).toBe(34);
  expect(choiceFor(50, recommendationSettings.parse({ most_per_brand: 2 }))).toBe(150);
});
