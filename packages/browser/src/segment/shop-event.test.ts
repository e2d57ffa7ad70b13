import { describe, expect, it } from "vitest";
import { segmentEvent } from "./shop-event.ts";

const read = (name: string, properties: Readonly<Record<string, unknown>> = {}) =>
  segmentEvent(name, properties).map(({ name, params }) => ({ name, params }));

const product = { product_id: "mug-7", sku: "K-88", name: "Dune mug", price: 18, position: 3 };
const item = { item_id: "mug-7", item_name: "Dune mug", price: 18, index: 3 };

describe("segmentEvent", () => {
  it.each([
    ["Product Clicked", "select_item"],
    ["Product Viewed", "view_item"],
    ["Product Added", "add_to_cart"],
    ["Wishlist Product Added to Cart", "add_to_cart"],
    ["Product Removed", "remove_from_cart"],
    ["Product Added to Wishlist", "add_to_wishlist"],
  ])("reads %s, whose product is in the properties", (called, name) => {
    expect(read(called, { ...product, currency: "EUR", cart_id: "c1" })).toEqual([
      { name, params: { currency: "EUR", items: [item] } },
    ]);
  });

  it.each([
    ["Cart Viewed", "view_cart"],
    ["Checkout Started", "begin_checkout"],
    ["Order Completed", "purchase"],
    ["Order Refunded", "refund"],
  ])("reads %s, which lists its products", (called, name) => {
    expect(read(called, { order_id: "L-1001", total: 67, products: [product] })).toEqual([
      { name, params: { transaction_id: "L-1001", value: 67, items: [item] } },
    ]);
  });

  it("reads lists, searches, promotions, payments and logins", () => {
    expect(read("Product List Viewed", { list_id: "new", products: [product] })).toEqual([
      { name: "view_item_list", params: { item_list_id: "new", items: [item] } },
    ]);
    expect(read("Products Searched", { query: "mug" })).toEqual([
      { name: "search", params: { search_term: "mug" } },
    ]);
    for (const [called, name] of [
      ["Promotion Viewed", "view_promotion"],
      ["Promotion Clicked", "select_promotion"],
    ] as const) {
      expect(
        read(called, { promotion_id: "p1", name: "Spring", creative: "Meadow", position: "top" }),
      ).toEqual([
        {
          name,
          params: {
            promotion_id: "p1",
            promotion_name: "Spring",
            creative_name: "Meadow",
            creative_slot: "top",
          },
        },
      ]);
    }
    expect(
      read("Payment Info Entered", { payment_method: "Invoice", shipping_method: "Bicycle" }),
    ).toEqual([
      {
        name: "add_payment_info",
        params: { payment_type: "Invoice", shipping_tier: "Bicycle" },
      },
    ]);
    expect(read("Signed In", { method: "e-mail", username: "ada" })).toEqual([
      { name: "login", params: { method: "e-mail" } },
    ]);
    expect(read("Signed Up")).toEqual([{ name: "sign_up", params: {} }]);
  });

  it("prefers the revenue, which is without tax and shipping, to the total", () => {
    const [purchase] = read("Order Completed", { order_id: "L-1001", revenue: 60, total: 67 });
    expect(purchase?.params).toMatchObject({ value: 60 });
  });

  it.each(["Completed Order", "order_completed", "order completed", "ORDER COMPLETED"])(
    "knows %s",
    (called) => {
      expect(read(called, { order_id: "L-1001" })).toEqual([
        { name: "purchase", params: { transaction_id: "L-1001" } },
      ]);
    },
  );

  it("takes events that are called as in GA4", () => {
    expect(read("add_to_cart", { items: [product] })).toEqual([
      { name: "add_to_cart", params: { items: [item] } },
    ]);
  });

  it.each(["Order", "Email Link Clicked", "Coupon Entered", "", "constructor", "page_view"])(
    "passes over %j",
    (called) => {
      expect(read(called, product)).toEqual([]);
    },
  );
});
