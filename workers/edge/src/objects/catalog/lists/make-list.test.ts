import { type FeedItem, recommendationSettings, visitOf } from "@nextmove/contract";
import {
  createHead,
  createRecommender,
  type Head,
  learnPlace,
  observe,
  recordEvent,
  reRank,
} from "@nextmove/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecommendItem } from "../../../protocol/catalog/calls.ts";
import { describeFeedItem } from "../learning/describe-feed.ts";
import { makeList } from "./make-list.ts";
import { productsOfPage } from "./page-product.ts";
import { rangeOf } from "./range.fake.ts";
import { isOffered } from "./rules.ts";

const NOW = Date.UTC(2026, 5, 1);
const IDS = Array.from({ length: 20 }, (_, n) => `p${n}`);
const id = fc.constantFrom(...IDS, "stranger", "constructor", "__proto__");
const brand = fc.constantFrom("acme", "Acme", "Other");

const feedItem: fc.Arbitrary<FeedItem> = fc.record(
  {
    id: fc.constantFrom(...IDS),
    title: fc.constantFrom("red shoes", "blue shoes", "garden hose", ""),
    group_id: fc.constantFrom("g", "h", "p1"),
    availability: fc.constantFrom("in_stock", "out_of_stock", "preorder"),
    quantity: fc.integer({ min: -1, max: 3 }),
    brand,
    category: fc.subarray(["Shoes", "shoes", "Boots"], { minLength: 1 }),
    product_type: fc.constantFrom("Shoes", "Hats", "HATS"),
    price: fc.record({ amount: fc.integer({ min: 0, max: 100 }) }),
    sale_price: fc.record({ amount: fc.integer({ min: 0, max: 100 }) }),
    sale_price_effective_date: fc.constantFrom(
      "2026-01-01/2026-12-31",
      "2020-01-01/2020-02-01",
      "x",
    ),
    attributes: fc.constantFrom({ season: "winter" }, { season: "summer", stars: 4 }),
  },
  { requiredKeys: ["id", "availability"] },
);

const condition = fc.constantFrom(
  { field: "brand", in: ["ACME"] },
  { field: "season", in: ["winter"] },
  { field: "stars", min: 3 },
  { field: "price", max: 50 },
  { field: "__proto__", in: [true] },
);
const bound = fc.option(fc.integer({ min: 0, max: 100 }));
const most = fc.option(fc.integer({ min: 1, max: 3 }));
const settings = fc
  .record(
    {
      exclude_bought: fc.boolean(),
      exclude_out_of_stock: fc.boolean(),
      pin: fc.uniqueArray(id, { maxLength: 3 }),
      boost: fc.array(
        condition.map((one) => ({ ...one, factor: 3 })),
        { maxLength: 2 },
      ),
      only: fc.array(condition, { maxLength: 1 }),
      never: fc.array(condition, { maxLength: 2 }),
      price_min: bound,
      price_max: bound,
      most_per_category: most,
      most_per_brand: most,
    },
    { requiredKeys: [] },
  )
  .map((given) => recommendationSettings.parse(given));

const anything = fc.anything({ maxDepth: 2 });
const ids = fc.oneof({ weight: 5, arbitrary: fc.array(id, { maxLength: 8 }) }, anything);
const state = fc.record(
  {
    page_id: fc.oneof(
      id.map((one) => `products/${one}?x=1`),
      anything,
    ),
    search_strings: fc.oneof(fc.constant(["red shoes"]), anything),
    products_viewed: ids,
    products_scrolled: ids,
    products_basket: ids,
    products_bought: ids,
    more: anything,
  },
  { requiredKeys: [] },
);
const kind = fc.constantFrom(
  undefined,
  "session",
  "similar",
  "bought-together",
  "trending",
  "search",
);

const nothing = observe({});
if (!nothing.ok) throw new Error("an empty state is refused");

