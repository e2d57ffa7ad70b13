import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventParams } from "../api.ts";
import { foldVisit, isVisit, NEW_VISIT, stateOf } from "./visit-state.ts";

type Step = readonly [name: string, params: EventParams];

const items = (...ids: readonly (string | number)[]) => ({
  items: ids.map((item_id) => ({ item_id })),
});
const after = (...steps: readonly Step[]) =>
  stateOf(steps.reduce((visit, [name, params]) => foldVisit(visit, name, params), NEW_VISIT));

describe("foldVisit", () => {
  it("keeps what was viewed, scrolled and searched, the latest last", () => {
    expect(
      after(
        ["view_item", items("a")],
        ["view_item", items("b")],
        ["view_item", items("a")],
        ["view_item_list", items("c", "d")],
        ["item_impression", items("c")],
        ["search", { search_term: " teapot " }],
        ["view_search_results", { search_term: "mug" }],
      ),
    ).toEqual({
      search_strings: ["teapot", "mug"],
      products_viewed: ["b", "a"],
      products_scrolled: ["d", "c"],
    });
  });

  it("keeps the latest twenty", () => {
    const views = Array.from({ length: 25 }, (_, n): Step => ["view_item", items(n)]);
    const { products_viewed } = after(...views);
    expect(products_viewed).toHaveLength(20);
    expect(products_viewed?.at(-1)).toBe("24");
  });

  it("has exactly what is in the basket", () => {
    const two = { items: [{ item_id: "a", quantity: 2 }] };
    expect(after(["add_to_cart", two], ["remove_from_cart", items("a")]).products_basket).toEqual([
      "a",
    ]);
    expect(after(["add_to_cart", two], ["remove_from_cart", two])).toEqual({});
  });

  it("takes the shop's word for the whole basket", () => {
    const steps: Step[] = [
      ["add_to_cart", items("a")],
      ["view_cart", items("b", "c")],
    ];
    expect(after(...steps).products_basket).toEqual(["b", "c"]);
    expect(after(...steps, ["view_cart", {}]).products_basket).toEqual(["b", "c"]);
  });

  it("has an empty basket after a purchase", () => {
    expect(after(["add_to_cart", items("a")], ["purchase", items("a")])).toEqual({
      products_bought: ["a"],
    });
  });

  it("is left alone by any other event", () => {
    for (const name of ["newsletter", "toString"]) {
      expect(foldVisit(NEW_VISIT, name, items("a"))).toBe(NEW_VISIT);
    }
  });

  it("stays a bounded visit whatever it is told", () => {
    const name = fc.constantFrom(
      "view_item",
      "add_to_cart",
      "remove_from_cart",
      "purchase",
      "search",
    );
    const params = fc.dictionary(
      fc.constantFrom("items", "search_term"),
      fc.anything({ maxDepth: 3 }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, params)), (steps) => {
        const visit = steps.reduce((before, [n, p]) => foldVisit(before, n, p), NEW_VISIT);
        expect(isVisit(visit)).toBe(true);
        for (const list of Object.values(stateOf(visit)))
          expect(list.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});
