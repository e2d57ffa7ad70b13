import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEntryReader } from "./read-entry.ts";
import type { ShopEvent } from "./shop-event.ts";

/** What Google's own snippet pushes: the `arguments` object of the call. */
function gtag(..._command: readonly unknown[]): IArguments {
  return arguments;
}

const read = (...entries: readonly unknown[]): readonly Omit<ShopEvent, "form">[] => {
  const reader = createEntryReader();
  return entries.flatMap(reader).map(({ name, params }) => ({ name, params }));
};

const mug = { item_id: "mug-7", item_name: "Dune mug", price: 18, quantity: 1 };
const bowl = { item_id: "bowl-1", item_name: "Tide bowl", price: 24.5, quantity: 2 };

describe("GA4 e-commerce for the Tag Manager", () => {
  it.each([
    ["view_item_list", { item_list_id: "new", item_list_name: "New in" }],
    ["select_item", { item_list_id: "new", item_list_name: "New in" }],
    ["view_item", { currency: "EUR", value: 18 }],
    ["add_to_cart", { currency: "EUR", value: 18 }],
    ["remove_from_cart", { currency: "EUR", value: 18 }],
    ["add_to_wishlist", { currency: "EUR", value: 18 }],
    ["view_cart", { currency: "EUR", value: 67 }],
    ["begin_checkout", { currency: "EUR", value: 67, coupon: "SPRING" }],
    ["add_shipping_info", { currency: "EUR", value: 67, shipping_tier: "Bicycle" }],
    ["add_payment_info", { currency: "EUR", value: 67, payment_type: "Invoice" }],
    ["purchase", { transaction_id: "L-1001", value: 67, tax: 4.4, shipping: 3.9, currency: "EUR" }],
    ["refund", { transaction_id: "L-1001", value: 24.5, currency: "EUR" }],
    [
      "view_promotion",
      {
        promotion_id: "p1",
        promotion_name: "Spring",
        creative_name: "Meadow",
        creative_slot: "top",
      },
    ],
    [
      "select_promotion",
      {
        promotion_id: "p1",
        promotion_name: "Spring",
        creative_name: "Meadow",
        creative_slot: "top",
      },
    ],
  ])("reads %s", (event, params) => {
    const items = [mug, bowl];
    expect(read({ ecommerce: null }, { event, ecommerce: { ...params, items } })).toEqual([
      { name: event, params: { ...params, items } },
    ]);
  });

  it.each([
    ["search", { search_term: "mug" }],
    ["view_search_results", { search_term: "mug" }],
    ["login", { method: "e-mail" }],
    ["sign_up", { method: "e-mail" }],
  ])("reads %s, which has no ecommerce", (event, params) => {
    expect(read({ event, ...params })).toEqual([{ name: event, params }]);
  });

  it("reads a refund of a whole order", () => {
    expect(read({ event: "refund", ecommerce: { transaction_id: "L-1001" } })).toEqual([
      { name: "refund", params: { transaction_id: "L-1001" } },
    ]);
  });

  it("reads prices, quantities and sums written as text", () => {
    expect(
      read({
        event: "purchase",
        ecommerce: {
          transaction_id: 1001,
          value: "67.00",
          tax: "4.40",
          shipping: "3,90",
          items: [{ item_id: 7, price: "18.00", quantity: "1" }],
        },
      }),
    ).toEqual([
      {
        name: "purchase",
        params: {
          transaction_id: "1001",
          value: 67,
          tax: 4.4,
          shipping: 3.9,
          items: [{ item_id: "7", price: 18, quantity: 1 }],
        },
      },
    ]);
  });

  it("reads parameters beside the ecommerce object", () => {
    expect(
      read({
        event: "purchase",
        transaction_id: "L-1001",
        value: 67,
        currency: "EUR",
        ecommerce: { items: [mug] },
      }),
    ).toEqual([
      {
        name: "purchase",
        params: { transaction_id: "L-1001", value: 67, currency: "EUR", items: [mug] },
      },
    ]);
  });

  it("reads the flat form", () => {
    expect(read({ event: "add_to_cart", currency: "EUR", value: 18, items: [mug] })).toEqual([
      { name: "add_to_cart", params: { currency: "EUR", value: 18, items: [mug] } },
    ]);
  });

  it("reads an order of which only the products are known", () => {
    expect(read({ event: "purchase", ecommerce: { items: [mug, bowl] } })).toEqual([
      { name: "purchase", params: { items: [mug, bowl] } },
    ]);
  });

  it("leaves personal data where it is", () => {
    expect(
      read({
        event: "purchase",
        userId: "u-1",
        email: "ada@example.com",
        ecommerce: {
          transaction_id: "L-1001",
          value: 67,
          customer_email: "ada@example.com",
          customer_phone: "+49 30 1234567",
          user_data: { address: { street: "Example Street 1" } },
        },
      }),
    ).toEqual([{ name: "purchase", params: { transaction_id: "L-1001", value: 67 } }]);
  });

  it("tells an empty basket from a trigger that has no basket", () => {
    expect(read({ event: "view_cart", ecommerce: { items: [] } }, { event: "view_cart" })).toEqual([
      { name: "view_cart", params: { items: [] } },
    ]);
  });

  it("knows the usual spellings of names", () => {
    expect(
      read(
        { event: "addToCart", ecommerce: { items: [mug] } },
        { event: "View_Item", items: [mug] },
      ),
    ).toEqual([
      { name: "add_to_cart", params: { items: [mug] } },
      { name: "view_item", params: { items: [mug] } },
    ]);
  });

  it("takes an ecommerce object from an earlier push, until it is replaced or reset", () => {
    const earlier = { ecommerce: { items: [mug] } };
    expect(read(earlier, { event: "gtm.js" }, { event: "view_item" })).toEqual([
      { name: "view_item", params: { items: [mug] } },
    ]);
    expect(read(earlier, { ecommerce: null }, { event: "view_item" })).toEqual([]);
    expect(
      read(earlier, { event: "view_item", ecommerce: { items: [bowl] } }, { event: "view_cart" }),
    ).toEqual([{ name: "view_item", params: { items: [bowl] } }]);
  });
});

