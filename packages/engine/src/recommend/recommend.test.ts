import fc from "fast-check";
import { countItems } from "./items/item-table.ts";
import { describe, expect, it } from "vitest";
import { LONE_PARTS, recommendByPart } from "./by-part.ts";
import { becauseOf } from "./kinds/because.ts";
import { MOST_NUMBERS } from "./text/description-log.ts";
import { describeItem } from "./state/describe-item.ts";
import { firstNeeded, restoreRecommender, takeChanges } from "./state/persist.ts";
import type { RecommenderPage } from "./state/persist.ts";
import { recommend } from "./recommend.ts";
import { recordEvent } from "./events/record-event.ts";
import type { ItemEvent } from "./events/record-event.ts";
import { createRecommender } from "./state/recommender.ts";
import type { Recommender } from "./state/recommender.ts";
import type { Recommendation, RecommendationRequest } from "./kinds/request.ts";

const MINUTE = 60_000;
const now = 1_000_000 * MINUTE;

/** Everybody looks at phone, then case, then one of two chargers; some buy phone and case. */
function shop(visits = 20): Recommender {
  const recommender = createRecommender();
  for (let i = 0; i < visits; i++) {
    const visitor = `visitor ${i}`;
    const at = now - (visits - i) * MINUTE;
    const views = ["phone", "case", i % 4 === 0 ? "charger-a" : "charger-b"];
    for (const item of views) recordEvent(recommender, { visitor, item, kind: "view", at });
    if (i % 2 === 0) continue;
    for (const item of ["phone", "insurance"]) {
      recordEvent(recommender, { visitor, item, kind: "purchase", at });
    }
  }
  return recommender;
}

function ids(recommender: Recommender, request: RecommendationRequest, limit = 10): string[] {
  return recommend(recommender, request, { limit, now }).map(({ item }) => item);
}

/** A shirt in many variants, and other shirts; the variants are described last. */
function shirts(variants: number): Recommender {
  const recommender = createRecommender();
  for (let i = 0; i < 10; i++) describeItem(recommender, `other-${i}`, { title: `Shirt no ${i}` });
  for (let i = 0; i < variants; i++) {
    describeItem(recommender, `v-${i}`, { title: "Shirt in linen", group: "linen" });
  }
  return recommender;
}

describe("variants of one product", () => {
  it.each([3, 60, 500])("leave room for other products: %i of them", (variants) => {
    const list = ids(shirts(variants), { kind: "similar", item: "v-1" }, 8);
    expect(list).toHaveLength(8);
    expect(list.filter((id) => !id.startsWith("other-"))).toEqual([]);
  });

  it("take one place in a list, the best one's", () => {
    const recommender = shirts(300);
    recordEvent(recommender, { visitor: "v", item: "v-7", kind: "view", at: now });
    const search = ids(recommender, { kind: "search", search: "shirt linen" }, 6);
    expect(search.filter((id) => id.startsWith("v-"))).toHaveLength(1);
    expect(new Set(search).size).toBe(6);
    expect(ids(recommender, { kind: "trending" })).toEqual(["v-7"]);
  });

  it("are not recommended when one of them is excluded, even by the name of them all", () => {
    const recommender = shirts(20);
    for (let i = 0; i < 20; i++) {
      recordEvent(recommender, { visitor: "v", item: `v-${i}`, kind: "view", at: now });
    }
    for (const known of ["v-3", "linen"]) {
      const options = { limit: 10, now, exclude: new Set([known]) };
      for (const request of [
        { kind: "trending" },
        { kind: "search", search: "shirt" },
        { kind: "session", session: ["v-1", "other-1"] },
        { kind: "bought-together", items: ["v-1"] },
      ] as const) {
        const list = recommend(recommender, request, options).map(({ item }) => item);
        expect(list.filter((id) => id.startsWith("v-"))).toEqual([]);
      }
    }
  });

  it("are told by what the shop said last", () => {
    const recommender = shirts(2);
    describeItem(recommender, "v-1", { title: "Shirt in linen" });
    expect(ids(recommender, { kind: "similar", item: "v-0" })[0]).toBe("v-1");
  });
});

