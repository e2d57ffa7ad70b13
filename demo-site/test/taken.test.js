// @ts-check
import { beforeEach, describe, expect, it } from "vitest";
import { forgetTaken, noteTaken, rewardsOfTaken } from "../public/js/decisions/taken.js";
import { productOf } from "../public/js/shop/catalogue.js";

/** @param {string} id @param {number} quantity */
function line(id, quantity) {
  const product = productOf(id);
  if (product === undefined) throw new Error(`no product ${id}`);
  return { product, quantity };
}

/** @param {import("../public/js/shop/basket.js").Line[]} lines @returns {import("../public/js/shop/order.js").Order} */
const orderOf = (...lines) => ({
  id: "LM-1",
  name: "Ada",
  basket: { lines, giftWrap: false },
  incentive: "no_incentive",
  decided: false,
  reported: false,
});

/** @param {string} queryId @returns {import("../types/nextmove.js").DecisionReference} */
const list = (queryId) => ({
  queryId,
  case: "shop",
  source: "edge",
  action: "dune-mug",
  token: "token",
});

describe("what was taken from recommendations", () => {
  beforeEach(forgetTaken);

  it("is rewarded with what it costs once it is bought, and nothing else is", () => {
    noteTaken(list("q1"), "dune-mug");
    noteTaken(list("q2"), "pebble-bowl");
    expect(rewardsOfTaken(orderOf(line("dune-mug", 2), line("ember-teapot", 1)))).toEqual([
      { event_type: "purchase", order_id: "LM-1", value: 36, decision: list("q1") },
    ]);
  });

  it("belongs to the list that it was last taken from", () => {
    noteTaken(list("q1"), "dune-mug");
    noteTaken(list("q2"), "dune-mug");
    const rewards = rewardsOfTaken(orderOf(line("dune-mug", 1)));
    expect(rewards.map(({ decision }) => decision?.queryId)).toEqual(["q2"]);
  });

  it("is forgotten", () => {
    noteTaken(list("q1"), "dune-mug");
    forgetTaken();
    expect(rewardsOfTaken(orderOf(line("dune-mug", 1)))).toEqual([]);
  });
});