describe("GA4 e-commerce for gtag", () => {
  it("reads the arguments object, and an array all the same", () => {
    const params = { transaction_id: "L-1001", value: 67, items: [mug, bowl] };
    const command = ["event", "purchase", { ...params, send_to: "G-ABC123" }];
    const expected = { name: "purchase", params };
    expect(read(gtag(...command), command)).toEqual([expected, expected]);
  });

  it("reads an event without parameters", () => {
    expect(read(gtag("event", "begin_checkout"))).toEqual([{ name: "begin_checkout", params: {} }]);
  });

  it("leaves events for advertising tags alone", () => {
    const params = { value: 67, items: [{ id: "shop_EU_7" }] };
    expect(
      read(
        gtag("event", "purchase", { ...params, send_to: "AW-123456/AbC-D" }),
        gtag("event", "add_to_cart", { ...params, send_to: "DC-9876" }),
      ),
    ).toEqual([]);
  });

  it("passes over other commands", () => {
    expect(
      read(
        gtag("js", new Date()),
        gtag("config", "G-ABC123", { send_page_view: false }),
        gtag("set", { currency: "EUR" }),
        gtag("consent", "default", { analytics_storage: "denied" }),
        gtag("event", "page_view", { page_path: "/" }),
        gtag("event"),
      ),
    ).toEqual([]);
  });
});