/** Recommendations, each with what brought it up. */
const told = (
  recommender: Recommender,
  request: RecommendationRequest,
  list: readonly Recommendation[],
) => list.map((one) => ({ ...one, because: becauseOf(recommender, request, one) }));

describe("recommend", () => {
  it("says what comes next, why, and how surely", () => {
    const request = { kind: "session", session: ["phone", "case"] } as const;
    const exclude = new Set(["phone", "case"]);
    const list = recommend(shop(), request, { limit: 2, now, exclude });
    expect(list.map(({ item }) => item)).toEqual(["charger-b", "charger-a"]);
    expect(told(shop(), request, list)[0]?.because).toMatch(/^(case|phone)$/);
    expect(list[0]?.score).toBeGreaterThan(list[1]?.score ?? 1);
    expect(list.reduce((sum, { score }) => sum + score, 0)).toBeLessThanOrEqual(1);
  });

  it("changes with the first event", () => {
    const recommender = createRecommender();
    expect(ids(recommender, { kind: "session", session: ["a"] })).toEqual([]);
    for (const item of ["a", "b"]) {
      recordEvent(recommender, { visitor: "v", item, kind: "view", at: now });
    }
    expect(ids(recommender, { kind: "session", session: ["a"] })).toContain("b");
  });

  it("does not take the visitor's own session for another's", () => {
    const recommender = createRecommender();
    const see = (visitor: string, item: string): boolean =>
      recordEvent(recommender, { visitor, item, kind: "view", at: now });
    for (const item of ["mine", "only-mine"]) see("me", item);
    const [first] = recommend(
      recommender,
      { kind: "session", session: ["mine"], visitor: "me" },
      { limit: 1, now, exclude: new Set(["mine"]) },
    );
    expect(first).toMatchObject({ item: "only-mine", reason: "popular" });
    const another = { kind: "session", session: ["mine"] } as const;
    const list = recommend(recommender, another, { limit: 1, now, exclude: new Set(["mine"]) });
    expect(told(recommender, another, list)).toMatchObject([
      { item: "only-mine", because: "mine" },
    ]);
  });

  it("knows similar items by common sessions, and new ones by their description", () => {
    const recommender = shop();
    describeItem(recommender, "phone", { title: "Smart phone", category: ["Phones"] });
    describeItem(recommender, "phone-2", { title: "Smart phone two", category: ["Phones"] });
    const request = { kind: "similar", item: "phone" } as const;
    const list = told(recommender, request, recommend(recommender, request, { limit: 9, now }));
    expect(list.map(({ item }) => item)).not.toContain("phone");
    expect(list.find(({ item }) => item === "phone-2")).toMatchObject({
      reason: "similar",
      because: "phone",
    });
    expect(list.find(({ item }) => item === "case")).toMatchObject({ reason: "associated" });
  });

  it("takes what few have looked at together for less alike than what is described alike", () => {
    const recommender = createRecommender();
    describeItem(recommender, "phone", { title: "Smart phone" });
    describeItem(recommender, "phone-2", { title: "Smart phone two" });
    const listAfter = (visits: number) => {
      for (let i = 0; i < visits; i++) {
        for (const item of ["phone", "vase"]) {
          recordEvent(recommender, { visitor: `${visits} ${i}`, item, kind: "view", at: now });
        }
      }
      return recommend(recommender, { kind: "similar", item: "phone" }, { limit: 9, now });
    };
    expect(listAfter(1)).toEqual([
      { item: "phone-2", score: 1, reason: "similar" },
      { item: "vase", score: expect.closeTo(1 / 6), reason: "associated" },
    ]);
    expect(listAfter(5)[1]).toMatchObject({ item: "vase", score: expect.closeTo(6 / 11) });
    // However often one of them looks again.
    for (let again = 0; again < 10; again++) {
      for (const item of ["phone", "vase"]) {
        recordEvent(recommender, { visitor: "1 0", item, kind: "view", at: now });
      }
    }
    expect(listAfter(0)[1]).toMatchObject({ item: "vase", score: expect.closeTo(6 / 11) });
  });

  it("knows what was looked at together though all later visits were to one of the two", () => {
    const recommender = createRecommender();
    const look = (visitor: string, items: readonly string[]) => {
      for (const item of items) recordEvent(recommender, { visitor, item, kind: "view", at: now });
    };
    look("both", ["phone", "vase"]);
    for (let i = 0; i < 70; i++) for (const item of ["phone", "vase"]) look(`${item} ${i}`, [item]);
    const list = recommend(recommender, { kind: "similar", item: "phone" }, { limit: 1, now });
    expect(list).toEqual([{ item: "vase", score: 1, reason: "associated" }]);
  });

  it("keeps what was bought together apart from what was looked at together", () => {
    const request = { kind: "bought-together", items: ["phone"] } as const;
    const list = recommend(shop(), request, { limit: 2, now });
    expect(told(shop(), request, list)).toEqual([
      { item: "insurance", score: 1, reason: "bought", because: "phone" },
      { item: "case", score: 1, reason: "associated", because: "phone" },
    ]);
  });

  it("says of what was looked at with it whether it is described like it, too", () => {
    const recommender = createRecommender();
    describeItem(recommender, "tent", { title: "Tent for one" });
    describeItem(recommender, "tent-2", { title: "Tent for two" });
    for (const item of ["tent", "tent-2", "vase"]) {
      recordEvent(recommender, { visitor: "one", item, kind: "view", at: now });
    }
    const request = { kind: "bought-together", items: ["tent"] } as const;
    const list = recommend(recommender, request, { limit: 2, now });
    expect(list).toEqual([
      { item: "tent-2", score: 1, reason: "associated", otherwise: "similar" },
      { item: "vase", score: 1, reason: "associated" },
    ]);
  });

  it("goes on with what is described like it, where too few have bought it with something", () => {
    const recommender = shop();
    describeItem(recommender, "phone", { title: "Smart phone" });
    describeItem(recommender, "phone-2", { title: "Smart phone two" });
    const request = { kind: "bought-together", items: ["case", "phone"] } as const;
    const list = told(recommender, request, recommend(recommender, request, { limit: 9, now }));
    const place = list.findIndex(({ item }) => item === "phone-2");
    expect(list[place]).toMatchObject({ reason: "similar", because: "phone" });
    const before = list.slice(0, place).map(({ reason }) => reason);
    expect(new Set(before)).toEqual(new Set(["bought", "associated"]));
    expect(list.map(({ score }) => score)).toEqual(
      list.map(({ score }) => score).toSorted((left, right) => right - left),
    );
  });

  it("shows what is popular of late", () => {
    expect(ids(shop(), { kind: "trending" }, 2)).toEqual(["phone", "case"]);
  });

  it("finds what is searched for, and falls back on what is popular", () => {
    const recommender = shop();
    describeItem(recommender, "charger-a", { title: "USB charger" });
    const request = { kind: "search", search: "usb" } as const;
    const list = recommend(recommender, request, { limit: 2, now });
    expect(told(recommender, request, list)).toEqual([
      { item: "charger-a", score: 1, reason: "searched", because: null },
      { item: "phone", score: 0, reason: "popular", because: null },
    ]);
  });

  it("finds what a search names whole before what has a part of it, however popular that is", () => {
    const recommender = createRecommender();
    for (const colour of ["Moss", "Ember", "Tide", "Rowan"]) {
      for (const thing of ["teapot", "lamp", "bowl", "mug"]) {
        const id = `${colour}-${thing}`;
        describeItem(recommender, id, { title: `${colour} ${thing}`, group: thing });
      }
    }
    for (let i = 0; i < 1_000; i++) {
      recordEvent(recommender, { visitor: `v-${i}`, item: "Ember-teapot", kind: "view", at: now });
      recordEvent(recommender, { visitor: `v-${i}`, item: "Tide-teapot", kind: "view", at: now });
    }
    const first = (search: string) => ids(recommender, { kind: "search", search }, 1);
    expect(first("moss teapot")).toEqual(["Moss-teapot"]);
    expect(first("moss taepot")).toEqual(["Moss-teapot"]);
    expect(first("the moss teapot")).toEqual(["Moss-teapot"]);
    expect(["Ember-teapot", "Tide-teapot"]).toContain(first("teapot")[0]);
  });

  it("weighs items by their description before anybody has looked at anything", () => {
    const recommender = createRecommender();
    for (const id of ["x", "y"]) describeItem(recommender, id, { title: "blue hat" });
    const request = { kind: "session", session: [], search: "hat" } as const;
    expect(recommend(recommender, request, { limit: 5, now })).toEqual([
      { item: "y", score: 0.5, reason: "searched" },
      { item: "x", score: 0.5, reason: "searched" },
    ]);
  });

  it("stands a clock that is far off", () => {
    for (const time of [0, now * 1e6]) {
      const list = recommend(
        shop(),
        { kind: "session", session: ["phone"] },
        { limit: 3, now: time },
      );
      expect(list).toHaveLength(3);
      for (const { score } of list) expect(score).toBeGreaterThan(0);
    }
  });

  it("makes room for new items by forgetting those nothing refers to", () => {
    const recommender = createRecommender({ mostItems: 16, mostEvents: 8 });
    let refused = 0;
    for (let i = 0; i < 200; i++) {
      const event = { visitor: `v${i}`, item: `item ${i}`, kind: "view", at: now + i } as const;
      if (!recordEvent(recommender, event)) refused += 1;
    }
    expect(countItems(recommender.items)).toBeLessThanOrEqual(16);
    expect(refused).toBe(0);
    expect(ids(recommender, { kind: "trending" })).toContain("item 199");
    expect(ids(recommender, { kind: "trending" }, 99)).not.toContain("item 0");
  });
});

