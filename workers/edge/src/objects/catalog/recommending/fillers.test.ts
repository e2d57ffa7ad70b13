import { type FeedItem, recommendationSettings } from "@nextmove/contract";
import { expect, it } from "vitest";
import { fillersFor } from "./fillers.ts";

const FEED = Array.from({ length: 1_000 }, (_, n): FeedItem => {
  return {
    id: `p${n}`,
    group_id: `g${n >> 1}`,
    price: { amount: n },
    availability: n === 2 ? "out_of_stock" : "in_stock",
  };
});

it.each<[string, object, string[]]>([
  ["in the feed's order, of each product one", {}, ["p3", "p4", "p6"]],
  ["that the rules allow, far behind in it too", { price_min: 990 }, ["p990", "p992", "p994"]],
  [
    "that the shop would rather sell first",
    { boost: [{ field: "price", min: 998, factor: 2 }] },
    ["p998", "p3", "p4"],
  ],
  [
    "that it would rather not among the others",
    { boost: [{ field: "price", max: 4, factor: 0.5 }] },
    ["p3", "p4", "p6"],
  ],
])("fills with products %s", (_, rules, expected) => {
  const settings = recommendationSettings.parse(rules);
  expect(fillersFor(FEED, 3, ["g0"], settings, 0)).toEqual(expected);
});

it("looks no further than it has to", () => {
  let looked = 0;
  function* counted() {
    for (const item of FEED) {
      looked += 1;
      yield item;
    }
  }
  fillersFor(counted(), 3, [], recommendationSettings.parse({}), 0);
  expect(looked).toBeLessThan(10);
});
