import { feedStatus, recommendationResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { ADMIN_KEY } from "../nba/client/http.ts";
import { api, openShop, product, type Shop } from "./client/shops.ts";

const REPLICAS = 3;
/** Enough that each of three objects has some of them. */
const VISITORS = Array.from({ length: 24 }, (_, n) => `reco-visitor-${n}`);
const PRODUCTS = Array.from({ length: 30 }, (_, n) => ({
  id: `p${n}`,
  brand: n % 5 === 0 ? "withdrawn" : "sold",
  availability: n % 7 === 0 ? "out_of_stock" : "in_stock",
}));
const FORBIDDEN = PRODUCTS.filter(
  ({ brand, availability }) => brand === "withdrawn" || availability === "out_of_stock",
).map(({ id }) => id);

const openFed = async (caseId: string, replicas = REPLICAS) => {
  const never = [{ field: "brand", in: ["withdrawn"] }];
  const shop = await openShop(caseId, { replicas, never });
  await shop.feed(PRODUCTS.map(({ id, ...more }) => product(id, more)));
  await api.settle();
  return shop;
};

const status = async ({ caseId }: Shop) =>
  feedStatus.parse((await api.call("GET", `/v3/feed/${caseId}`, {})).json);

/** What is trending for visitors nobody knows: whichever object answers them. */
const trendingLists = (shop: Shop, change: object = {}) =>
  Promise.all(
    VISITORS.map(async () => (await shop.recommend({ kind: "trending", ...change })).actions),
  );

describe("a case with three replicas", () => {
  it("keeps to its feed and its rules, whoever is asked for", async () => {
    const shop = await openFed("reco-replicas");
    expect(await status(shop)).toMatchObject({
      items: PRODUCTS.length,
      replicas: [1, 2].map((replica) => ({ replica, answers: true, is_current: true })),
    });
    for (const consumer_id of VISITORS) {
      const state = { products_viewed: PRODUCTS.slice(0, 4).map(({ id }) => id) };
      const { actions } = await shop.recommend({ consumer_id, state, limit: 10 });
      expect(actions).toHaveLength(10);
      expect(actions.filter((id) => FORBIDDEN.includes(id))).toEqual([]);
    }
    const sold = PRODUCTS.filter(({ id }) => !FORBIDDEN.includes(id)).map(({ id }) => id);
    const [kept, ...gone] = sold;
    await shop.feed(
      gone.map((id) => ({ id, deleted: true })),
      "/update",
    );
    await api.settle();
    for (const list of await trendingLists(shop)) expect(list).toEqual([kept]);
  });

  it("counts together what is popular, of requests and of what pages report", async () => {
    const shop = await openFed("reco-replicas-counts");
    // The last is looked at most; visitors are known by different objects.
    const ids = ["p1", "p2", "p3", "p4"];
    for (const [n, consumer_id] of VISITORS.entries()) {
      const state = { products_viewed: ids.slice(n % ids.length) };
      await shop.recommend({ consumer_id, state });
    }
    await api.settle();
    for (const list of await trendingLists(shop, { limit: 4 })) {
      expect(list).toEqual(ids.toReversed());
    }
  });

  it("brings forward everywhere what was bought of the lists of any", async () => {
    const shop = await openFed("reco-replicas-learned");
    const version = async (query_id: string) => {
      const { json } = await shop.send({ query_id, test_api: true }, {}, "?explain=1");
      return recommendationResponse.parse(json).explain?.model_version;
    };
    for (const consumer_id of VISITORS.slice(0, 12)) {
      const { query_id, actions } = await shop.recommend({ consumer_id, limit: 5 });
      await api.select(shop.caseId, { query_id, action: actions[0] });
      const order = { event_type: "purchase", value: 20, order_id: `order-${consumer_id}` };
      await api.reward(shop.caseId, { query_id, ...order });
    }
    await api.settle();
    await api.settle();
    const versions = await Promise.all(VISITORS.map((name) => version(`of-${name}`)));
    expect(new Set(versions)).toEqual(new Set([versions[0]]));
    expect(versions[0]).toBeGreaterThan(0);
  });

  it("answers a request that is sent again as the first time, and forgets who it was for", async () => {
    const shop = await openFed("reco-replicas-again");
    for (const [n, consumer_id] of VISITORS.slice(0, 12).entries()) {
      const body = { query_id: `again-${n}`, ...(n % 2 === 0 ? { consumer_id } : {}) };
      const first = await shop.send(body);
      const second = await shop.send(body);
      expect(second.json).toEqual(first.json);
    }
    for (const consumer of VISITORS.slice(0, 6)) {
      await api.erase(consumer);
      const { text } = await api.call("GET", `/v3/consumers/${consumer}/export`);
      expect(text.trim().split("\n")).toEqual(['{"kind":"end"}']);
    }
  });

  it("is emptied with the case", async () => {
    const shop = await openFed("reco-replicas-deleted");
    for (const consumer_id of VISITORS) await shop.recommend({ consumer_id });
    const path = `/v3/cases/${shop.caseId}`;
    expect((await api.call("DELETE", path, { key: ADMIN_KEY })).status).toBe(200);
    await openShop(shop.caseId, { replicas: REPLICAS });
    await api.settle();
    for (const list of await trendingLists(shop)) expect(list).toEqual([]);
  });
});

describe("another number of replicas", () => {
  it("goes on with what the others knew, up and down, and fails nobody meanwhile", async () => {
    const shop = await openFed("reco-replicas-changed", 1);
    const put = async (replicas: number): Promise<void> => {
      await api.putCase(shop.caseId, { recommendation: { replicas }, exploration_floor: 0.0001 });
      // As soon as it is set; and once all have heard of it.
      await trendingLists(shop);
      await api.settle();
    };
    const look = async (times: number, product_id: string): Promise<void> => {
      for (const name of VISITORS.flatMap((one) =>
        Array.from({ length: times }, (_, n) => one + n),
      )) {
        const consumer_id = `${name}-${product_id}`;
        await shop.recommend({ consumer_id, state: { products_viewed: [product_id] } });
      }
    };
    const best = async () => new Set((await trendingLists(shop, { limit: 1 })).flat());
    await look(1, "p1");
    const asked = VISITORS.map((consumer_id) => ({
      consumer_id,
      query_id: `${consumer_id}-asked`,
    }));
    for (const body of asked) await shop.recommend(body);
    await put(3);
    expect(await best()).toEqual(new Set(["p1"]));
    // A visitor whom another object knows now gets another list under the same id; nobody gets an error.
    for (const body of asked) await shop.recommend(body);
    await look(2, "p2");
    await put(1);
    expect((await status(shop)).replicas).toEqual([]);
    expect(await best()).toEqual(new Set(["p2"]));
    await put(2);
    expect((await status(shop)).replicas).toHaveLength(1);
    expect(await best()).toEqual(new Set(["p2"]));
  });

  it("is one to sixteen", async () => {
    for (const replicas of [0, 17, 1.5, "2"]) {
      const body = { recommendation: { replicas } };
      const answer = await api.call("PUT", "/v3/cases/reco-replicas-none", {
        key: ADMIN_KEY,
        body,
      });
      expect(answer.status).toBe(400);
    }
  });
});