it("takes no more items than descriptions can tell apart", () => {
  expect(createRecommender({ mostItems: 2 ** 30 }).items.mostItems).toBe(MOST_NUMBERS);
});

const item = fc.integer({ min: 0, max: 12 }).map((n) => `item ${n}`);
const events = fc.array(
  fc.record({
    visitor: fc.constantFrom("u", "v", "w"),
    item,
    kind: fc.constantFrom("view", "basket", "purchase"),
    at: fc.integer({ min: now - 100 * MINUTE, max: now }),
  } satisfies Record<keyof ItemEvent, unknown>),
  { maxLength: 60 },
);
const stranger = fc.oneof(item, fc.string());
const requests: fc.Arbitrary<RecommendationRequest> = fc.oneof(
  fc.record(
    {
      kind: fc.constant("session"),
      session: fc.array(stranger),
      visitor: fc.constantFrom("u", "x"),
      search: fc.string(),
    },
    { requiredKeys: ["kind", "session"] },
  ),
  fc.record({ kind: fc.constant("similar"), item: stranger }),
  fc.record({ kind: fc.constant("bought-together"), items: fc.array(stranger) }),
  fc.record({ kind: fc.constant("trending") }),
  fc.record({ kind: fc.constant("search"), search: fc.string() }),
);

