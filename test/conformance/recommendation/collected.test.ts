import { expect, it } from "vitest";

import { PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { api, openShop, type Shop } from "./client/shops.ts";

type Tracked = { seq: number; name: string; product: string };

/** Reports what a page saw; `tab` and `seq` say which event it is. */
const report = async (shop: Shop, consumer: string, events: readonly Tracked[]) => {
  const now = Date.now();
  const body = {
    consumer_id: consumer,
    tab: "tab-00000001",
    sent_at: now,
    events: events.map(({ seq, name, product }) => ({
      type: "track",
      seq,
      event_id: `${consumer}-${seq}`,
      at: now,
      name,
      params: { items: [{ item_id: product }] },
    })),
  };
  const answer = await api.call("POST", `/v3/collect/${shop.caseId}`, { body });
  expect(answer.status, answer.text).toBe(200);
};

const view = (seq: number, product: string): Tracked => ({ seq, name: "view_item", product });

it("learns from what pages report", async () => {
  const shop = await openShop("reco-collected");
  await shop.recommend({});
  for (let n = 0; n < 4; n++) {
    await report(shop, `c${n}`, [view(1, "a"), view(2, "b"), view(3, "b2")]);
    await report(shop, `d${n}`, [
      { seq: 1, name: "add_to_cart", product: "x" },
      { seq: 2, name: "purchase", product: "y" },
    ]);
  }
  await api.settle();
  const next = await shop.recommend({ state: { products_viewed: ["a"] } });
  expect(next.actions[0]).toBe("b");
  const together = await shop.recommend({ kind: "bought-together", state: { page_id: "p/x" } });
  expect(together.actions[0]).toBe("y");
});

it("counts a view once: reported again, and told in the state as well", async () => {
  const shop = await openShop("reco-counted");
  await shop.recommend({});
  // Six visitors look at `many` once, two at `often`, whatever is sent how often.
  for (let n = 0; n < 6; n++) await report(shop, `m${n}`, [view(1, "many")]);
  for (let n = 0; n < 2; n++) {
    const state = { products_viewed: ["often"] };
    for (let again = 0; again < 5; again++) {
      await shop.recommend({ consumer_id: `o${n}`, state });
      await report(shop, `o${n}`, [view(1, "often")]);
    }
  }
  await api.settle();
  const { actions, meta } = await shop.recommend({});
  expect(meta.kind).toBe("trending");
  expect(actions).toEqual(["many", "often"]);
});

it("decides with what pages told when a request brings no state", async () => {
  const shop = await openShop("reco-stateless");
  await shop.visits("v", 4, ["tent", "stove"]);
  await shop.visits("w", 8, ["shoes", "socks"]);
  await report(shop, "known", [view(1, "tent")]);
  expect((await shop.recommend({ customer_id: "known" })).actions[0]).toBe("stove");
  await report(shop, "known", [{ seq: 2, name: "add_to_cart", product: "stove" }]);
  expect((await shop.recommend({ customer_id: "known" })).actions).not.toContain("stove");
});

it("takes the name of an erased visitor off what was recommended to them", async () => {
  const shop = await openShop("reco-erased");
  await shop.recommend({ consumer_id: "reco-erased-consumer", query_id: "erased" });
  await api.erase("reco-erased-consumer");
  await api.settle();
  const { text } = await api.call("GET", "/v3/consumers/reco-erased-consumer/export");
  expect(text.trim().split("\n")).toEqual(['{"kind":"end"}']);
});

it("tells nothing of a visit to a caller who only knows the visitor's id", async () => {
  const shop = await openShop("reco-discreet");
  await shop.recommend({});
  for (let n = 0; n < 8; n++) await report(shop, `e${n}`, [view(1, "a"), view(2, "b")]);
  for (let n = 0; n < 8; n++) await report(shop, `f${n}`, [view(1, "c"), view(2, "d")]);
  await report(shop, "private", [view(1, "a")]);
  await api.settle();
  const asked = { consumer_id: "private", expand: true };
  const reasonsFor = async (body: Record<string, unknown>, key?: null) => {
    const { items = [] } = await shop.recommend(body, key === null ? { key } : {});
    return items.map(({ reason }) => reason);
  };
  const personal = /\b(with|after|to) a$|you looked/;
  expect((await reasonsFor(asked)).some((reason) => personal.test(reason))).toBe(true);
  const told = await reasonsFor({ ...asked, key: PUBLISHABLE_KEY }, null);
  expect(told.length).toBeGreaterThan(1);
  expect(told.filter((reason) => personal.test(reason))).toEqual([]);
});
