import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../random/seeded.ts";
import { describeItem } from "../state/describe-item.ts";
import type { Recommender } from "../state/recommender.ts";
import { createRecommender } from "../state/recommender.ts";
import type { HeadCandidate, HeadContext } from "./features.ts";
import { HEAD_DIMENSION, headFeatures, VALUE_STEP, vectorsOf } from "./features.ts";
import { ageHead, createHead, learnPlace } from "./head.ts";
import type { Head } from "./head.ts";
import { packFeatures, unpackFeatures } from "./pack-features.ts";
import { exportHead, restoreHead } from "./persist-head.ts";
import { keepOrder, reRank } from "./re-rank.ts";

const CONTEXT: HeadContext = { kind: "session", session: ["seen"], basket: [] };
const ITEMS = 20;

/** Every fifth item is of brand "a". */
const shop = (): Recommender => {
  const recommender = createRecommender({ mostItems: 64, mostEvents: 64, mostTokens: 1024 });
  for (let i = 0; i < ITEMS; i++) {
    const brand = "abcde"[i % 5] ?? "";
    describeItem(recommender, `i${i}`, { title: `t${i}`, brand, price: 10 + i });
  }
  describeItem(recommender, "seen", { title: "seen", brand: "c", price: 12 });
  return recommender;
};

const candidates: HeadCandidate[] = Array.from({ length: ITEMS }, (_, i) => ({
  item: `i${i}`,
  score: 1 / (i + 1),
  reason: i % 2 === 0 ? "near" : "popular",
}));

const listOf = (recommender: Recommender, head: Head, seed: string, floor = 0.005) => {
  const request = { context: CONTEXT, candidates, seed, floor, uniformShare: 0, now: 0 };
  const list = reRank(recommender, head, request);
  return Array.from({ length: ITEMS }, (_, place) => {
    const { index, probability } = list.next(() => true) ?? { index: -1, probability: 0 };
    return { index, probability, features: list.featuresAt(index, place) };
  });
};

/** Lists that are shown and rewarded as `chance` says. */
const play = (chance: (item: number, place: number) => number, lists: number, value = 1): Head => {
  const recommender = shop();
  const head = createHead();
  const random = createRandom("visitors");
  for (let n = 0; n < lists; n++) {
    for (const [place, { index, features }] of listOf(recommender, head, `l${n}`)
      .slice(0, 8)
      .entries()) {
      const to = random() < chance(index, place) ? value : 0;
      learnPlace(head, { features, count: 1, from: 0, to, at: 0 });
    }
  }
  return head;
};

const firsts = (head: Head): number[] => {
  const recommender = shop();
  return Array.from({ length: 100 }, (_, n) => listOf(recommender, head, `t${n}`)[0]?.index ?? -1);
};

