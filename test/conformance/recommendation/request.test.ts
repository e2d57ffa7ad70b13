import { describe, expect, it } from "vitest";

import { PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { api, openShop, product } from "./client/shops.ts";

const FROM_A_PAGE = { key: PUBLISHABLE_KEY, headers: { origin: "http://localhost:8787" } };

describe("POST /v3/recommendation/{case_id}", () => {
  it("answers the documented request, trailing commas and all", async () => {
    const shop = await openShop("reco-documented");
    const body = `{
      "limit": 5, "test_api": false, "customer_id": "1234", "query_id": "af76e5",
      "state": {
        "page_id": "products/529385c", "search_strings": ["shoes", "red"],
        "products_viewed": ["529385c", "a1",], "products_scrolled": [],
        "products_basket": [], "products_bought": [],
      },
    }`;
    const answer = await shop.send(body);
    expect(answer).toMatchObject({ status: 200, json: { query_id: "af76e5", status: 1 } });
    // Nothing but what this visitor looks at is known.
    expect(answer.json).toMatchObject({ actions: ["a1"] });
    const unversioned = await api.call("POST", `/recommendation/${shop.caseId}`, { body });
    expect(unversioned.text).toBe(answer.text);
  });

  it.each([
    ["an empty body", {}],
    ["an empty state", { state: {} }],
    ["no state", { state: null, customer_id: "nobody" }],
    ["unknown ids", { state: { page_id: "x/y", products_viewed: ["gone"] }, kind: "similar" }],
    ["a state of another kind", { state: { products_viewed: 7, basket: { deep: [[1]] } } }],
    ["a large state", { state: { notes: "x".repeat(20_000), products_viewed: ["a"] } }],
    ["every kind without a subject", { kind: "bought-together" }],
    ["a search without words", { kind: "search", state: { search_strings: ["?!"] } }],
  ])("answers %s without a feed", async (name, body) => {
    const shop = await openShop(`reco-${name.replaceAll(/\W+/g, "-")}`);
    const answer = await shop.recommend(body);
    expect(answer).toMatchObject({ status: 1 });
    if (answer.actions.length === 0) expect(answer.meta.reason).toBe("no_items");
  });

  it("recommends for the products it is asked about, and not these", async () => {
    const shop = await openShop("reco-about");
    const titles = { a: "Red boot", b: "Blue boot", c: "Red scarf", d: "Wool scarf" };
    await shop.feed(Object.entries(titles).map(([id, title]) => product(id, { title })));
    const similar = { kind: "similar", limit: 1 };
    expect((await shop.recommend({ ...similar, products: ["a", "d"] })).actions).toEqual(["c"]);
    // Also beside a visit that says something else.
    const state = { page_id: "a", products_viewed: ["a"] };
    expect((await shop.recommend({ ...similar, products: [{ id: "d" }], state })).actions).toEqual([
      "c",
    ]);
    const { actions, meta } = await shop.recommend({ products: ["a"] });
    expect(meta.kind).toBe("session");
    expect(actions.toSorted()).toEqual(["b", "c", "d"]);
    for (const products of [7, null, [[]], {}]) await shop.recommend({ products });
    const id = { query_id: "about-1", limit: 2 };
    await shop.recommend({ ...id, products: ["a"] });
    expect(await shop.send({ ...id, products: ["b"] })).toMatchObject({
      status: 409,
      json: { error: { code: "query_id_conflict" } },
    });
  });

  it("says when there is nothing to recommend", async () => {
    const shop = await openShop("reco-nothing");
    const { actions, meta } = await shop.recommend({ customer_id: "c", expand: true });
    expect(actions).toEqual([]);
    expect(meta).toEqual({ kind: "trending", reason: "no_items" });
  });

  it.each([0, -1, 1.5, "ten"])("refuses a limit of %j", async (limit) => {
    const shop = await openShop("reco-limit");
    expect(await shop.send({ limit })).toMatchObject({
      status: 400,
      json: { status: 0, error: { code: "invalid_body", path: "limit" } },
    });
  });

  it("recommends ten unless told otherwise, at most a hundred", async () => {
    const shop = await openShop("reco-limits");
    await shop.feed(Array.from({ length: 120 }, (_, n) => product(`p${n}`)));
    expect((await shop.recommend({})).actions).toHaveLength(10);
    expect((await shop.recommend({ limit: 3 })).actions).toHaveLength(3);
    expect((await shop.recommend({ limit: 1000 })).actions).toHaveLength(100);
  });

  it("answers 404 for a case that is not there, 401 without a key", async () => {
    const shop = await openShop("reco-keys");
    expect(await api.call("POST", "/v3/recommendation/reco-none", { body: {} })).toMatchObject({
      status: 404,
      json: { error: { code: "unknown_case" } },
    });
    expect(await shop.send({}, { key: null })).toMatchObject({ status: 401 });
  });

  it.each(["consumer_id", "customer_id", "consumerId", "customerId"])(
    "takes the visitor's id as %s",
    async (spelling) => {
      const shop = await openShop(`reco-${spelling}`);
      for (const n of [1, 2]) {
        const body = { [spelling]: `c${n}`, state: { products_viewed: ["a", "b"] } };
        await shop.recommend(body, FROM_A_PAGE);
      }
      // Learned from, which of a page's visitors only one with an id is.
      expect((await shop.recommend({})).actions.toSorted()).toEqual(["a", "b"]);
    },
  );
});

describe("a visitor without an id", () => {
  const page = { state: { products_viewed: ["a", "b"] } };

  it("is learned from when the shop's server asks, each view once", async () => {
    const shop = await openShop("reco-unnamed");
    await shop.visits("v", 2, ["a", "b", "c"]);
    const viewed = ["c", "d", "e", "f"];
    for (const [place] of viewed.entries()) {
      await shop.recommend({ state: { products_viewed: viewed.slice(0, place + 1) } });
    }
    for (const page_id of ["/cart", "/checkout"]) {
      await shop.recommend({ state: { products_viewed: viewed, page_id } });
    }
    const { actions } = await shop.recommend({ kind: "trending" });
    // Three have looked at c. Counted with each request it would be as if six had.
    expect(actions[0]).toBe("c");
    const [first, ...others] = await shop.items({ kind: "trending" });
    expect(first?.score).toBe(1);
    expect(others.map(({ score }) => Number(score.toFixed(1)))).toEqual([0.7, 0.7, 0.3, 0.3, 0.3]);
    const next = await shop.recommend({ state: { products_viewed: ["d"] } });
    expect(next.actions.slice(0, 2)).toContain("e");
  });

  it("is not when a page does", async () => {
    const shop = await openShop("reco-unnamed-page");
    await shop.recommend(page, FROM_A_PAGE);
    expect((await shop.recommend({})).actions).toEqual([]);
    await shop.recommend({ ...page, test_api: true });
    expect((await shop.recommend({})).actions).toEqual([]);
    await shop.recommend(page);
    expect((await shop.recommend({})).actions.toSorted()).toEqual(["a", "b"]);
  });
});

describe("orders of visitors without an id", () => {
  it("are not taken for those of one visitor", async () => {
    const shop = await openShop("reco-unnamed-orders");
    const orders = [
      ["camera", "film"],
      ["mug", "tea"],
    ];
    for (const products_bought of orders) await shop.recommend({ state: { products_bought } });
    const state = { products_basket: ["tea"] };
    const items = await shop.items({ kind: "bought-together", state });
    expect(items.filter(({ score }) => score > 0).map(({ id }) => id)).toEqual(["mug"]);
  });
});

describe("a query sent again", () => {
  it("gets the same answer, whatever was learned in between", async () => {
    const shop = await openShop("reco-replay");
    await shop.visits("early", 2, ["a", "b"]);
    const body = { query_id: "q1", consumer_id: "c", state: { products_viewed: ["a"] } };
    const first = await shop.send(body, {}, "?expand=1");
    expect(first.headers.has("idempotent-replay")).toBe(false);
    await shop.visits("late", 5, ["a", "z"]);
    const second = await shop.send(body, {}, "?expand=1");
    expect(second.text).toBe(first.text);
    expect(second.headers.get("idempotent-replay")).toBe("true");
  });

  it("is a conflict with another body", async () => {
    const shop = await openShop("reco-conflict");
    await shop.recommend({ query_id: "q1", state: { products_viewed: ["a"] } });
    expect(await shop.send({ query_id: "q1", state: { products_viewed: ["b"] } })).toMatchObject({
      status: 409,
      json: { error: { code: "query_id_conflict", path: "query_id" } },
    });
  });

  it("is a conflict with a decision under its id, told as soon as the two have met", async () => {
    const shop = await openShop("reco-and-action");
    const body = { query_id: "q1", state: { products_viewed: ["a"] } };
    const decision = { query_id: "q1", actions: ["x", "y"] };
    const conflict = { status: 409, json: { error: { code: "query_id_conflict" } } };
    const decide = (query_id: string) =>
      api.call("POST", `/v3/action/${shop.caseId}`, { body: { ...decision, query_id } });

    await shop.recommend(body);
    await api.settle();
    expect(await decide("q1")).toMatchObject(conflict);

    expect(await decide("q2")).toMatchObject({ status: 200 });
    // The Catalog does not know of it: to ask the shard first would cost every list a call.
    await shop.recommend({ ...body, query_id: "q2" });
    await api.settle();
    expect(await shop.send({ ...body, query_id: "q2" })).toMatchObject(conflict);
    expect((await api.status(shop.caseId)).decisions).toBe(2);
    expect(await decide("q2")).toMatchObject({ status: 200 });
  });

  it("may be known by its Idempotency-Key", async () => {
    const shop = await openShop("reco-key");
    const request = { headers: { "idempotency-key": "k1" } };
    const first = await shop.recommend({ consumer_id: "c" }, request);
    expect(await shop.recommend({ consumer_id: "c" }, request)).toEqual(first);
    expect((await shop.recommend({ consumer_id: "c" })).query_id).not.toBe(first.query_id);
  });
});

describe("test_api", () => {
  it("answers in the same shape and learns nothing", async () => {
    const shop = await openShop("reco-test");
    await shop.visits("v", 2, ["a", "b"]);
    const state = { products_viewed: ["a", "secret"] };
    const tested = await shop.recommend({ test_api: true, consumer_id: "t", state });
    expect(tested.actions).toContain("b");
    expect((await shop.recommend({})).actions).not.toContain("secret");
    const receipt = await api.select(shop.caseId, { query_id: tested.query_id, action: "b" });
    expect(receipt.status).toBe(1);
  });
});
