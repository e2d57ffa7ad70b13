import { type Explanation, recommendationResponse } from "@nextmove/contract";
import { expect, it } from "vitest";

import { type Answer, PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { api, openShop, product } from "./client/shops.ts";

const BRANDS = ["acme", "bolt", "crux", "dune"];
const PRODUCTS = Array.from({ length: 16 }, (_, n) => ({
  id: `p${n}`,
  brand: BRANDS[n % BRANDS.length] ?? "",
}));
const brandOf = (id: string | undefined) => PRODUCTS.find((one) => one.id === id)?.brand;

const explained = ({ json }: Answer): Explanation => {
  const { explain } = recommendationResponse.parse(json);
  if (!explain) throw new Error("nothing was explained");
  return explain;
};

/** A shop in which the first products are looked at most. */
const openRange = async (caseId: string) => {
  const shop = await openShop(caseId);
  await shop.feed(PRODUCTS.map(({ id, brand }) => product(id, { brand })));
  for (const [place, { id }] of PRODUCTS.entries()) {
    await shop.visits(`${id}-viewer`, 1 + Math.floor((PRODUCTS.length - place) / 4), [id]);
  }
  const leading = async (name: string): Promise<number> => {
    const firsts = [];
    for (let n = 0; n < 20; n++) {
      const { actions } = await shop.recommend({ query_id: `${name}-${n}` });
      firsts.push(...actions.slice(0, 2));
    }
    return firsts.filter((id) => brandOf(id) === "dune").length / firsts.length;
  };
  /** Visitors who are shown a list, take what they like and pay for one brand. */
  const buyers = async (name: string, change: object = {}): Promise<void> => {
    for (let n = 0; n < 40; n++) {
      const consumer = { consumer_id: `${name}-${n}`, ...change };
      const { query_id, actions } = await shop.recommend({ ...consumer, limit: 12 });
      const action = actions.find((id) => brandOf(id) === "dune");
      await api.select(shop.caseId, { query_id, action: actions[0] });
      await api.select(shop.caseId, { query_id, action });
      const gain = { query_id, event_type: "purchase", value: 20, order_id: `${name}-${n}` };
      await api.reward(shop.caseId, gain);
      // Sent again, it counts once.
      await api.reward(shop.caseId, gain);
    }
    await api.settle();
  };
  return { shop, leading, buyers };
};

it("brings forward what products like it have brought", async () => {
  const { leading, buyers } = await openRange("reco-learned");
  expect(await leading("before")).toBe(0);
  await buyers("buyer");
  expect(await leading("after")).toBeGreaterThan(0.8);
});

it("learns nothing of tests, and of visitors who are not known", async () => {
  const { shop, leading, buyers } = await openRange("reco-not-learned");
  const version = async (query_id: string) =>
    explained(await shop.send({ query_id }, {}, "?explain=1")).model_version;
  await api.settle();
  const before = await version("before");
  await buyers("tester", { test_api: true });
  await buyers("nobody", { consumer_id: undefined });
  expect(await leading("after")).toBe(0);
  expect(await version("after")).toBe(before);
});

it("learns of a browser's list once it says that it is on the screen", async () => {
  const { shop } = await openRange("reco-seen");
  const version = async (query_id: string) =>
    explained(await shop.send({ query_id }, {}, "?explain=1")).model_version;
  const request = { key: PUBLISHABLE_KEY, headers: { origin: "http://localhost:8787" } };
  const list = await shop.recommend({ consumer_id: "c", query_id: "seen", limit: 6 }, request);
  const { query_id, token, actions } = list;
  await api.settle();
  const before = await version("before");
  await api.select(shop.caseId, { query_id, token, action: actions[0] }, request);
  await api.settle();
  expect(await version("shown")).toBe(before + 6);
  await api.select(shop.caseId, { query_id, token, action: actions[4] }, request);
  const click = { query_id, token, event_type: "click", value: 1 };
  await api.reward(shop.caseId, click, request);
  await api.settle();
  expect(await version("rewarded")).toBe(before + 7);
});

it("says how likely each product was to come where it is", async () => {
  const { shop } = await openRange("reco-explained");
  const answer = await shop.send({ query_id: "explained", limit: 5 }, {}, "?explain=1");
  const { mode, actions } = explained(answer);
  expect(mode).toBe("recommendation");
  expect(answer.json).toMatchObject({ actions: actions.map(({ action }) => action) });
  for (const [place, { probability, score }] of actions.entries()) {
    // All but the even share, of the products that were left.
    expect(probability).toBeCloseTo(1 - 0.0001 * (1 - 1 / (16 - place)), 9);
    expect(score).toBeGreaterThan(0);
  }
});
