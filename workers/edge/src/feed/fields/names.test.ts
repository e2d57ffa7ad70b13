import { describe, expect, it } from "vitest";
import { itemsOf } from "../read-whole.fake.ts";
import { NAMES } from "./names.ts";
import { canonicalName } from "./record.ts";

const LINK = "https://shop.example/a";
const IMAGE = "https://shop.example/a.jpg";
const TWELVE = { price: { amount: 12.5 } };
const IN_EUROS = { price: { amount: 12.5, currency: "EUR" } };
const DATE = "2026-11-01T00:00Z";
const SALE = "2026-11-01T00:00Z/2026-11-05T00:00Z";

type Row = [field: keyof typeof NAMES, name: string, value: unknown, said: object, beside?: object];

/** Every name as shops write it: nested ones with dots. */
const ROWS: Row[] = [
  ...["id", "sku", "productId", "Item ID", "offer-id", "variant.id", "@id"].map((name): Row => [
    "id",
    name,
    "x",
    { id: "x" },
  ]),
  ...["group_id", "g:item_group_id", "parentId", "productGroupID", "product.id"].map(
    (name): Row => ["group_id", name, "g", { group_id: "g" }],
  ),
  ...["g:title", "name", "Product Name"].map((name): Row => [
    "title",
    name,
    "Mug",
    { title: "Mug" },
  ]),
  ...["description", "body_html", "summary", "content"].map((name): Row => [
    "description",
    name,
    "<p>A <b>mug</b></p>",
    { description: "A mug" },
  ]),
  ...["g:link", "url", "product_url", "offers.url"].map((name): Row => [
    "link",
    name,
    LINK,
    { link: LINK },
  ]),
  ["link", "handle", "mug", { link: "https://shop.example/products/mug" }],
  ...[
    "g:image_link",
    "image",
    "imageUrl",
    "images[0].src",
    "image[0].url",
    "image.src",
    "images[0].url",
    "image.contentUrl",
    "featured_image.src",
  ].map((name): Row => ["image_link", name, IMAGE, { image_link: IMAGE }]),
  ["image_link", "images", [IMAGE, "https://shop.example/b.jpg"], { image_link: IMAGE }],
  ...[
    "g:price",
    "price.amount",
    "price.value",
    "prices.amount",
    "offers.price",
    "offers.lowPrice",
    "offers.priceSpecification.price",
  ].map((name): Row => ["price", name, "12.50", TWELVE]),
  ...(
    [
      ["currency", { price: 12.5 }],
      ["priceCurrency", { price: 12.5 }],
      ["price.currency", { price: { value: "12.50" } }],
      ["price.currencyCode", { price: { amount: "12.50" } }],
      ["prices.currencyCode", { prices: { amount: "12.50" } }],
      ["offers.priceCurrency", { offers: { price: "12.50" } }],
      ["offers.priceSpecification.priceCurrency", { price: 12.5 }],
    ] as const
  ).map(([name, beside]): Row => ["currency", name, "EUR", IN_EUROS, beside]),
  ...["g:sale_price", "salePrice.amount", "sale_price.value"].map((name): Row => [
    "sale_price",
    name,
    "9",
    { sale_price: { amount: 9 } },
  ]),
  [
    "compare_at_price",
    "compare_at_price",
    "20.00",
    { price: { amount: 20 }, sale_price: { amount: 12.5 } },
    { price: "12.50" },
  ],
  [
    "sale_price_effective_date",
    "g:sale_price_effective_date",
    SALE,
    { sale_price_effective_date: SALE },
  ],
  ...["g:availability", "offers.availability", "stockStatus"].map((name): Row => [
    "availability",
    name,
    "out of stock",
    { availability: "out_of_stock" },
  ]),
  ...["available", "availableForPurchase", "in_stock"].map((name): Row => [
    "availability",
    name,
    false,
    { availability: "out_of_stock" },
  ]),
  ...["available", "available_for_purchase"].map((name): Row => [
    "available",
    name,
    true,
    { availability: "in_stock" },
    { quantity: 0 },
  ]),
  ...["quantity", "inventory_quantity", "inventory", "stock", "quantity_to_sell_on_facebook"].map(
    (name): Row => ["quantity", name, "3", { quantity: 3 }],
  ),
  ...["g:brand", "vendor", "brand.name", "manufacturer", "manufacturer.name"].map((name): Row => [
    "brand",
    name,
    "Tide",
    { brand: "Tide" },
  ]),
  ...["g:product_type", "g:google_product_category", "category", "categories"].map((name): Row => [
    "product_type",
    name,
    "Home > Mugs",
    { category: ["Home", "Mugs"], product_type: "Home > Mugs" },
  ]),
  ...[
    "tags",
    "custom_label_0",
    "custom_label_1",
    "g:custom_label_2",
    "Custom Label 3",
    "customLabel_4",
  ].map((name): Row => ["tags", name, "new, blue", { tags: ["new", "blue"] }]),
  ...["g:gtin", "gtin13", "gtin12", "gtin14", "gtin8", "barcode", "EAN", "upc"].map((name): Row => [
    "gtin",
    name,
    "4006381333931",
    { gtin: "4006381333931" },
  ]),
  ["mpn", "g:mpn", "M-7", { mpn: "M-7" }],
  ["condition", "g:condition", "new", { condition: "new" }],
  ["condition", "offers.itemCondition", "used", { condition: "used" }],
  ["margin", "margin", "4.5", { margin: 4.5 }],
  ["cost", "g:cost_of_goods_sold", "8.00 EUR", { margin: 4.5 }, { price: "12.50 EUR" }],
  ["cost", "cost", 8, { margin: 4.5 }, { price: 12.5 }],
  ...["updated_at", "lastUpdated", "updated", "dateModified"].map((name): Row => [
    "updated_at",
    name,
    DATE,
    { updated_at: DATE },
  ]),
];