describe("Enhanced Ecommerce", () => {
  const product = { id: "mug-7", name: "Dune mug", price: "18.00", quantity: 1 };

  it.each([
    ["detail", "view_item"],
    ["add", "add_to_cart"],
    ["remove", "remove_from_cart"],
    ["click", "select_item"],
    ["checkout", "begin_checkout"],
  ])("reads %s by its key, whatever the event is called", (key, name) => {
    const ecommerce = { currencyCode: "EUR", [key]: { products: [product] } };
    for (const event of ["somethingHappened", undefined, "add_to_cart"]) {
      expect(read({ event, ecommerce })).toEqual([
        { name, params: { currency: "EUR", items: [mug] } },
      ]);
    }
  });

  it("reads the list of a click", () => {
    expect(
      read({ ecommerce: { click: { actionField: { list: "New in" }, products: [product] } } }),
    ).toEqual([{ name: "select_item", params: { item_list_name: "New in", items: [mug] } }]);
  });

  it("reads an order", () => {
    expect(
      read({
        event: "transaction",
        ecommerce: {
          currencyCode: "EUR",
          purchase: {
            actionField: {
              id: "L-1001",
              affiliation: "Web",
              revenue: "18.00",
              tax: "2.87",
              shipping: "0",
              coupon: "SPRING",
            },
            products: [product],
          },
        },
      }),
    ).toEqual([
      {
        name: "purchase",
        params: {
          transaction_id: "L-1001",
          value: 18,
          tax: 2.87,
          shipping: 0,
          coupon: "SPRING",
          currency: "EUR",
          items: [mug],
        },
      },
    ]);
  });

  it("reads a refund of a whole order", () => {
    expect(read({ ecommerce: { refund: { actionField: { id: "L-1001" } } } })).toEqual([
      { name: "refund", params: { transaction_id: "L-1001" } },
    ]);
  });

  it("reads a list and a detail of one push as two events", () => {
    const { quantity: _, ...listed } = mug;
    expect(
      read({
        ecommerce: {
          impressions: [{ id: "mug-7", name: "Dune mug", price: 18, list: "Similar", position: 1 }],
          detail: { products: [product] },
        },
      }),
    ).toEqual([
      {
        name: "view_item_list",
        params: { items: [{ ...listed, item_list_name: "Similar", index: 1 }] },
      },
      { name: "view_item", params: { items: [mug] } },
    ]);
  });

  it("reads each promotion as an event of its own", () => {
    const promotions = [
      { id: "p1", name: "Spring", creative: "Meadow", position: "top" },
      { id: "p2", name: "Gift wrap" },
    ];
    const params = [
      {
        promotion_id: "p1",
        promotion_name: "Spring",
        creative_name: "Meadow",
        creative_slot: "top",
      },
      { promotion_id: "p2", promotion_name: "Gift wrap" },
    ];
    expect(
      read(
        { ecommerce: { promoView: { promotions } } },
        { ecommerce: { promoClick: { promotions } } },
      ),
    ).toEqual([
      ...params.map((params) => ({ name: "view_promotion", params })),
      ...params.map((params) => ({ name: "select_promotion", params })),
    ]);
  });

  it("begins the checkout at its first step only", () => {
    const step = (step: unknown) => ({
      event: "checkout",
      ecommerce: { checkout: { actionField: { step }, products: [product] } },
    });
    expect(read(step(1), step("2"), step(3)).map(({ name }) => name)).toEqual(["begin_checkout"]);
  });

  it("gives way to GA4 items in the same object, and is not taken again by a later event", () => {
    const both = { items: [bowl], detail: { products: [product] } };
    expect(read({ event: "view_item", ecommerce: both })).toEqual([
      { name: "view_item", params: { items: [bowl] } },
    ]);
    const detail = { ecommerce: { detail: { products: [product] } } };
    expect(read(detail, { event: "view_item" })).toEqual([
      { name: "view_item", params: { items: [mug] } },
    ]);
  });
});

describe("an event in all its forms", () => {
  const text = fc.stringMatching(/^[a-z0-9][\w -]{0,20}[a-z0-9]$/);
  const amount = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100);
  const item = fc.record({
    item_id: text,
    item_name: text,
    item_brand: text,
    price: amount,
    quantity: fc.integer({ min: 1, max: 99 }),
  });
  const order = fc.record({ transaction_id: text, currency: fc.constant("EUR"), value: amount });

  it("is one and the same event", () => {
    fc.assert(
      fc.property(order, fc.array(item, { minLength: 1, maxLength: 200 }), (params, items) => {
        const printed = items.map((each) => ({ ...each, price: each.price.toFixed(2) }));
        const products = items.map(
          ({ item_id: id, item_name: name, item_brand: brand, ...each }) => ({
            id,
            name,
            brand,
            ...each,
          }),
        );
        const { transaction_id: id, value: revenue, currency: currencyCode } = params;
        const forms: readonly (readonly unknown[])[] = [
          [{ event: "purchase", ecommerce: { ...params, items } }],
          [{ ecommerce: { ...params, items } }, { event: "purchase" }],
          [{ event: "purchase", ...params, ecommerce: { items: printed } }],
          [{ event: "purchase", ...params, items }],
          [gtag("event", "purchase", { ...params, items: printed })],
          [["event", "purchase", { ...params, items }]],
          [{ ecommerce: { currencyCode, purchase: { actionField: { id, revenue }, products } } }],
        ];
        for (const entries of forms) {
          expect(read(...entries)).toEqual([{ name: "purchase", params: { ...params, items } }]);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("what is no event of the shop", () => {
  it.each([
    [null],
    [undefined],
    ["purchase"],
    [7],
    [() => ({ event: "purchase", value: 1 })],
    [{}],
    [[]],
    [{ event: "gtm.js", "gtm.start": 1_700_000_000_000 }],
    [{ event: "page_view" }],
    [{ event: "purchase" }],
    [{ event: "purchase", ecommerce: { currency: "EUR", items: [] } }],
    [{ event: "search" }],
    [{ event: 7, ecommerce: { items: [mug] } }],
    [{ event: "newsletter", ecommerce: { items: [mug] } }],
    [{ ecommerce: { items: [mug] } }],
    [{ ecommerce: "none" }],
  ])("passes over %j", (entry) => {
    expect(read(entry)).toEqual([]);
  });
});
