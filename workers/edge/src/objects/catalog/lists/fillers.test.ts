import { type FeedItem, recommendationSettings } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { Fillers } from "./fillers.ts";

const PAGE_ITEMS = 50;
const HOUR_MS = 3_600_000;

const FEED = Array.from({ length: 3_000 }, (_, n): FeedItem => {
  return {
    id: `p${n}`,
    group_id: `g${n >> 1}`,
    price: { amount: n },
    brand: n < 2_990 ? "Other" : "Émile “Ω”",
    availability: n === 2 ? "out_of_stock" : "in_stock",
  };
});

/** A feed whose items change, and how many of its pages were looked at. */
const feedOf = (items: readonly FeedItem[]) => {
  const feed = new Map(items.map((item) => [item.id, item]));
  const counts = { pages: 0 };
  const fillers = new Fillers({
    read: (id) => feed.get(id),
    pageFrom(page) {
      const lines = [...feed.values()]
        .slice(page * PAGE_ITEMS, (page + 1) * PAGE_ITEMS)
        .map((item) => JSON.stringify(item));
      if (lines.length === 0) return undefined;
      counts.pages += 1;
      return { lines, next: page + 1 };
    },
  });
  return {
    counts,
    change(...changed: FeedItem[]) {
      for (const item of changed) feed.set(item.id, item);
      fillers.changed(changed.map(({ id }) => id));
    },
    pick(rules: object, room = 3, taken: string[] = ["g0"], now = 0) {
      return fillers.pick(room, taken, recommendationSettings.parse(rules), now);
    },
  };
};

const FAR = { only: [{ field: "brand", in: ["x", "ÉMILE “ω”"] }] };

describe("products to fill a list with", () => {
  it.each<[string, object, string[]]>([
    ["in the feed's order, of each product one", {}, ["p3", "p4", "p6"]],
    ["that the rules allow", { price_min: 990 }, ["p990", "p992", "p994"]],
    ["that they allow by a name far behind", FAR, ["p2990", "p2992", "p2994"]],
    ["that they allow by a number far behind", { price_min: 2_994 }, ["p2994", "p2996", "p2998"]],
    [
      "that the shop would rather sell first",
      { boost: [{ field: "price", min: 990, factor: 2 }] },
      ["p990", "p992", "p994"],
    ],
    [
      "that it would rather not among the others",
      { boost: [{ field: "price", max: 4, factor: 0.5 }] },
      ["p3", "p4", "p6"],
    ],
  ])("are those %s", (_, rules, expected) => {
    const feed = feedOf(FEED);
    expect(feed.pick(rules)).toEqual(expected);
    // The next list's are the same.
    expect(feed.pick(rules)).toEqual(expected);
    expect(feed.pick(rules, 2, ["g0", "g1495"])).not.toContain("p2990");
  });

  it("are looked for no further than they have to be, and once", () => {
    const feed = feedOf(FEED);
    feed.pick({});
    expect(feed.counts.pages).toBe(1);

    const dear = { boost: [{ field: "price", min: 99, factor: 2 }] };
    feed.pick(dear);
    const { pages } = feed.counts;
    feed.pick(dear);
    const none = { only: [{ field: "brand", in: ["none"] }] };
    expect(feed.counts.pages).toBe(pages);
    expect(feed.pick(none)).toEqual([]);
    const all = feed.counts.pages;
    expect(feed.pick(none)).toEqual([]);
    expect(feed.counts.pages).toBe(all);
  });

  it("are what the feed says by now", () => {
    const feed = feedOf(FEED);
    const [last] = FEED.slice(-1);
    if (!last) throw new Error("the feed is empty");
    const rules = { only: [{ field: "brand", in: ["new"] }] };
    expect(feed.pick(rules)).toEqual([]);
    feed.change({ ...last, brand: "new" }, { ...last, id: "added", group_id: "a", brand: "New" });
    expect(feed.pick(rules)).toEqual(["p2999", "added"]);
    feed.change({ ...last, id: "added", group_id: "a", brand: "Other" });
    expect(feed.pick(rules)).toEqual(["p2999"]);
  });

  it("are the other variants where one cannot be had any more", () => {
    const feed = feedOf(FEED);
    const [variant] = FEED.slice(2_990, 2_991);
    if (!variant) throw new Error("the feed is empty");
    expect(feed.pick(FAR, 5)).toHaveLength(5);
    feed.change({ ...variant, availability: "out_of_stock" });
    expect(feed.pick(FAR, 5).toSorted()).toContain("p2991");
  });

  it("are the other variants where one has become another product's", () => {
    const feed = feedOf(FEED);
    const [variant] = FEED.slice(2_990, 2_991);
    if (!variant) throw new Error("the feed is empty");
    expect(feed.pick(FAR, 6)).toHaveLength(5);
    feed.change({ ...variant, group_id: "another" });
    expect(feed.pick(FAR, 6).toSorted()).toEqual([
      "p2990",
      "p2991",
      "p2992",
      "p2994",
      "p2996",
      "p2998",
    ]);
  });

  it("are those again that have come into the rules by time", () => {
    const sale = {
      id: "sale",
      price: { amount: 9 },
      sale_price: { amount: 5 },
      sale_price_effective_date: "1970-01-01T01:30Z/1970-01-01T05:00Z",
    };
    const feed = feedOf([...FEED.slice(10), { ...sale, availability: "in_stock" }]);
    const filled = (hours: number) => feed.pick({ price_max: 8 }, 3, [], hours * HOUR_MS);
    expect(filled(1)).toEqual([]);
    expect(filled(2)).toEqual(["sale"]);
    expect(filled(5.5)).toEqual([]);
  });
});
