import { describe, expect, it } from "vitest";
import { itemsOf } from "../read-whole.fake.ts";

// A document of each kind that shops have, as their systems write it.

const eur = (amount: number) => ({ amount, currency: "EUR" });
const SHOP = "https://shop.example";

describe("Google Merchant's RSS", () => {
  it("is read with all that it says", () => {
    const document = `<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0">
  <channel>
    <title>Shop</title>
    <link>${SHOP}</link>
    <item>
      <g:id>VASE-7-M</g:id>
      <g:item_group_id>VASE-7</g:item_group_id>
      <g:title>Moss vase &amp; stand</g:title>
      <g:description><![CDATA[<p>Thrown by hand.</p><p>Holds 2&nbsp;l.</p>]]></g:description>
      <g:link>${SHOP}/vase?size=m&amp;from=google</g:link>
      <g:image_link>${SHOP}/vase.jpg</g:image_link>
      <g:additional_image_link>${SHOP}/vase-2.jpg</g:additional_image_link>
      <g:availability>in stock</g:availability>
      <g:price>1.249,00 EUR</g:price>
      <g:sale_price>999.00 EUR</g:sale_price>
      <g:sale_price_effective_date>2026-11-01T00:00+0100/2026-11-30T23:59+0100</g:sale_price_effective_date>
      <g:brand>Tide</g:brand>
      <g:gtin>4006381333931</g:gtin>
      <g:mpn>V7M</g:mpn>
      <g:condition>new</g:condition>
      <g:google_product_category>602</g:google_product_category>
      <g:product_type>Home &gt; Vases</g:product_type>
      <g:cost_of_goods_sold>400.00 EUR</g:cost_of_goods_sold>
      <g:custom_label_0>autumn</g:custom_label_0>
      <g:custom_label_3>slow</g:custom_label_3>
      <g:color>green</g:color>
      <g:shipping><g:country>DE</g:country><g:price>4.90 EUR</g:price></g:shipping>
    </item>
  </channel>
</rss>`;
    expect(itemsOf(document)).toEqual([
      {
        id: "VASE-7-M",
        group_id: "VASE-7",
        title: "Moss vase & stand",
        description: "Thrown by hand. Holds 2 l.",
        link: `${SHOP}/vase?size=m&from=google`,
        image_link: `${SHOP}/vase.jpg`,
        availability: "in_stock",
        price: eur(1249),
        sale_price: eur(999),
        sale_price_effective_date: "2026-11-01T00:00+0100/2026-11-30T23:59+0100",
        brand: "Tide",
        gtin: "4006381333931",
        mpn: "V7M",
        condition: "new",
        category: ["Home", "Vases"],
        product_type: "Home > Vases",
        tags: ["autumn", "slow"],
        margin: 599,
        attributes: {
          additional_image_link: `${SHOP}/vase-2.jpg`,
          color: "green",
          "shipping.country": "DE",
          "shipping.price": "4.90 EUR",
        },
      },
    ]);
  });
});

describe("Google's table", () => {
  it("is read with all that it says", () => {
    const rows = [
      "id\ttitle\tdescription\tlink\timage_link\tavailability\tprice\tbrand\tgtin\titem group id\tcustom label 4",
      `1\tMoss vase\t"Thrown by ""hand"""\t${SHOP}/1\t${SHOP}/1.jpg\tpreorder\tEUR 49\tTide\t4006381333931\tG\tgift`,
    ];
    expect(itemsOf(`${rows.join("\r\n")}\r\n`)).toEqual([
      {
        id: "1",
        group_id: "G",
        title: "Moss vase",
        description: 'Thrown by "hand"',
        link: `${SHOP}/1`,
        image_link: `${SHOP}/1.jpg`,
        availability: "preorder",
        price: eur(49),
        brand: "Tide",
        gtin: "4006381333931",
        tags: ["gift"],
      },
    ]);
  });
});

