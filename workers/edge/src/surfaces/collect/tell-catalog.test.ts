import { expect, it } from "vitest";
import { deedsOf } from "./tell-catalog.ts";

const track = (name: string, items: unknown) => ({
  type: "track" as const,
  seq: 1,
  at: 1,
  name,
  params: { items },
});

it("takes views, baskets and purchases, product by product", () => {
  expect(
    deedsOf([
      track("view_item", [{ item_id: "a" }]),
      track("add_to_cart", [{ item_id: 7 }]),
      track("purchase", [{ item_id: "a" }, { item_id: "b", quantity: 2 }]),
    ]),
  ).toEqual([
    { kind: "view", item: "a" },
    { kind: "basket", item: "7" },
    { kind: "purchase", item: "a" },
    { kind: "purchase", item: "b" },
  ]);
});

it("passes over what says nothing of a product", () => {
  expect(
    deedsOf([
      track("view_item_list", [{ item_id: "a" }]),
      track("constructor", [{ item_id: "a" }]),
      track("view_item", "a"),
      track("view_item", [null, {}, { item_id: {} }]),
      { type: "select", seq: 2, at: 1, query_id: "q", action: "a" },
    ]),
  ).toEqual([]);
});