const request = (
  given: Pick<RecommendItem, "kind" | "limit" | "settings"> &
    Partial<RecommendItem> & { state: Record<string, unknown> },
): RecommendItem => ({
  queryId: "q",
  consumerId: "c",
  aliases: undefined,
  visit: visitOf(given.state),
  about: [],
  observation: nothing.value,
  fingerprint: "",
  test: false,
  expand: false,
  isTrusted: true,
  discreet: false,
  activation: "immediate",
  seed: "s",
  holdout: false,
  apprentice: false,
  floor: 1e-9,
  uniformShare: 0,
  rewardRange: { min: -100, max: 100 },
  explain: false,
  requestId: "r",
  now: NOW,
  ...given,
});

/** Has learned that the last of a list brings most. */
const learnedHead = (): Head => {
  const head = createHead();
  const candidates = IDS.map((item, place) => ({ item, score: 1 / (1 + place), reason: "near" }));
  const context = { kind: "session", session: [], basket: [] };
  const asked = { context, candidates, seed: "", floor: 0, uniformShare: 0, now: NOW };
  const list = reRank(createRecommender(), head, asked);
  for (const place of IDS.keys()) {
    learnPlace(head, {
      features: list.featuresAt(place, place),
      count: 1,
      from: 0,
      to: place,
      at: 0,
    });
  }
  return head;
};

const recommenderOf = (visits: readonly (readonly string[])[], feed: readonly FeedItem[]) => {
  const recommender = createRecommender({
    mostItems: 64,
    mostEvents: 256,
    mostPurchases: 64,
    mostTokens: 512,
  });
  for (const item of feed) describeFeedItem(recommender, item);
  for (const [number, visit] of visits.entries()) {
    for (const [place, item] of visit.entries()) {
      const done = place % 3 === 2 ? "purchase" : "view";
      recordEvent(recommender, { visitor: `v${number}`, item, kind: done, at: NOW - 1000 });
    }
  }
  return recommender;
};