/** A product that says one thing by this name, in JSON's nested objects. */
const nested = (name: string, value: unknown, beside: object): object => {
  const [first = "", ...rest] = name.split(".");
  if (rest.length === 0) return { ...beside, [first]: value };
  const isList = first.endsWith("[0]");
  const key = isList ? first.slice(0, -3) : first;
  const inner: unknown = Reflect.get(beside, key);
  const member = nested(rest.join("."), value, inner instanceof Object ? inner : {});
  return { ...beside, [key]: isList ? [member] : member };
};

describe("NAMES", () => {
  it.each(ROWS)("%s is read from %s", (field, name, value, said, beside = {}) => {
    const base = {
      ...(field === "id" ? {} : { id: "a" }),
      ...(field === "title" ? {} : { title: "A" }),
      ...beside,
    };
    const options = { base_url: "https://shop.example/" };
    const [item] = itemsOf(JSON.stringify([nested(name, value, base)]), options);
    expect(item).toMatchObject(said);
    expect(item).not.toHaveProperty("attributes");
  });

  it("has no name that is not read above", () => {
    const rowsOf = (field: string) =>
      ROWS.filter(([of]) => of === field).map(([, name]) => canonicalName(name));
    for (const [field, names] of Object.entries(NAMES)) {
      expect(rowsOf(field).toSorted(), field).toEqual([...names].toSorted());
    }
  });
});

describe("a column", () => {
  it.each(ROWS.filter(([, , value, , beside]) => typeof value === "string" && !beside))(
    "of a table says %s by the name %s",
    (field, name, value, said) => {
      const columns = [
        ...(field === "id" ? [] : [["id", "a"]]),
        ...(field === "title" ? [] : [["title", "A"]]),
        // A handle is completed to an address in a shop's JSON only.
        [name, name === "handle" ? "/products/mug" : String(value)],
      ];
      const table = [columns.map(([column]) => column), columns.map(([, cell]) => cell)];
      const text = table.map((cells) => cells.join("\t")).join("\n");
      expect(itemsOf(text, { base_url: "https://shop.example/" })).toMatchObject([said]);
    },
  );
});
