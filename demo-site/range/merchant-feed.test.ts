import { describe, expect, it } from "vitest";
import { PRODUCTS } from "../public/js/shop/products.js";
import { merchantFeed } from "./merchant-feed.ts";

describe("merchantFeed", () => {
  const feed = merchantFeed("http://shop.test:8787");

  it("has every product once", () => {
    const ids = [...feed.matchAll(/<g:id>([^<]+)<\/g:id>/g)].map(([, id]) => id);
    expect(ids).toEqual(PRODUCTS.map(({ id }) => id));
  });

  it("says what it costs before and in a sale", () => {
    const mug = feed.split("\n").find((line) => line.includes("<g:id>dune-mug<"));
    expect(mug).toContain(
      "<g:link>http://shop.test:8787/product?id=dune-mug</g:link>" +
        "<g:image_link>http://shop.test:8787/pictures/dune-mug.svg</g:image_link>" +
        "<g:price>22.00 EUR</g:price><g:sale_price>18.00 EUR</g:sale_price>",
    );
    expect(mug).toContain("<g:product_type>Table &gt; Mug</g:product_type>");
  });
});