function fed(all: readonly ItemEvent[]): Recommender {
  const recommender = createRecommender({ mostEvents: 32 });
  for (const event of all) recordEvent(recommender, event);
  describeItem(recommender, "item 0", { title: "a b c" });
  return recommender;
}

describe("any list", () => {
  it("holds each item once, none that is forbidden, no more than asked for, best first", () => {
    fc.assert(
      fc.property(
        events,
        requests,
        fc.array(item),
        fc.nat(15),
        (all, request, forbidden, limit) => {
          const exclude = new Set(forbidden);
          const allowed = (id: string): boolean => id !== "item 1";
          const list = recommend(fed(all), request, { limit, now, exclude, allowed });
          const found = list.map((entry) => entry.item);
          expect(new Set(found).size).toBe(found.length);
          expect(found.length).toBeLessThanOrEqual(limit);
          expect(found.filter((id) => exclude.has(id) || id === "item 1")).toEqual([]);
          const scores = list.map(({ score }) => score);
          expect(scores).toEqual(scores.toSorted((a, b) => b - a));
          for (const score of scores) expect(score).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("is the same for the same past, and of a part alone always of known items", () => {
    fc.assert(
      fc.property(events, requests, fc.array(stranger), (all, request, session) => {
        const options = { limit: 10, now };
        expect(recommend(fed(all), request, options)).toEqual(
          recommend(fed(all), request, options),
        );
        for (const part of LONE_PARTS) {
          const known = new Set(["item 0", ...all.map((event) => event.item)]);
          const list = recommendByPart(fed(all), part, session, 5);
          expect(list.filter((id) => !known.has(id))).toEqual([]);
        }
      }),
    );
  });
});

describe("a restored recommender", () => {
  it("is as the live one was, checkpoint by checkpoint, and goes on the same", () => {
    fc.assert(
      fc.property(events, events, events, requests, (first, second, third, request) => {
        const live = createRecommender({ mostEvents: 32 });
        const rows = new Map<string, RecommenderPage>();
        for (const batch of [first, second]) {
          for (const event of batch) recordEvent(live, event);
          for (const page of takeChanges(live)) rows.set(`${page.kind} ${page.page}`, page);
        }
        const stored = [...rows.values()].sort((a, b) => a.page - b.page);
        const restored = restoreRecommender({ mostEvents: 32 }, stored);
        const options = { limit: 10, now };
        expect(recommend(restored, request, options)).toEqual(recommend(live, request, options));
        for (const event of third) {
          recordEvent(live, event);
          recordEvent(restored, event);
        }
        expect(recommend(restored, request, options)).toEqual(recommend(live, request, options));
      }),
    );
  });

  it("fits into rows however many sessions are open, and forgets those that ended", () => {
    const recommender = createRecommender({ idleMs: MINUTE });
    const rows = new Map<string, RecommenderPage>();
    const save = () => {
      for (const page of takeChanges(recommender)) rows.set(`${page.kind} ${page.page}`, page);
    };
    for (let i = 0; i < 100_000; i++) {
      recordEvent(recommender, { visitor: `v${i}`, item: "a", kind: "view", at: now + 0.5 });
    }
    save();
    for (const { bytes } of rows.values()) expect(bytes.length).toBeLessThan(2_000_000);
    const restored = () =>
      restoreRecommender(
        {},
        [...rows.values()].sort((a, b) => a.page - b.page),
      );
    expect([...restored().openViews]).toEqual([...recommender.openViews]);
    const { size } = recommender.openViews;
    expect(size).toBeGreaterThan(2 ** 14);
    recordEvent(recommender, { visitor: "z", item: "a", kind: "view", at: now + 10 * MINUTE });
    save();
    expect([...restored().openViews]).toEqual([...recommender.openViews]);
  });

  it("stores all counts again when what they are counted as of moves on", () => {
    const DAY = 24 * 60 * MINUTE;
    const recommender = createRecommender({ halfLifeMs: DAY });
    const rows = new Map<string, RecommenderPage>();
    const save = () => {
      for (const page of takeChanges(recommender)) rows.set(`${page.kind} ${page.page}`, page);
    };
    const view = (item: string, at: number) =>
      recordEvent(recommender, { visitor: `${item} ${at}`, item, kind: "view", at });
    view("first", now);
    // More than a page of items, so that what is met later is stored beside it.
    for (let i = 0; i < 300; i++) view(`then ${i}`, now + 60 * DAY);
    save();
    const later = now + 70 * DAY;
    for (let i = 0; i < 10; i++) view("then 299", later + i);
    save();
    const stored = [...rows.values()].sort((a, b) => a.page - b.page);
    const trending = (one: Recommender) =>
      recommend(one, { kind: "trending" }, { limit: 3, now: later });
    expect(trending(restoreRecommender({ halfLifeMs: DAY }, stored))).toEqual(
      trending(recommender),
    );
  });

  it("stores again only what has changed", () => {
    const recommender = shop(2000);
    takeChanges(recommender);
    recordEvent(recommender, { visitor: "z", item: "phone", kind: "view", at: now });
    const keys = takeChanges(recommender).map(({ kind, page }) => `${kind} ${page}`);
    expect(keys).toEqual(["header 0", "items 0", "views 5"]);
    expect(firstNeeded(recommender)).toEqual({ views: 0, purchases: 0 });
  });
});
