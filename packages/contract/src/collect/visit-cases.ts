import type { VisitState } from "./visit-state.ts";

/** What became of a visit by then. */
export interface VisitCase {
  readonly what: string;
  /** By GA4's names. */
  readonly events: readonly (readonly [name: string, params: Readonly<Record<string, unknown>>])[];
  readonly state: VisitState;
}

const items = (...ids: readonly unknown[]) => ({ items: ids.map((item_id) => ({ item_id })) });
const some = (quantity: unknown, item_id = "a") => ({ items: [{ item_id, quantity }] });
const two = some(2);

/** They count as one. */
const NO_QUANTITIES = [
  undefined,
  null,
  true,
  "",
  "many",
  0,
  -3,
  "-3",
  1,
  "1",
  [2],
  { toString: 1, valueOf: 1 },
];

/** How the SDK and the Worker fold a visit: both are tested by this. */
export const VISIT_CASES: readonly VisitCase[] = [
  {
    what: "what was looked at, on the screen, searched for and bought, the latest last",
    events: [
      ["search", { search_term: " teapot " }],
      ["view_item_list", items("c", "d")],
      ["item_impression", items("c")],
      ["view_item", items("a")],
      ["view_item", items("b")],
      ["view_item", items("a")],
      ["view_search_results", { search_term: "mug" }],
      ["purchase", items("e")],
    ],
    state: {
      search_strings: ["teapot", "mug"],
      products_scrolled: ["d", "c"],
      products_viewed: ["b", "a"],
      products_bought: ["e"],
    },
  },
  {
    what: "the latest twenty",
    events: Array.from({ length: 50 }, (_, index) => ["view_item", items(`sku-${index}`)]),
    state: { products_viewed: Array.from({ length: 20 }, (_, index) => `sku-${index + 30}`) },
  },
  {
    what: "a hundred characters of each, and ids that are numbers",
    events: [
      ["view_item", items(7, "x".repeat(101), "", null, {})],
      ["search", { search_term: "y".repeat(101) }],
      ["search", { search_term: " " }],
    ],
    state: { products_viewed: ["7", "x".repeat(100)], search_strings: ["y".repeat(100)] },
  },
  {
    what: "a basket as what is put in and taken out leaves it",
    events: [
      ["add_to_cart", two],
      ["add_to_cart", items("b")],
      ["remove_from_cart", items("a")],
    ],
    state: { products_basket: ["a", "b"] },
  },
  {
    what: "a basket from which everything is taken out",
    events: [
      ["add_to_cart", two],
      ["remove_from_cart", two],
    ],
    state: {},
  },
  ...["view_cart", "begin_checkout"].map((name): VisitCase => ({
    what: `the whole basket as ${name} has it`,
    events: [
      ["add_to_cart", items("a")],
      [name, items("b", "c")],
      [name, {}], // Without products it says nothing.
    ],
    state: { products_basket: ["b", "c"] },
  })),
  {
    what: "an empty basket after a purchase",
    events: [
      ["add_to_cart", items("a")],
      ["purchase", items("a")],
    ],
    state: { products_bought: ["a"] },
  },
  {
    what: "nothing of other events",
    events: [
      ["newsletter", items("a")],
      ["toString", items("a")],
      ["refund", items("a")],
    ],
    state: {},
  },
  // Shops send numbers as texts, too.
  ...[2, "2", " 2 ", 1.5].map((quantity): VisitCase => ({
    what: `more than one of a product by the quantity ${JSON.stringify(quantity)}`,
    events: [
      ["add_to_cart", some(quantity)],
      ["remove_from_cart", items("a")],
    ],
    state: { products_basket: ["a"] },
  })),
  ...NO_QUANTITIES.map((quantity): VisitCase => ({
    what: `one of a product by the quantity ${JSON.stringify(quantity)}`,
    events: [
      ["add_to_cart", some(quantity, "a")],
      ["remove_from_cart", items("a")],
      ["add_to_cart", some(quantity, "b")],
      ["add_to_cart", items("b")],
      ["remove_from_cart", items("b")],
    ],
    state: { products_basket: ["b"] },
  })),
];
