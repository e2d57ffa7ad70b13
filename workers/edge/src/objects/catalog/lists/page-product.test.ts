import { expect, it } from "vitest";
import { productsOfPage } from "./page-product.ts";

it.each([
  [undefined, []],
  ["529385c", ["529385c"]],
  ["products/529385c", ["529385c", "products/529385c"]],
  ["https://shop.example/p/a%20b/?x=1#y", ["a b", "https://shop.example/p/a%20b/?x=1#y"]],
  ["/p/%E0%A4%A", ["%E0%A4%A", "/p/%E0%A4%A"]],
  ["/", ["/"]],
])("%s may be of %j", (pageId, ids) => {
  expect(productsOfPage(pageId)).toEqual(ids);
});
