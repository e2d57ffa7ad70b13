import { describe, expect, it } from "vitest";

import { itemsOf } from "../read-whole.fake.ts";

describe("what Google's elements say of an Atom entry", () => {
  it.each([
    ["behind Atom's own", "<id>tag:shop.example,2026:a</id><g:id>a</g:id>"],
    ["before Atom's own", "<g:id>a</g:id><id>tag:shop.example,2026:a</id>"],
  ])("counts, %s", (_, ids) => {
    const document = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry>${ids}<title>Page of a</title><g:title>A</g:title></entry></feed>`;
    expect(itemsOf(document)).toMatchObject([{ id: "a", title: "A" }]);
  });
});

describe("JSON-LD", () => {
  const product = (sku: string) => ({ "@type": "Product", sku, name: sku });

  it.each<[string, unknown]>([
    ["lists of documents", [{ "@graph": [product("a"), product("b")] }, product("c")]],
    [
      "lists in a graph",
      {
        "@graph": [
          { "@type": "ItemList", itemListElement: [{ "@type": "ListItem", item: product("a") }] },
          { "@type": "ItemList", itemListElement: [product("b"), product("c")] },
        ],
      },
    ],
  ])("is read in %s", (_, document) => {
    expect(itemsOf(JSON.stringify(document)).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });
});

describe("a product of a full feed", () => {
  it("has no fields that are nothing", () => {
    const variants = [{ id: 2, price: "1.00", compare_at_price: null, barcode: null }];
    const shopify = { products: [{ id: 1, title: "A", body_html: null, image: null, variants }] };
    const [item] = itemsOf(JSON.stringify(shopify));
    expect(Object.values(item ?? {})).not.toContain(null);
  });
});

describe("Shopify's export for its administration, which names no availability", () => {
  const read = (variant: object) => {
    const variants = [{ id: 2, price: "1.00", inventory_quantity: 0, ...variant }];
    return itemsOf(JSON.stringify({ products: [{ id: 1, title: "A", variants }] }));
  };

  it.each([
    ["is sold on when none is left", { inventory_policy: "continue" }],
    ["is not counted", { inventory_policy: "deny", inventory_management: null }],
  ])("says that a variant %s", (_, variant) => {
    const [item] = read(variant);
    expect(item).toMatchObject({ id: "2", availability: "in_stock" });
    expect(item).not.toHaveProperty("quantity");
  });

  it.each([
    ["none is left", { inventory_policy: "deny", inventory_management: "shopify" }],
    ["nothing more is said", {}],
    ["the shop says so", { inventory_policy: "continue", available: false }],
  ])("says that a variant is sold out when %s", (_, variant) => {
    expect(read(variant)).toMatchObject([{ id: "2", availability: "out_of_stock", quantity: 0 }]);
  });
});

describe("Attentive's catalogue", () => {
  it("states a variant's prices in a list, and whether it can be had", () => {
    const variant = {
      id: "a-s",
      name: "S",
      prices: [{ currencyCode: "USD", amount: "12.50" }],
      availableForPurchase: false,
    };
    expect(itemsOf(JSON.stringify({ id: "a", name: "Shirt", variants: [variant] }))).toMatchObject([
      { id: "a-s", price: { amount: 12.5, currency: "USD" }, availability: "out_of_stock" },
    ]);
  });
});

describe("a sale's interval", () => {
  it("is read with blanks as Google writes it", () => {
    const date = "2026-11-01T13:00-0800 / 2026-11-05T15:30-0800";
    const feed = JSON.stringify([{ id: "a", title: "A", sale_price_effective_date: date }]);
    expect(itemsOf(feed)).toMatchObject([
      { sale_price_effective_date: "2026-11-01T13:00-0800/2026-11-05T15:30-0800" },
    ]);
  });
});

describe("a table that Excel wrote", () => {
  it.each([";", ",", "\t"])("may begin by naming its delimiter: %j", (delimiter) => {
    const rows = [`sep=${delimiter}`, `id${delimiter}title`, `a${delimiter}A`];
    expect(itemsOf(rows.join("\r\n"))).toMatchObject([{ id: "a", title: "A" }]);
  });
});

describe("an id that is a number", () => {
  it("keeps its digits, however many they are", () => {
    const ids = ["12345678901234567890", "12345678901234567891", "7"];
    const products = ids.map((id) => `{"id":${id},"title":"A","size":[10000000000000001]}`);
    for (const document of [products.join("\n"), `[${products.join(",")}]`]) {
      expect(itemsOf(document).map(({ id }) => id)).toEqual(ids);
    }
  });
});
