import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type * as PlainText from "../fields/plain-text.ts";
import { itemsOf, readWhole } from "../read-whole.fake.ts";
import { productsIn } from "./json-product.ts";

/** Characters that were cleaned of markup. */
const cleaned = vi.hoisted(() => ({ characters: 0, texts: 0 }));
vi.mock("../fields/plain-text.ts", async (importOriginal) => {
  const real = await importOriginal<typeof PlainText>();
  const plainText = (text: string) => {
    cleaned.characters += text.length;
    cleaned.texts += 1;
    return real.plainText(text);
  };
  return { ...real, plainText };
});

const many = <Value>(length: number, valueOf: (n: number) => Value): Value[] =>
  Array.from({ length }, (_, n) => valueOf(n));

describe("a product of a JSON feed", () => {
  const names = ["id", "title", "name", "handle", "price", "tags", "options", "image", "offers"];
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom("\ud800", ["\udc00"], { src: "\ud800" }, "<b>x", null, -1, "a,b"),
  );
  const fieldsOf = (others: readonly string[]) =>
    fc.dictionary(fc.constantFrom(...names, ...others), value, { maxKeys: 8 });
  const parts = fc.array(fieldsOf(["option1", "product_id", "Tags"]), {
    minLength: 1,
    maxLength: 5,
  });

  it("has one outcome for each of its variants, whatever its fields hold", () => {
    const product = fieldsOf(["group_id", "productGroupID", "Tags"]);
    const own = fc.constantFrom("", "variants", "hasVariant");
    fc.assert(
      fc.property(product, own, parts, (product, list, variants) => {
        const document = [{ ...product, ...(list && { [list]: variants }) }, { id: "behind" }];
        const { outcomes, entries, rejected } = readWhole(JSON.stringify(document));
        expect(outcomes.length).toBe((list ? variants.length : 1) + 1);
        expect(entries.length + rejected.length).toBe(outcomes.length);
        expect(entries.at(-1)).toMatchObject({ item: { id: "behind" } });
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  it("has a link where its handle halves a character", () => {
    const variants = [{ id: 2, title: "B" }];
    const document = JSON.stringify({
      products: [{ id: 1, title: "A", handle: "a\ud800", variants }],
    });
    expect(itemsOf(document, { base_url: "https://shop.example" })).toMatchObject([
      { id: "2", link: "https://shop.example/products/a%EF%BF%BD?variant=2" },
    ]);
  });
});

describe("a variant", () => {
  it.each<[string, unknown, unknown[]]>([
    [
      "of a shop",
      {
        id: "p",
        title: "P",
        tags: ["a"],
        variants: [{ id: 1, Tags: "v1" }, { id: 2, Tags: ["v2"] }, { id: 3 }],
      },
      [["v1"], ["v2"], ["a"]],
    ],
    [
      "of schema.org",
      {
        "@type": "ProductGroup",
        productGroupID: "g",
        name: "G",
        tags: ["a"],
        hasVariant: [{ sku: "1", Tags: "v1" }, { sku: "2", Tags: "v2" }, { sku: "3" }],
      },
      [["v1"], ["v2"], ["a"]],
    ],
  ])("%s has its own value under any spelling, and no other variant's", (_, product, tags) => {
    const items = itemsOf(JSON.stringify([product]));
    expect(items.map((item) => "tags" in item && item.tags)).toEqual(tags);
  });

  it("has its own value in place of the product's however they are laid out", () => {
    const items = itemsOf(
      JSON.stringify([
        {
          id: "p",
          title: "P",
          price: 9,
          image: "https://shop.example/p.jpg",
          brand: { name: "B", "name.short": "b" },
          variants: [
            { id: 1, price: { amount: 5 }, image: { src: "https://shop.example/1.jpg" } },
            { id: 2, Price: "7.00", brand: "C" },
          ],
        },
      ]),
    );
    expect(items).toMatchObject([
      { id: "1", price: { amount: 5 }, image_link: "https://shop.example/1.jpg", brand: "B" },
      { id: "2", price: { amount: 7 }, image_link: "https://shop.example/p.jpg", brand: "C" },
    ]);
  });

  it("has at most the three options that Shopify numbers under the names of its product", () => {
    const options = ["Size", { name: "Color" }, "Title", "Cut"];
    const variants = [{ id: 1, option1: "M", option2: "red", option3: "x", option4: "y" }];
    expect(itemsOf(JSON.stringify([{ id: "p", title: "P", options, variants }]))).toMatchObject([
      { attributes: { size: "M", color: "red", option4: "y" } },
    ]);
  });

  it("keeps the title and group that it states where the product states none", () => {
    const product = { Title: "P", variants: [{ id: 1, item_group_id: "g" }] };
    expect(itemsOf(JSON.stringify([product]))).toMatchObject([{ title: "P", group_id: "g" }]);
  });
});

describe("a product of many variants", () => {
  const variants = many(300, (n) => ({ id: n + 1, title: `Size ${n}` }));
  const html = "<b>x".repeat(2_500);

  it.each<[string, unknown]>([
    ["description", { id: "p", title: "P", body_html: html, variants }],
    ["title", { id: "p", title: html, variants }],
    ["tags", { id: "p", title: "P", tags: many(1_500, () => "a<b"), variants }],
    ["tags in a text", { id: "p", title: "P", tags: "a<b,".repeat(1_500), variants }],
    [
      "fields",
      { ...Object.fromEntries(many(2_000, (n) => [`f${n}`, ["<b>"]])), id: "p", variants },
    ],
  ])("is cleaned in time linear in its length: its %s", (_, product) => {
    const document = JSON.stringify([product]);
    Object.assign(cleaned, { characters: 0, texts: 0 });
    expect(readWhole(document).entries).toHaveLength(variants.length);
    // A title is made of two, each of which is cleaned, and cut before it is joined.
    expect(cleaned.characters).toBeLessThan(document.length + 600 * variants.length);
    expect(cleaned.texts).toBeLessThan(10 * variants.length + 1_000);
  });

  it("gives each variant no more of the product's fields than can count", () => {
    const fields = Object.fromEntries(many(5_000, (n) => [`f${n}`, null]));
    const records = [...productsIn({ ...fields, price: "5.00", variants })];
    expect(records.every((record) => record.size < 300)).toBe(true);
    expect(records.at(-1)?.get("price")).toBe("5.00");
  });
});

describe("what a variant says otherwise than its product", () => {
  /** What the readers make of one variant of a product. */
  const variantOf = (product: object, variant: object) =>
    itemsOf(
      JSON.stringify([{ id: "p", title: "P", ...product, variants: [{ id: 1, ...variant }] }]),
    )[0];

  it.each<[string, object, object, object]>([
    [
      "a picture",
      { images: [{ src: "https://x.example/1" }] },
      { featured_image: { src: "https://x.example/2" } },
      { image_link: "https://x.example/2" },
    ],
    ["a quantity", { quantity: 10 }, { inventory_quantity: 3 }, { quantity: 3 }],
    [
      "that it is sold out",
      { availability: "in stock" },
      { available: false },
      { availability: "out_of_stock" },
    ],
    [
      "how many are left, though others can be had",
      { available: true },
      { inventory_quantity: 0 },
      { availability: "out_of_stock", quantity: 0 },
    ],
    [
      "an address",
      { link: "https://x.example/p" },
      { url: "https://x.example/v" },
      { link: "https://x.example/v" },
    ],
    [
      "an address, beside a handle",
      { handle: "p" },
      { url: "https://x.example/v" },
      { link: "https://x.example/v" },
    ],
    ["a price", { price: { amount: 9 } }, { price: "7.00" }, { price: { amount: 7 } }],
  ])("is so of the variant alone: %s", (_, product, variant, stated) => {
    expect(variantOf(product, variant)).toMatchObject(stated);
  });

  it.each<[string, object, object, object]>([
    [
      "a picture of its own",
      { images: [{ src: "https://x.example/1" }] },
      { image: null, featured_image: "" },
      { image_link: "https://x.example/1" },
    ],
    ["tags", { tags: ["a"] }, { custom_label_0: "b" }, { tags: ["a", "b"] }],
  ])(
    "leaves what the product says where it has none, or adds to it: %s",
    (_, product, variant, stated) => {
      expect(variantOf(product, variant)).toMatchObject(stated);
    },
  );

  it.each(["Quantity", "Link", "Price", "ID"])(
    "is no field where an option is only called so: %s",
    (name) => {
      const variant = {
        option1: "6 pack",
        inventory_quantity: 0,
        inventory_policy: "deny",
        price: "5",
      };
      expect(variantOf({ options: [{ name }] }, variant)).toMatchObject({
        id: "1",
        availability: "out_of_stock",
        quantity: 0,
        price: { amount: 5 },
      });
    },
  );

  it("does not take the product's number for its own id", () => {
    const product = { id: 1, sku: "S", title: "P", variants: [{ title: "A" }, { title: "B" }] };
    expect(readWhole(JSON.stringify([product])).rejected.map(([, code]) => code)).toEqual([
      "missing_id",
      "missing_id",
    ]);
  });
});