describe("Meta's catalogue", () => {
  it("is read below its comments, with its nested columns", () => {
    const rows = [
      "# Required | A unique content ID,# Required | A title,# Required,# Required,# Required,# Required,# Required,# Required,# Optional,# Optional,# Optional,# Optional",
      "id,title,availability,condition,price,link,image[0].url,image[1].url,brand,quantity_to_sell_on_facebook,google_product_category,style[0]",
      `0,"Moss vase, large",in stock,new,49.00 EUR,${SHOP}/0,${SHOP}/0.jpg,${SHOP}/0-b.jpg,Tide,12,Home > Vases,Bohemian`,
      `1,Dune mug,out of stock,used,18.00 EUR,${SHOP}/1,${SHOP}/1.jpg,,Tide,0,Home > Mugs,`,
    ];
    expect(itemsOf(rows.join("\n"))).toEqual([
      {
        id: "0",
        title: "Moss vase, large",
        link: `${SHOP}/0`,
        image_link: `${SHOP}/0.jpg`,
        price: eur(49),
        availability: "in_stock",
        brand: "Tide",
        category: ["Home", "Vases"],
        product_type: "Home > Vases",
        condition: "new",
        quantity: 12,
        attributes: { "image[1].url": `${SHOP}/0-b.jpg`, style: "Bohemian" },
      },
      {
        id: "1",
        title: "Dune mug",
        link: `${SHOP}/1`,
        image_link: `${SHOP}/1.jpg`,
        price: eur(18),
        availability: "out_of_stock",
        brand: "Tide",
        category: ["Home", "Mugs"],
        product_type: "Home > Mugs",
        condition: "used",
        quantity: 0,
      },
    ]);
  });
});

describe("Shopify's products", () => {
  const variant = (id: number, size: string, colour: string, more: object) => ({
    id,
    product_id: 632_910_392,
    title: `${size} / ${colour}`,
    option1: size,
    option2: colour,
    option3: null,
    sku: `SHIRT-${size}`,
    ...more,
  });
  const product = (tags: string | string[]) => ({
    id: 632_910_392,
    title: "Linen shirt",
    handle: "linen-shirt",
    body_html: "<p>Washed <strong>linen</strong>.</p>\n<ul><li>Light</li></ul>",
    vendor: "Tide",
    product_type: "Shirts",
    updated_at: "2026-11-01T10:00:00+01:00",
    tags,
    options: [
      { name: "Size", position: 1, values: ["S", "M"] },
      { name: "Colour", position: 2, values: ["Sand"] },
    ],
    images: [
      { id: 1, src: "https://cdn.example/shirt.jpg" },
      { id: 2, src: "https://cdn.example/back.jpg" },
    ],
    variants: [
      variant(808_950_810, "S", "Sand", {
        price: "29.99",
        compare_at_price: "39.99",
        available: true,
        inventory_quantity: 0,
      }),
      variant(808_950_811, "M", "Sand", {
        price: "29.99",
        compare_at_price: null,
        available: false,
        inventory_quantity: 0,
      }),
    ],
  });

  it.each([
    ["the shop", ["linen", "summer"]],
    ["its administration", "linen, summer"],
  ])("are read as what can be bought, with tags as %s writes them", (_, tags) => {
    const document = JSON.stringify({ products: [product(tags)] });
    const options = { currency: "EUR", base_url: `${SHOP}/` };
    const common = {
      group_id: "632910392",
      description: "Washed linen. Light",
      image_link: "https://cdn.example/shirt.jpg",
      brand: "Tide",
      category: ["Shirts"],
      product_type: "Shirts",
      tags: ["linen", "summer"],
      updated_at: "2026-11-01T10:00:00+01:00",
    };
    const link = `${SHOP}/products/linen-shirt?variant=`;
    expect(itemsOf(document, options)).toMatchObject([
      {
        ...common,
        id: "808950810",
        title: "Linen shirt - S / Sand",
        link: `${link}808950810`,
        price: eur(39.99),
        sale_price: eur(29.99),
        availability: "in_stock",
        attributes: { size: "S", colour: "Sand" },
      },
      {
        ...common,
        id: "808950811",
        title: "Linen shirt - M / Sand",
        link: `${link}808950811`,
        price: eur(29.99),
        availability: "out_of_stock",
        quantity: 0,
        attributes: { size: "M", colour: "Sand" },
      },
    ]);
  });
});