describe("the head of a list", () => {
  it("is the recommender's as long as nothing was rewarded", () => {
    const head = play(() => 0, 20);
    const inOrder = firsts(head).filter((index) => index === 0);
    expect(inOrder.length).toBeGreaterThan(95);
    const exact = listOf(shop(), head, "s", 0).map(({ index }) => index);
    expect(exact).toEqual([...candidates.keys()]);
  });

  it("stays nearly the recommender's when one reward was all there was", () => {
    const head = play((item, place) => (item === 0 && place === 0 ? 1 : 0), 1);
    const means = firsts(head).filter((index) => index <= 2).length;
    expect(means).toBeGreaterThan(80);
  });

  it("learns what pays, whatever the unit of the rewards", () => {
    for (const value of [1, 50_000]) {
      const head = play((item) => (item % 5 === 3 ? 0.3 : 0.02), 400, value);
      expect(firsts(head).filter((index) => index % 5 === 3).length).toBeGreaterThan(90);
    }
  });

  it("does not blame products for the places they stood at", () => {
    const head = play((_, place) => 0.5 / (1 + place) ** 2, 600);
    const order = listOf(shop(), head, "s", 0).map(({ index }) => index);
    const upper = order.slice(0, 5).filter((index) => index < 8).length;
    expect(upper).toBeGreaterThanOrEqual(4);
  });

  it("lets the shop's wish stand above what is known", () => {
    const boosted = candidates.map((one, i) => (i === 19 ? { ...one, boost: 1000 } : one));
    const request = {
      context: CONTEXT,
      candidates: boosted,
      seed: "s",
      floor: 0,
      uniformShare: 0,
      now: 0,
    };
    expect(reRank(shop(), createHead(), request).next(() => true)?.index).toBe(19);
  });

  it("keeps the order given, whatever was learned, for what it brings to be learned", () => {
    const recommender = shop();
    const kept = keepOrder(recommender, { context: CONTEXT, candidates, now: 0 });
    const { next } = kept;
    expect(next((i) => i > 1)).toEqual({ index: 2, probability: 1 });
    const rest = candidates.slice(1).map(() => next(() => true));
    expect(rest.map((drawn) => drawn?.index)).toEqual(
      [0, 1, ...candidates.keys()].filter((index, place) => place < 2 || index > 2),
    );
    expect(next(() => true)).toBeUndefined();
    const drawn = listOf(recommender, createHead(), "s", 0);
    for (const { index, features } of drawn) expect(kept.featuresAt(index, index)).toBe(features);
  });

  it("takes a correction for what it corrects", () => {
    const [{ features } = { features: "" }] = listOf(shop(), createHead(), "s");
    const corrected = createHead();
    learnPlace(corrected, { features, count: 1, from: 0, to: 0, at: 0 });
    learnPlace(corrected, { features, count: 0, from: 0, to: 3, at: 0 });
    const once = createHead();
    learnPlace(once, { features, count: 1, from: 0, to: 3, at: 0 });
    expect(corrected.statistics).toEqual(once.statistics);
  });

  it("makes a list of whatever it learned", () => {
    const lesson = fc.record({
      place: fc.nat(ITEMS - 1),
      count: fc.constantFrom<0 | 1>(0, 1),
      from: fc.oneof(fc.constant(0), fc.double({ min: -1e9, max: 1e9, noNaN: true })),
      to: fc.oneof(fc.constant(0), fc.double({ min: -1e9, max: 1e9, noNaN: true })),
      arrival: fc.option(fc.record({ ageMs: fc.nat(1e9), count: fc.constantFrom<1 | -1>(1, -1) })),
    });
    const recommender = shop();
    const places = listOf(recommender, createHead(), "s");
    // Squares that are as good as 0, and a mean that is.
    const least = { place: 0, count: 1, from: 0, to: -1.6e-162, arrival: null } as const;
    const none = [least, { ...least, to: 1.6e-162 }, { ...least, to: 0 }, { ...least, to: 0 }];
    fc.assert(
      fc.property(fc.array(lesson, { maxLength: 60 }), fc.boolean(), (lessons, waits) => {
        const head = createHead();
        if (waits) ageHead(head, { halfLifeMs: null, windowMs: 1e9 }, 0);
        for (const { place, arrival, ...change } of lessons) {
          const features = places[place]?.features ?? "";
          learnPlace(head, { features, ...change, at: 0, ...(arrival ? { arrival } : {}) });
        }
        const list = listOf(recommender, head, "s");
        expect(new Set(list.map(({ index }) => index)).size).toBe(ITEMS);
        for (const { probability } of list) expect(probability).toBeGreaterThan(0);
      }),
      {
        numRuns: 50,
        examples: [
          [[least], false],
          [none, false],
        ],
      },
    );
  });

  it("forgets by halves, and takes what comes late for as old as its list", () => {
    const [{ features } = { features: "" }] = listOf(shop(), createHead(), "s");
    const DAY = 86_400_000;
    const head = createHead();
    const age = (halfLifeMs: number, now: number): void =>
      ageHead(head, { halfLifeMs, windowMs: 30 * DAY }, now);
    age(DAY, 0);
    learnPlace(head, { features, count: 1, from: 0, to: 8, at: 0 });
    age(DAY, 2 * DAY);
    expect(head.statistics).toMatchObject({ n: 0.25, sum: 2, squares: 16 });
    expect(head.places.cohorts).toMatchObject([{ shown: 1, waiting: 0.25 }]);
    const arrival = { ageMs: 2 * DAY, count: 1 } as const;
    learnPlace(head, { features, count: 0, from: 8, to: 4, at: 0, arrival });
    expect(head.statistics).toMatchObject({ n: 0.25, sum: 1, squares: 4 });
    expect(head.places.cohorts).toMatchObject([{ shown: 1, waiting: 0 }]);
    // Another half-life holds from then on, and a clock that goes back changes nothing.
    age(10 * DAY, 3 * DAY);
    age(10 * DAY, DAY);
    expect(head.statistics.n).toBe(0.25);
    expect(restoreHead(exportHead(head))).toEqual({ ...head, solved: undefined });
  });

  it("passes over what cannot be learned", () => {
    const head = createHead();
    const [{ features } = { features: "" }] = listOf(shop(), head, "s");
    for (const lesson of [
      { features, count: 1, from: 0, to: NaN, at: 0 },
      { features: "no base64!", count: 1, from: 0, to: 1, at: 0 },
      { features: "/////w==", count: 1, from: 0, to: 1, at: 0 },
    ] as const) {
      learnPlace(head, lesson);
    }
    expect(head).toEqual(createHead());
  });

  it("is the same after it was stored", () => {
    const head = play((item) => (item === 7 ? 0.5 : 0), 20);
    const restored = restoreHead(exportHead(head));
    expect(listOf(shop(), restored, "s")).toEqual(listOf(shop(), head, "s"));
    expect(restored.version).toBe(head.version);
    expect(restoreHead(new Uint8Array(8))).toEqual(createHead());
  });
});

describe("packFeatures", () => {
  it("keeps features as they are", () => {
    const features = headFeatures(shop(), CONTEXT, candidates, 0);
    for (const [i, x] of vectorsOf(features, candidates.length).entries()) {
      expect(unpackFeatures(packFeatures((take) => features(i, take)))).toEqual(x);
    }
  });

  it("keeps any vector on the grid of stored values", () => {
    const entry = fc.tuple(
      fc.nat(HEAD_DIMENSION - 1),
      fc.integer({ min: -127, max: 127 }).filter((steps) => steps !== 0),
    );
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ([index]) => index }), (entries) => {
        const sorted = entries.toSorted(([a], [b]) => a - b);
        const x = {
          indices: Uint16Array.from(sorted, ([index]) => index),
          values: Float64Array.from(sorted, ([, steps]) => steps * VALUE_STEP),
        };
        const text = packFeatures((take) => {
          for (const [index, steps] of sorted) take(index, steps * VALUE_STEP);
        });
        expect(unpackFeatures(text)).toEqual(x);
      }),
    );
  });
});
