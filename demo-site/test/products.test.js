// @ts-check
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PRODUCTS, SIGNATURE_PIECES } from "../public/js/shop/products.js";

const pictures = new URL("../public/pictures/", import.meta.url);

describe("products", () => {
  it.each(SIGNATURE_PIECES.map(({ id }) => id))("have a picture of %s", (id) => {
    expect(existsSync(new URL(`${id}.svg`, pictures))).toBe(true);
  });
  it("are a few hundred, each with an id, a name and a price of its own piece and colour", () => {
    expect(PRODUCTS.length).toBeGreaterThan(250);
    expect(new Set(PRODUCTS.map(({ id }) => id)).size).toBe(PRODUCTS.length);
    expect(new Set(PRODUCTS.map(({ name }) => name)).size).toBe(PRODUCTS.length);
    for (const { price, was = Infinity } of PRODUCTS) {
      expect(price % 100).toBe(0);
      expect(price).toBeLessThan(was);
    }
  });
});