describe("schema.org's things in a page", () => {
  it("are read when they are products, groups as their members", () => {
    const offer = (price: string, availability: string) => ({
      "@type": "Offer",
      price,
      priceCurrency: "EUR",
      availability: `https://schema.org/${availability}`,
      itemCondition: "https://schema.org/NewCondition",
      url: `${SHOP}/p`,
    });
    const document = {
      "@context": "https://schema.org",
      "@graph": [
        { "@type": "BreadcrumbList", itemListElement: [{ "@type": "ListItem", name: "Home" }] },
        {
          "@type": "Product",
          sku: "MUG",
          name: "Dune mug",
          description: "A mug.",
          image: [`${SHOP}/mug.jpg`, `${SHOP}/mug-2.jpg`],
          brand: { "@type": "Brand", name: "Tide" },
          gtin13: "4006381333931",
          mpn: "M-7",
          offers: offer("18.00", "OutOfStock"),
        },
        {
          "@type": "ProductGroup",
          productGroupID: "SHIRT",
          name: "Linen shirt",
          brand: { "@type": "Brand", name: "Tide" },
          variesBy: "https://schema.org/size",
          hasVariant: [
            { "@type": "Product", sku: "SHIRT-S", size: "S", offers: [offer("29.99", "InStock")] },
            {
              "@type": "Product",
              sku: "SHIRT-M",
              name: "Linen shirt, medium",
              offers: offer("31.99", "PreOrder"),
            },
          ],
        },
      ],
    };
    const common = { brand: "Tide", link: `${SHOP}/p` };
    expect(itemsOf(JSON.stringify(document))).toMatchObject([
      {
        ...common,
        id: "MUG",
        title: "Dune mug",
        description: "A mug.",
        image_link: `${SHOP}/mug.jpg`,
        price: eur(18),
        availability: "out_of_stock",
        gtin: "4006381333931",
        mpn: "M-7",
      },
      {
        ...common,
        id: "SHIRT-S",
        group_id: "SHIRT",
        title: "Linen shirt",
        price: eur(29.99),
        availability: "in_stock",
        attributes: { size: "S" },
      },
      {
        ...common,
        id: "SHIRT-M",
        group_id: "SHIRT",
        title: "Linen shirt, medium",
        price: eur(31.99),
        availability: "preorder",
      },
    ]);
  });
});

describe("Attentive's lines", () => {
  it("are read as what can be bought", () => {
    const line = (id: string) =>
      JSON.stringify({
        id,
        name: "Linen shirt",
        description: "Washed linen.",
        brand: "Tide",
        link: `${SHOP}/shirt`,
        lastUpdated: "2026-11-01T10:00:00Z",
        categories: ["Clothes", "Shirts"],
        tags: ["linen"],
        variants: [
          {
            id: `${id}-S`,
            name: "S",
            prices: [{ currencyCode: "EUR", amount: "29.99" }],
            availableForPurchase: true,
            inventoryQuantity: 4,
            lastUpdated: "2026-11-02T10:00:00Z",
          },
        ],
      });
    const item = {
      title: "Linen shirt - S",
      description: "Washed linen.",
      link: `${SHOP}/shirt`,
      price: eur(29.99),
      availability: "in_stock",
      brand: "Tide",
      category: ["Clothes", "Shirts"],
      product_type: "Clothes",
      tags: ["linen"],
      quantity: 4,
      updated_at: "2026-11-02T10:00:00Z",
    };
    expect(itemsOf(`${line("a")}\n${line("b")}\n`)).toEqual([
      { ...item, id: "a-S", group_id: "a" },
      { ...item, id: "b-S", group_id: "b" },
    ]);
  });
});
