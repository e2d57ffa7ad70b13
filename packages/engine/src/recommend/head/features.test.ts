import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeItem } from "../state/describe-item.ts";
import { recordEvent } from "../events/record-event.ts";
import type { Recommender } from "../state/recommender.ts";
import { createRecommender } from "../state/recommender.ts";
import type { ItemText } from "../text/words.ts";
import type { HeadCandidate, HeadContext } from "./features.ts";
import { HEAD_DIMENSION, headFeatures, placeFeature, VALUE_STEP, vectorsOf } from "./features.ts";
import { packFeatures, unpackFeatures } from "./pack-features.ts";

const NONE: HeadContext = { kind: "session", session: [], basket: [] };

const shopOf = (items: Readonly<Record<string, Partial<ItemText>>>): Recommender => {
  const recommender = createRecommender({ mostItems: 64, mostEvents: 64, mostTokens: 512 });
  for (const [id, text] of Object.entries(items)) {
    describeItem(recommender, id, { title: id, ...text });
  }
  return recommender;
};

/** Of two candidates, what the first one's features have beyond the second's, by index. */
const difference = (
  recommender: Recommender,
  context: HeadContext,
  change: Partial<HeadCandidate> = {},
): [number, number][] => {
  const candidate = { item: "one", score: 1, reason: "near" };
  const candidates = [
    { ...candidate, ...change },
    { ...candidate, item: "other" },
  ];
  const features = headFeatures(recommender, context, candidates, 0);
  const dense = vectorsOf(features, candidates.length).map(({ indices, values }) => {
    const all = new Float64Array(HEAD_DIMENSION);
    for (const [p, index] of indices.entries()) all[index] = values[p] ?? 0;
    return all;
  });
  return [...(dense[0] ?? [])].flatMap((value, index): [number, number][] => {
    const beyond = value - (dense[1]?.[index] ?? 0);
    return beyond === 0 ? [] : [[index, beyond]];
  });
};

describe("headFeatures", () => {
  it("does not tell apart what nothing is known of", () => {
    expect(difference(shopOf({}), NONE)).toEqual([]);
    expect(difference(shopOf({ one: {}, other: {} }), NONE)).toEqual([]);
  });

  it("knows products of the visit's categories and brands, and those seen in it", () => {
    const recommender = shopOf({
      one: { category: ["Shoes", "Boots"], brand: "Acme" },
      other: { category: ["Shoes", "Boots"], brand: "Acme" },
      boot: { category: ["Winter", "boots"], brand: "ACME" },
    });
    const one = [{ item: "one", score: 1, reason: "near" }];
    const beside = (context: Partial<HeadContext>) =>
      vectorsOf(headFeatures(recommender, { ...NONE, ...context }, one, 0), 1)
        .flatMap(({ indices }) => [...indices])
        .filter((index) => index >= 5 && index <= 8);
    expect(beside({})).toEqual([]);
    expect(beside({ session: ["boot"] })).toEqual([5, 7]);
    expect(beside({ basket: ["boot"] })).toEqual([6]);
    expect(beside({ session: ["one", "boot"] })).toEqual([5, 7, 8]);
    expect(difference(recommender, { ...NONE, session: ["one"] })).toEqual([[8, 1]]);
  });

  it("compares prices with those of the visit", () => {
    const recommender = shopOf({
      one: { price: 20 },
      other: { price: 10 },
      seen: { price: 10 },
      free: { price: 0 },
    });
    const [[index, dearer] = [0, 0]] = difference(recommender, { ...NONE, session: ["seen"] });
    expect(index).toBe(4);
    expect(dearer).toBeCloseTo(Math.log(2), 1);
    expect(difference(recommender, NONE)).toEqual([]);
    expect(difference(recommender, { ...NONE, session: ["free"] })).toEqual([]);
  });

  it("takes what was said of a product last", () => {
    const recommender = shopOf({ one: { brand: "x" }, other: { brand: "x" } });
    describeItem(recommender, "one", { title: "one", brand: "y" });
    expect(difference(recommender, NONE).length).toBeGreaterThan(0);
    describeItem(recommender, "one", { title: "one", brand: "x" });
    expect(difference(recommender, NONE)).toEqual([]);
  });

  it("knows what is looked at", () => {
    const recommender = shopOf({ one: {}, other: {} });
    for (const visitor of ["a", "b", "c"]) {
      recordEvent(recommender, { visitor, item: "one", kind: "view", at: 0 });
    }
    const popularity = Math.log(4) / 2;
    const [[index, more] = [0, 0], unseen] = difference(recommender, NONE);
    expect(index).toBe(2);
    expect(Math.abs(more - popularity)).toBeLessThanOrEqual(VALUE_STEP);
    expect(unseen).toEqual([3, -1]);
  });

  it("says all of it on the grid that is stored, in ascending order, within the space", () => {
    const text = fc.record(
      {
        category: fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 3 }),
        brand: fc.constantFrom("x", "y", "z", ""),
        price: fc.double({ min: -1, max: 1e12 }),
      },
      { requiredKeys: [] },
    );
    const ids = ["0", "1", "2", "3", "4", "stranger"];
    const id = fc.constantFrom(...ids);
    const candidate = fc.record({
      item: id,
      score: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e300, noNaN: true })),
      reason: fc.constantFrom("near", "popular", "pinned", "new one"),
    });
    const context = fc.record({
      kind: fc.constantFrom("session", "search", "none"),
      session: fc.array(id, { maxLength: 5 }),
      basket: fc.array(id, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 5, maxLength: 5 }),
        fc.array(candidate, { minLength: 1, maxLength: 8 }),
        context,
        (texts, candidates, asked) => {
          const recommender = shopOf(Object.fromEntries(texts.entries()));
          const features = headFeatures(recommender, asked, candidates, 0);
          for (const [place, x] of vectorsOf(features, candidates.length).entries()) {
            const told: number[][] = [];
            placeFeature(place, (...feature) => told.push(feature));
            const text = packFeatures((take) => {
              features(place, take);
              placeFeature(place, take);
            });
            const [indices = [], values = []] = [0, 1].map((i) => told.map((one) => one[i] ?? 0));
            expect(unpackFeatures(text)).toEqual({
              indices: Uint16Array.of(...x.indices, ...indices),
              values: Float64Array.of(...x.values, ...values),
            });
          }
        },
      ),
    );
  });
});
