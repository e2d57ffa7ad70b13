import { describe, expect, it } from "vitest";
import { itemsOf, readWhole } from "./read-whole.fake.ts";

const feed = (title: string) => JSON.stringify([{ id: "a", title }]);

describe("a title", () => {
  it.each([",", "<b></b>", " - ", "★"])("of no letter and no digit is warned of: %j", (title) => {
    expect(readWhole(feed(title)).warnings).toEqual([[1, "no_title"]]);
    expect(readWhole(feed(title), { mode: "strict" }).rejected).toEqual([[1, "no_title"]]);
  });

  it.each(["7", "靴", "Ü.", "رف", "क"])("is one that can be read: %j", (title) => {
    expect(readWhole(feed(title)).warnings).toEqual([]);
  });
});

const read = (product: object, kind: "replace" | "update" = "replace") => {
  const [item] = itemsOf(JSON.stringify([{ id: "a", title: "A", ...product }]), { kind });
  return item;
};

describe("a product's category", () => {
  const all = {
    categories: ["Last"],
    category: "Third",
    google_product_category: "Home > Vases",
    product_type: "Vases > Small",
  };
  const { product_type: _, ...withoutType } = all;
  const { google_product_category: __, ...withoutGoogles } = withoutType;

  it.each<[string, object, string[]]>([
    ["the shop's own", all, ["Vases", "Small"]],
    ["Google's", withoutType, ["Home", "Vases"]],
    ["one", withoutGoogles, ["Third"]],
    ["several", { categories: ["One", "Two"] }, ["One", "Two"]],
    ["before a number of Google's", { google_product_category: 602, category: "C" }, ["C"]],
    ["before a number in a text", { google_product_category: "602", categories: "C" }, ["C"]],
    ["a number of Google's alone", { google_product_category: "602" }, ["602"]],
  ])("is read from what says it best: %s", (_, product, category) => {
    expect(read(product)).toMatchObject({ category });
  });
});

describe("attributes", () => {
  it("are nothing that only JSON-LD says of itself", () => {
    const item = read({
      brand: { "@type": "Brand", "@id": "#b", name: "B", logo: "b.png" },
      image: { "@type": "ImageObject", url: "https://shop.example/a.jpg" },
      weight: { "@type": "QuantitativeValue", value: 2 },
    });
    expect(item).toMatchObject({ brand: "B", image_link: "https://shop.example/a.jpg" });
    expect(item).toHaveProperty("attributes", { "brand.logo": "b.png", "weight.value": 2 });
  });
});

describe("what is sold beyond its stock", () => {
  it.each<[string, object, object]>([
    ["Shopify", { available: true, inventory_quantity: 0 }, { availability: "in_stock" }],
    [
      "Shopify, oversold",
      { available: true, inventory_quantity: -3 },
      { availability: "in_stock" },
    ],
    ["Attentive", { availableForPurchase: "true", stock: "0" }, { availability: "in_stock" }],
  ])("has no quantity: %s", (_, product, stated) => {
    expect(read(product)).toEqual({ id: "a", title: "A", ...stated });
    // Null takes away the quantity that the product had.
    expect(read(product, "update")).toEqual({ id: "a", title: "A", ...stated, quantity: null });
  });

  it.each<[string, object, object]>([
    ["has some", { available: true, quantity: 4 }, { availability: "in_stock", quantity: 4 }],
    ["has none", { available: false, quantity: 0 }, { availability: "out_of_stock", quantity: 0 }],
    ["does not say", { quantity: 0 }, { availability: "out_of_stock", quantity: 0 }],
    [
      "says it of the kind of product",
      { availability: "in stock", quantity: 0 },
      { availability: "in_stock", quantity: 0 },
    ],
  ])("is not what %s", (_, product, stated) => {
    expect(read(product)).toEqual({ id: "a", title: "A", ...stated });
  });
});

describe("an update", () => {
  it("guesses nothing from a word that nobody knows", () => {
    const update = JSON.stringify([{ id: "a", availability: "coming soon" }]);
    const { entries, warnings } = readWhole(update, { kind: "update" });
    expect(entries).toEqual([{ op: "put", item: { id: "a" } }]);
    expect(warnings).toEqual([[1, "unknown_availability"]]);
  });

  it.each<[string, object, object]>([
    [
      "of stock leaves what is ordered ahead as it is",
      { inventory_quantity: -1 },
      { quantity: -1 },
    ],
    ["of stock says that there is some", { stock: 2 }, { availability: "in_stock", quantity: 2 }],
    [
      "may say both",
      { availability: "sold out", stock: 0 },
      { availability: "out_of_stock", quantity: 0 },
    ],
  ])("%s", (_, change, stated) => {
    expect(read(change, "update")).toEqual({ id: "a", title: "A", ...stated });
  });
});
