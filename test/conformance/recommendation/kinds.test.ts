import { describe, expect, it } from "vitest";

import { openShop, product } from "./client/shops.ts";

describe("what is recommended for", () => {
  it("follows the session: what others looked at next", async () => {
    const shop = await openShop("reco-session");
    await shop.visits("v", 4, ["tent", "stove"]);
    await shop.visits("w", 8, ["shoes", "socks"]);
    const answer = await shop.recommend({ state: { products_viewed: ["tent"] } });
    expect(answer.meta.kind).toBe("session");
    expect(answer.actions[0]).toBe("stove");
  });

  it("finds what resembles a product nobody has looked at", async () => {
    const shop = await openShop("reco-similar");
    await shop.feed([
      product("a", { title: "Red running shoes", brand: "Acme" }),
      product("b", { title: "Blue running shoes", brand: "Acme" }),
      product("c", { title: "Garden hose" }),
    ]);
    const body = { kind: "similar", state: { page_id: "p/a" } };
    expect((await shop.recommend(body)).actions[0]).toBe("b");
    const [first] = await shop.items(body);
    expect(first).toMatchObject({ id: "b", reason: "similar to Red running shoes" });
    // One visit is no reason yet, and takes none away.
    await shop.visits("v", 1, ["a", "b"]);
    for (const kind of ["similar", "session"]) {
      const [afterwards] = await shop.items({ ...body, kind });
      expect(afterwards).toMatchObject({ id: "b", reason: "similar to Red running shoes" });
    }
  });

  it("goes by a new feed at once, also where lists were made before", async () => {
    const shop = await openShop("reco-new-feed");
    const body = { kind: "search", state: { search_strings: ["hose"] }, limit: 1 };
    for (const season of ["spring", "autumn"]) {
      expect((await shop.recommend(body)).actions).not.toEqual([`${season}-hose`]);
      await shop.feed([product(`${season}-boots`), product(`${season}-hose`, { title: "Hose" })]);
      expect((await shop.recommend(body)).actions).toEqual([`${season}-hose`]);
    }
  });

  it("leaves out the product's own variants, and shows one of another's", async () => {
    const shop = await openShop("reco-variants");
    const shirts = Array.from({ length: 300 }, (_, n) =>
      product(`linen-${n}`, { title: "Linen shirt", item_group_id: "linen" }),
    );
    const others = ["silk", "wool", "flax"].flatMap((cloth) =>
      ["S", "M"].map((size) =>
        product(`${cloth}-${size}`, { title: `${cloth} shirt`, item_group_id: cloth }),
      ),
    );
    await shop.feed([...others, ...shirts]);
    for (const state of [
      { page_id: "linen-7" },
      { page_id: "linen-7", products_basket: ["linen-8"] },
      { products_viewed: ["linen-7"], products_basket: ["linen-7"] },
    ]) {
      const { actions } = await shop.recommend({ kind: "similar", state, limit: 3 });
      expect(actions.map((id) => id.replace(/-.*/, "")).toSorted()).toEqual([
        "flax",
        "silk",
        "wool",
      ]);
    }
  });

  it("knows what was bought together", async () => {
    const shop = await openShop("reco-together");
    await shop.feed(["camera", "film", "bag"].map((id) => product(id, { title: `The ${id}` })));
    for (let n = 0; n < 4; n++) {
      const state = { products_bought: ["camera", "film"] };
      await shop.recommend({ consumer_id: `c${n}`, state });
    }
    for (const kind of ["bought-together", "boughtTogether", "frequently_bought_together"]) {
      const [first] = await shop.items({ kind, state: { products_basket: ["camera"] } });
      expect(first).toMatchObject({ id: "film", reason: "bought together with The camera" });
    }
  });

  it("finds what was searched for", async () => {
    const shop = await openShop("reco-search");
    await shop.feed([
      product("a", { title: "Crème brûlée torch" }),
      product("b", { title: "Salad bowl" }),
    ]);
    const answer = await shop.recommend({ state: { search_strings: ["bowl", "creme torch"] } });
    expect(answer).toMatchObject({ meta: { kind: "search" } });
    expect(answer.actions[0]).toBe("a");
  });

  it("is what is popular when nothing is known of the visitor", async () => {
    const shop = await openShop("reco-trending");
    await shop.visits("v", 5, ["hit"]);
    await shop.visits("w", 1, ["miss"]);
    const answer = await shop.recommend({});
    expect(answer).toMatchObject({ actions: ["hit", "miss"], meta: { kind: "trending" } });
  });

  it("fills a short list from the feed, so that a new shop recommends too", async () => {
    const shop = await openShop("reco-new");
    await shop.feed([product("a"), product("b")]);
    expect((await shop.recommend({ state: { page_id: "a" } })).actions).toEqual(["b"]);
  });
});

describe("expand", () => {
  it("says of each product what the feed does, with a score and a reason", async () => {
    const shop = await openShop("reco-expanded");
    await shop.feed([
      product("a"),
      product("b", { sale_price: "8.00 EUR", brand: "Acme" }),
      product("c", { title: "C", link: undefined, image_link: undefined, price: undefined }),
    ]);
    await shop.visits("v", 4, ["a", "b"]);
    const items = await shop.items({ state: { products_viewed: ["a"] } });
    expect(items[0]).toEqual({
      id: "b",
      score: expect.any(Number),
      reason: expect.stringMatching(/Product a$/),
      title: "Product b",
      link: "https://shop.example/b",
      image_link: "https://shop.example/b.jpg",
      price: { amount: 10, currency: "EUR" },
      sale_price: { amount: 8, currency: "EUR" },
    });
    expect(items[0]?.score).toBeGreaterThan(0);
    expect(items.at(-1)?.score).toBeLessThanOrEqual(items[0]?.score ?? 0);
  });

  it("is asked for in the query too", async () => {
    const shop = await openShop("reco-expand-query");
    await shop.feed([product("a")]);
    const answer = await shop.send({}, {}, "?expand=1");
    expect(answer.json).toMatchObject({ actions: ["a"], items: [{ id: "a" }] });
  });

  it("says only what is true of all where the list was made without it", async () => {
    const shop = await openShop("reco-expand-later");
    await shop.feed([product("a"), product("b")]);
    await shop.visits("v", 4, ["a", "b"]);
    const body = { query_id: "later", state: { products_viewed: ["a"] } };
    const first = await shop.recommend(body);
    const again = await shop.recommend({ ...body, expand: true });
    expect(again.actions).toEqual(first.actions);
    expect(again.items?.map(({ id, reason }) => [id, reason])).toEqual(
      first.actions.map((id) => [id, "from the shop's range"]),
    );
  });
});

it("says of others only what a few of them did, and nothing of one visit as if it were many", async () => {
  const shop = await openShop("reco-reasons");
  await shop.feed(["tent", "stove", "lamp"].map((id) => product(id, { title: `The ${id}` })));
  const reasonsFor = async (consumer: string) =>
    Object.fromEntries(
      (
        await shop.items({ consumer_id: consumer, kind: "session", state: { page_id: "tent" } })
      ).map(({ id, reason }) => [id, reason]),
    );
  await shop.visits("once", 1, ["tent", "stove"]);
  for (const visitor of ["once-0", "another"]) {
    for (const reason of Object.values(await reasonsFor(visitor))) {
      expect(reason).not.toMatch(/often|popular|visitors/);
    }
  }
  await shop.visits("more", 3, ["tent", "stove"]);
  expect(await reasonsFor("new")).toMatchObject({
    stove: expect.stringMatching(/often .* The tent/),
  });
});
