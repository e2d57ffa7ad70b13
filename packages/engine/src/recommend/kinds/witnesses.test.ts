import { describe, expect, it } from "vitest";
import { recordEvent } from "../events/record-event.ts";
import { createRecommender } from "../state/recommender.ts";
import { witnessesOf } from "./witnesses.ts";

const NOW = 1_000_000_000;

const after = (visits: readonly (readonly [visitor: string, ...items: string[]])[]) => {
  const recommender = createRecommender();
  for (const [visitor, ...items] of visits) {
    for (const item of items) recordEvent(recommender, { visitor, item, kind: "view", at: NOW });
  }
  return recommender;
};
const met = (item: string, other: string | null, visitor?: string) =>
  ({ item, other, in: "views", visitor }) as const;

describe("witnessesOf", () => {
  const recommender = after([
    ["a", "x", "y"],
    ["b", "y", "x", "y"],
    ["c", "y"],
  ]);

  it("counts sessions, not views", () => {
    expect(witnessesOf(recommender, met("y", null), 10)).toBe(3);
    expect(witnessesOf(recommender, met("y", "x"), 10)).toBe(2);
    expect(witnessesOf(recommender, met("x", "y"), 10)).toBe(2);
  });

  it("leaves out the visitor's own, and stops at `most`", () => {
    expect(witnessesOf(recommender, met("y", "x", "a"), 10)).toBe(1);
    expect(witnessesOf(recommender, met("y", null, "c"), 10)).toBe(2);
    expect(witnessesOf(recommender, met("y", null), 2)).toBe(2);
  });

  it("knows nobody who met what nobody has seen, or bought", () => {
    expect(witnessesOf(recommender, met("stranger", null), 10)).toBe(0);
    expect(witnessesOf(recommender, met("y", "stranger"), 10)).toBe(0);
    expect(witnessesOf(recommender, { ...met("y", null), in: "purchases" }, 10)).toBe(0);
  });
});
