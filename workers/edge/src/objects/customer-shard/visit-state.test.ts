import { describe, expect, it } from "vitest";
import { afterEvent, NEW_VISIT, stateOf, type TrackedEvent } from "./visit-state.ts";

const event = (
  name: string,
  params: Record<string, unknown> = {},
  pageId?: string,
): TrackedEvent => ({
  type: "track",
  seq: 1,
  at: 0,
  name,
  params,
  ...(pageId === undefined ? {} : { page_id: pageId }),
});
const items = (...ids: unknown[]) => ({ items: ids.map((item_id) => ({ item_id })) });
const stateAfter = (...events: TrackedEvent[]) => stateOf(events.reduce(afterEvent, NEW_VISIT));

describe("the state of a visit", () => {
  it("is empty at first", () => {
    expect(stateAfter()).toEqual({});
  });

  it("says where the visitor is, what was looked at, searched for and bought", () => {
    expect(
      stateAfter(
        event("page_view", {}, "/shoes"),
        event("search", { search_term: " red shoes " }, "/search"),
        event("view_item_list", items("sku-1")),
        event("item_impression", items("sku-2")),
        event("view_item", items("sku-1"), "/shoes/1"),
        event("view_item", items("sku-2"), "/shoes/2"),
        event("view_item", items("sku-1"), "/shoes/1"),
        event("purchase", items("sku-9"), "/thanks"),
      ),
    ).toEqual({
      page_id: "/thanks",
      search_strings: ["red shoes"],
      products_scrolled: ["sku-1", "sku-2"],
      products_viewed: ["sku-2", "sku-1"],
      products_bought: ["sku-9"],
    });
  });

  it("counts the basket", () => {
    const two = { items: [{ item_id: "a", quantity: 2 }] };
    const added = [event("add_to_cart", two), event("add_to_cart", items("b"))];
    const one = event("remove_from_cart", items("a"));
    expect(stateAfter(...added, one).products_basket).toEqual(["a", "b"]);
    expect(stateAfter(...added, one, one).products_basket).toEqual(["b"]);
    expect(stateAfter(...added, event("view_cart", items("c"))).products_basket).toEqual(["c"]);
    expect(stateAfter(...added, event("begin_checkout", items("d"))).products_basket).toEqual([
      "d",
    ]);
    // A page that names nothing says nothing.
    expect(stateAfter(...added, event("view_cart")).products_basket).toEqual(["a", "b"]);
    expect(stateAfter(...added, event("purchase", items("a", "b")))).toEqual({
      products_bought: ["a", "b"],
    });
  });

  it("takes quantities as shops send them, and one for what is none", () => {
    const basketOf = (quantity: unknown) =>
      stateAfter(
        event("add_to_cart", { items: [{ item_id: "a", quantity }] }),
        event("remove_from_cart", items("a")),
      ).products_basket;
    for (const two of [2, "2"]) expect(basketOf(two)).toEqual(["a"]);
    for (const one of [1, "1", "", 0, -3, null, true, "many", { toString: 1, valueOf: 1 }]) {
      expect(basketOf(one)).toBeUndefined();
    }
  });

  it("keeps the last twenty", () => {
    const views = Array.from({ length: 50 }, (_, index) => event("view_item", items(index)));
    expect(stateAfter(...views).products_viewed).toEqual(
      Array.from({ length: 20 }, (_, index) => String(index + 30)),
    );
  });
});
