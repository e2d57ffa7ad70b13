import { describe, expect, it } from "vitest";
import { itemsOf } from "./items.ts";

describe("itemsOf", () => {
  it("takes what describes a product, numbers as numbers, and nothing else", () => {
    expect(
      itemsOf([
        {
          item_id: "mug-7",
          item_name: "Dune mug",
          item_brand: "Larkmoor",
          item_category: "Kitchen",
          item_variant: "sand",
          item_list_id: "new",
          item_list_name: "New in",
          index: 2,
          price: "18.00",
          quantity: "2",
          coupon: "SPRING",
          discount: 1.5,
          engraving: "For Ada Example",
        },
      ]),
    ).toEqual([
      {
        item_id: "mug-7",
        item_name: "Dune mug",
        item_brand: "Larkmoor",
        item_category: "Kitchen",
        item_variant: "sand",
        item_list_id: "new",
        item_list_name: "New in",
        index: 2,
        price: 18,
        quantity: 2,
      },
    ]);
  });

  it("knows the names of Universal Analytics and of Segment", () => {
    const item = { item_id: "mug-7", item_name: "Dune mug", item_brand: "Larkmoor", index: 3 };
    expect(
      itemsOf([
        { id: "mug-7", name: "Dune mug", brand: "Larkmoor", position: 3 },
        { product_id: "mug-7", sku: "K-88", name: "Dune mug", brand: "Larkmoor", position: 3 },
        { sku: "mug-7", name: "Dune mug", brand: "Larkmoor", list_position: 3 },
      ]),
    ).toEqual([item, item, item]);
  });

  it("takes a number for an id, and passes over what is no product", () => {
    expect(itemsOf([{ item_id: 4711 }, null, "mug-7", {}, { price: 3 }, { item_id: "" }])).toEqual([
      { item_id: "4711" },
    ]);
  });

  it("takes an item with a name alone", () => {
    expect(itemsOf([{ item_name: "Dune mug" }])).toEqual([{ item_name: "Dune mug" }]);
  });

  it("takes a list with gaps as PHP writes it", () => {
    expect(itemsOf({ 0: { item_id: "mug-7" }, 2: { item_id: "bowl-1" } })).toEqual([
      { item_id: "mug-7" },
      { item_id: "bowl-1" },
    ]);
  });

  it("takes 200 items of a list of any length", () => {
    const list = Array.from({ length: 100_000 }, (_, index) => ({ item_id: `sku-${index}` }));
    const items = itemsOf(list);
    expect(items).toHaveLength(200);
    expect(items.at(-1)).toEqual({ item_id: "sku-199" });
  });

  it.each([[undefined], [null], ["mug-7"], [7], [[]], [{}]])("finds none in %j", (list) => {
    expect(itemsOf(list)).toEqual([]);
  });
});
