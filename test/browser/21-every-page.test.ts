import { describe, expect } from "vitest";

import { it } from "./visit/it.ts";
import { openAccepted } from "./visit/shopping.ts";

const PATHS = [
  "/category?c=light",
  "/category?c=no-such-shelf",
  "/product?id=dune-mug",
  "/product?id=no-such-thing",
  "/search?q=lamp",
  "/basket",
  "/checkout",
  "/service",
  "/thanks",
  "/spa/",
  "/spa/category?c=light",
  "/spa/product/dune-mug",
  "/spa/search?q=lamp",
  "/spa/basket",
  "/spa/thanks",
  "/tagged/product?id=dune-mug",
  "/tagged/basket",
];

describe("every page of the shop", () => {
  it("loads without an error on the console", async ({ page, shop }) => {
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(`${page.url()}: ${message.text()}`);
    });
    await openAccepted(page, shop.url);
    for (const path of PATHS) {
      await page.goto(`${shop.url}${path}`);
      await page.locator("#footer .logo").waitFor();
      await expect(page.locator("h1").first().innerText()).resolves.not.toBe("");
    }
    expect(errors).toEqual([]);
  });
});
