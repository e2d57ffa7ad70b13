import { describe, expect, it } from "vitest";

import { openShop, product } from "./client/shops.ts";

const range = (more: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}) =>
  ["a", "b", "c", "d", "e", "f"].map((id) => product(id, more[id]));

describe("what is never recommended", () => {
  it("is in the basket, bought, or on the page", async () => {
    const shop = await openShop("reco-excluded");
    await shop.feed(range());
    await shop.visits("v", 3, ["a", "b", "c", "d", "e", "f"]);
    const state = {
      page_id: "products/a?color=red",
      products_basket: ["b"],
      products_bought: ["c"],
    };
    for (const kind of ["session", "similar", "bought-together", "trending", "search"]) {
      const { actions } = await shop.recommend({ kind, state });
      expect(actions.toSorted(), kind).toEqual(["d", "e", "f"]);
    }
  });

  it("is bought only where the case says so", async () => {
    const shop = await openShop("reco-consumables", { exclude_bought: false });
    await shop.visits("v", 3, ["coffee", "milk"]);
    const state = { products_bought: ["coffee"] };
    expect((await shop.recommend({ state })).actions).toContain("coffee");
  });

  it("is out of stock, from the moment the feed says so", async () => {
    const shop = await openShop("reco-stock");
    await shop.feed(range({ b: { availability: "out of stock" } }));
    await shop.visits("v", 3, ["a", "b", "c"]);
    expect((await shop.recommend({})).actions).not.toContain("b");
    await shop.feed(
      [
        { id: "b", availability: "in stock" },
        { id: "c", availability: "out of stock" },
      ],
      "/update",
    );
    const { actions } = await shop.recommend({});
    expect(actions).toContain("b");
    expect(actions).not.toContain("c");
  });

  it("is not in the feed any more", async () => {
    const shop = await openShop("reco-gone");
    await shop.feed(range());
    await shop.visits("v", 3, ["a", "b", "c"]);
    await shop.feed(range().slice(1));
    const { actions } = await shop.recommend({ state: { products_viewed: ["a"] } });
    expect(actions.toSorted()).toEqual(["b", "c", "d", "e", "f"]);
  });
});

describe("settings of a case", () => {
  it("pin what is always first, unless something forbids it", async () => {
    const shop = await openShop("reco-pinned", { pin: ["f", "e", "d", "nobody"] });
    await shop.feed(range({ e: { availability: "out of stock" } }));
    await shop.visits("v", 3, ["a", "b"]);
    const { actions } = await shop.recommend({ limit: 3, state: { products_basket: ["d"] } });
    expect(actions[0]).toBe("f");
    expect(actions).not.toContain("e");
    expect(actions).not.toContain("d");
    expect(new Set(actions).size).toBe(3);
  });

  it("filter by what the feed says", async () => {
    const shop = await openShop("reco-filtered", {
      only: [{ field: "brand", in: ["acme"] }],
      never: [{ field: "season", in: ["winter"] }],
      price_max: 20,
    });
    await shop.feed([
      product("good", { brand: "Acme" }),
      product("other", { brand: "Other" }),
      product("cold", { brand: "Acme", season: "winter" }),
      product("dear", { brand: "Acme", price: "21.00 EUR" }),
      product("sale", { brand: "Acme", price: "21.00 EUR", sale_price: "19.00 EUR" }),
      product("unbranded"),
    ]);
    await shop.visits("v", 3, ["good", "other", "cold", "dear", "sale", "unbranded"]);
    expect((await shop.recommend({})).actions.toSorted()).toEqual(["good", "sale"]);
  });

  it("find what they let through far behind in a feed that nobody has looked at", async () => {
    const shop = await openShop("reco-far", { only: [{ field: "brand", in: ["ACME"] }] });
    const others = Array.from({ length: 4_000 }, (_, n) => product(`o${n}`, { brand: "Other" }));
    await shop.feed([...others, product("far", { brand: "Acme" })]);
    expect((await shop.recommend({})).actions).toEqual(["far"]);

    await shop.feed([product("later", { brand: "acme" })], "/update");
    expect((await shop.recommend({})).actions.toSorted()).toEqual(["far", "later"]);
    await shop.feed([{ id: "far", availability: "out of stock" }], "/update");
    expect((await shop.recommend({})).actions).toEqual(["later"]);
  });

  it("boost what the shop would rather sell", async () => {
    const boost = [{ field: "margin", min: 5, factor: 100 }];
    const shop = await openShop("reco-boosted", { boost });
    await shop.feed(range({ b: { margin: 7, price: "10.00 EUR" } }));
    await shop.visits("v", 6, ["a", "c"]);
    await shop.visits("w", 2, ["a", "b"]);
    const { actions } = await shop.recommend({ state: { products_viewed: ["a"] } });
    expect(actions.slice(0, 2)).toEqual(["b", "c"]);
  });

  it("bound how many of a brand or category there are", async () => {
    const shop = await openShop("reco-diverse", { most_per_brand: 1, most_per_category: 2 });
    const brands = { a: "x", b: "x", c: "y", d: "z", e: "u" };
    await shop.feed(
      range(
        Object.fromEntries(
          Object.entries(brands).map(([id, brand]) => [
            id,
            { brand, category: id === "e" ? "Hats" : "Shoes > Boots" },
          ]),
        ),
      ),
    );
    await shop.visits("v", 3, ["a", "b", "c", "d", "e", "f"]);
    const { actions } = await shop.recommend({});
    expect(actions).toContain("e");
    expect(actions.filter((id) => ["a", "b"].includes(id)).length).toBeLessThanOrEqual(1);
    expect(actions.filter((id) => ["a", "b", "c", "d"].includes(id))).toHaveLength(2);
  });
});