describe("makeList", () => {
  it("lets nothing forbidden out, whatever the state, the feed and the settings", () => {
    let shown = 0;
    const given = fc.record({
      feed: fc.uniqueArray(feedItem, { selector: (item) => item.id, size: "max", maxLength: 20 }),
      visits: fc.array(fc.array(id, { maxLength: 6 }), { maxLength: 12 }),
      settings: fc.oneof(fc.constant(recommendationSettings.parse({})), settings),
      state: fc.oneof(fc.constant({}), state),
      head: fc.constantFrom(createHead(), learnedHead()),
      holdout: fc.boolean(),
      apprentice: fc.boolean(),
      uniformShare: fc.constantFrom(0, 0.5, 1),
      kind,
      limit: fc.integer({ min: 1, max: 25 }),
    });
    fc.assert(
      fc.property(given, ({ feed, visits, head, ...asked }) => {
        const item = request(asked);
        const { listed } = makeList(recommenderOf(visits, feed), head, rangeOf(feed), item);
        const { visit, settings: rules, limit } = item;
        const out = listed.map((one) => one.candidate.item);
        const byId = new Map(feed.map((one) => [one.id, one]));
        shown += out.length;

        expect(out.length).toBeLessThanOrEqual(limit);
        expect(new Set(out).size).toBe(out.length);
        const forbidden = [
          ...visit.basket,
          ...(rules.exclude_bought ? visit.bought : []),
          ...productsOfPage(visit.pageId),
        ];
        expect(out.filter((one) => forbidden.includes(one))).toEqual([]);
        for (const one of out) {
          const known =
            feed.length === 0 ? { id: one, availability: "in_stock" as const } : byId.get(one);
          expect(known && isOffered(known, rules, NOW), one).toBe(true);
        }
        const unpinned = out.filter((one) => !rules.pin.includes(one));
        const productOf = (one: string): string => byId.get(one)?.group_id ?? one;
        const products = unpinned.map(productOf);
        expect(new Set(products).size).toBe(products.length);
        const forbiddenProducts = forbidden.map(productOf);
        expect(products.filter((one) => forbiddenProducts.includes(one))).toEqual([]);
        const quotas = [
          [rules.most_per_brand, (one?: FeedItem) => one?.brand],
          [
            rules.most_per_category,
            (one?: FeedItem) => one?.category?.join(">") ?? one?.product_type,
          ],
        ] as const;
        for (const [most, spelledGroupOf] of quotas) {
          const groupOf = (one: string) => spelledGroupOf(byId.get(one))?.toLowerCase();
          for (const group of unpinned.map(groupOf)) {
            // Pinned ones may be more by themselves, but leave no room for others then.
            const all = group === undefined ? [] : out.filter((one) => groupOf(one) === group);
            expect(all.length).toBeLessThanOrEqual(most ?? limit);
          }
        }
        for (const { candidate, probability, features } of listed) {
          const { score, reason } = candidate;
          expect(probability).toBeGreaterThan(0);
          expect(probability).toBeLessThanOrEqual(1);
          expect(features).not.toBe("");
          expect(score).toBeGreaterThanOrEqual(0);
          expect(reason).not.toBe("");
        }
      }),
      { numRuns: 300 },
    );
    // The property would hold of empty lists too.
    expect(shown).toBeGreaterThan(100);
  }, 30_000);

  it("fills a list from the feed when nobody has looked at enough", () => {
    const feed = IDS.map((one): FeedItem => ({ id: one, availability: "in_stock" }));
    const defaults = recommendationSettings.parse({});
    const item = request({ kind: undefined, limit: 5, settings: defaults, state: {} });
    const recommender = recommenderOf([["p7"]], feed);
    const { kind: chosen, listed } = makeList(recommender, createHead(), rangeOf(feed), item);
    expect(chosen).toBe("trending");
    expect(listed.map((one) => one.candidate.item)).toEqual(["p7", "p0", "p1", "p2", "p3"]);
  });

  it("brings forward what pays also where nobody has looked at anything", () => {
    const brandOf = (n: number) => (n % 4 === 3 ? "dune" : "acme");
    const feed = IDS.map((one, n): FeedItem => {
      return { id: one, title: "A thing", brand: brandOf(n), availability: "in_stock" };
    });
    const recommender = recommenderOf([], feed);
    const head = createHead();
    const context = { kind: "trending", session: [], basket: [] };
    for (let n = 0; n < 200; n++) {
      const candidates = IDS.map((one) => ({ item: one, score: 0, reason: "range" }));
      const asked = { context, candidates, seed: "", floor: 0, uniformShare: 0, now: NOW };
      const list = reRank(recommender, head, asked);
      const [at, place] = [n % IDS.length, n % 7];
      const to = brandOf(at) === "dune" ? 1 : 0;
      learnPlace(head, { features: list.featuresAt(at, place), count: 1, from: 0, to, at: 0 });
    }
    const settings = recommendationSettings.parse({});
    const item = request({ kind: undefined, limit: 3, settings, state: {} });
    const { listed } = makeList(recommender, head, rangeOf(feed), item);
    expect(listed.map(({ candidate }) => feed[IDS.indexOf(candidate.item)]?.brand)).toEqual([
      "dune",
      "dune",
      "dune",
    ]);
  });

  it("lets nothing that only fills stand for what the list is for", () => {
    const feed = IDS.map((one, n): FeedItem => {
      return { id: one, title: n < 4 ? "red shoes" : `${one} hose`, availability: "in_stock" };
    });
    const visits = IDS.slice(4).map((one) => [one]);
    const settings = recommendationSettings.parse({});
    const state = { page_id: "p0" };
    for (const seed of ["a", "b", "c", "d", "e", "f"]) {
      const item = { ...request({ kind: "similar", limit: 3, settings, state }), seed };
      const { listed } = makeList(recommenderOf(visits, feed), learnedHead(), rangeOf(feed), item);
      const ids = listed.map((one) => one.candidate.item);
      expect(ids.toSorted()).toEqual(["p1", "p2", "p3"]);
    }
  });

  it("keeps what was bought with a product on the list of that, whatever else pays", () => {
    const feed = IDS.map((one): FeedItem => {
      return { id: one, title: "red shoes", availability: "in_stock" };
    });
    const recommender = recommenderOf([], feed);
    for (const visitor of ["v1", "v2", "v3"]) {
      for (const item of ["p0", "p1"]) {
        recordEvent(recommender, { visitor, item, kind: "purchase", at: NOW - 1000 });
      }
    }
    const head = createHead();
    const context = { kind: "session", session: [], basket: [] };
    for (let n = 0; n < 400; n++) {
      const reasonOf = (place: number) => (place % 4 === 0 ? "bought" : "similar");
      const candidates = IDS.map((item, place) => ({ item, score: 1, reason: reasonOf(place) }));
      const asked = { context, candidates, seed: "", floor: 0, uniformShare: 0, now: NOW };
      const list = reRank(recommender, head, asked);
      const [at, place] = [n % IDS.length, n % 7];
      const to = reasonOf(at) === "similar" ? 1 : 0;
      learnPlace(head, { features: list.featuresAt(at, place), count: 1, from: 0, to, at: 0 });
    }
    const settings = recommendationSettings.parse({});
    const asked = { kind: "bought-together", limit: 4, settings } as const;
    for (const seed of ["a", "b", "c", "d", "e", "f"]) {
      const idsOf = (about: string): string[] => {
        const item = { ...request({ ...asked, state: { page_id: about } }), seed };
        const { listed } = makeList(recommender, head, rangeOf(feed), item);
        return listed.map((one) => one.candidate.item);
      };
      expect(idsOf("p0")).toContain("p1");
      expect(idsOf("p0")).toHaveLength(4);
      // Nothing was bought with this one, so the head has its choice of what is like it.
      expect(idsOf("p9")).toHaveLength(4);
    }
  });

  describe("of a mode", () => {
    const feed = IDS.map((one): FeedItem => ({ id: one, availability: "in_stock" }));
    // The first products are looked at most.
    const visits = IDS.flatMap((one, n) => Array.from({ length: IDS.length - n }, () => [one]));
    const learned = learnedHead();
    const listOf = (change: Partial<RecommendItem>, settings: object = {}) => {
      const given = { kind: undefined, limit: 8, state: {} };
      const rules = recommendationSettings.parse(settings);
      const item = { ...request({ ...given, settings: rules }), ...change };
      const { mode, listed } = makeList(recommenderOf(visits, feed), learned, rangeOf(feed), item);
      return {
        mode,
        ids: listed.map(({ candidate }) => candidate.item),
        probabilities: listed.map(({ probability }) => probability),
        isTaught: listed.every(({ features }) => features !== undefined),
      };
    };

    it("shows who is held out, and whom an apprentice serves, what the recommender says", () => {
      expect(listOf({}).ids).not.toEqual(IDS.slice(0, 8));
      for (const mode of ["holdout", "apprentice"] as const) {
        const list = listOf({ [mode]: true, floor: 1, uniformShare: 1 });
        expect(list).toEqual({
          mode,
          ids: IDS.slice(0, 8),
          probabilities: IDS.slice(0, 8).map(() => 1),
          isTaught: true,
        });
      }
    });

    it("keeps the shop's rules, whoever is held out", () => {
      const rules = { pin: ["p9"], boost: [{ field: "id", in: ["p5"], factor: 1000 }] };
      const { ids } = listOf({ holdout: true }, rules);
      expect(ids.slice(0, 3)).toEqual(["p9", "p5", "p0"]);
    });

    it("is a test's before all others, and the holdout's before an apprentice's", () => {
      const all = { test: true, holdout: true, apprentice: true };
      expect(listOf(all).mode).toBe("test");
      expect(listOf({ ...all, test: false }).mode).toBe("holdout");
    });

    it("is drawn evenly as often as the case says, and says so", () => {
      const even = listOf({ uniformShare: 1 });
      expect(even.mode).toBe("uniform");
      for (const [place, probability] of even.probabilities.entries()) {
        expect(probability).toBeCloseTo(1 / (IDS.length - place), 12);
      }
      const modes = Array.from({ length: 60 }, (_, n) =>
        listOf({ uniformShare: 0.5, seed: `${n}` }),
      ).map(({ mode }) => mode);
      expect(new Set(modes)).toEqual(new Set(["uniform", "recommendation"]));
    });

    it("leaves each product the floor at each place", () => {
      for (let n = 0; n < 20; n++) {
        const { probabilities } = listOf({ floor: 0.4, seed: `${n}` });
        for (const [place, probability] of probabilities.entries()) {
          expect(probability).toBeGreaterThanOrEqual(0.4 / (IDS.length - place) - 1e-12);
        }
      }
    });
  });
});
