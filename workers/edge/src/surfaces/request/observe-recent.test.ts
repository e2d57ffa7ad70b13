import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterEvent,
  NEW_VISIT,
  stateOf,
} from "../../objects/customer-shard/customers/visit-state.ts";
import type { TrackedEvent } from "../../protocol/customer-shard/tracked-event.ts";
import { observeRecent } from "./observe-recent.ts";

const event = (name: string, params: Record<string, unknown>, page_id: string): TrackedEvent => ({
  type: "track",
  seq: 1,
  at: 0,
  name,
  params,
  page_id,
});
const stateAfter = (events: readonly TrackedEvent[]) =>
  stateOf(events.reduce(afterEvent, NEW_VISIT));

describe("observeRecent", () => {
  it("is all of the state where it fits", () => {
    expect(observeRecent({ page_id: "/a", products_viewed: ["x", "y"] })).toEqual({
      c: ["page_id=/a", "products_viewed=x", "products_viewed=y"],
      n: [],
    });
    expect(observeRecent({})).toEqual({ c: [], n: [] });
  });

  it("is the last of every list where all of it would be too much", () => {
    const many = Array.from({ length: 20 }, (_, index) => `${index} ${"x".repeat(60)}`);
    const observed = observeRecent({
      page_id: "/a",
      products_viewed: many,
      products_basket: many,
      products_bought: many,
    });
    expect(observed.c).toContain("page_id=/a");
    for (const list of ["products_viewed", "products_basket", "products_bought"]) {
      const kept = observed.c.filter((category) => category.startsWith(`${list}=`));
      expect(kept.length).toBeGreaterThanOrEqual(10);
      expect(kept).toContain(`${list}=${many.at(-1)}`);
      expect(kept).not.toContain(`${list}=${many[0]}`);
    }
  });

  it("is nothing where no part of a state fits", () => {
    const names = Array.from({ length: 1_000 }, (_, n) => [`name-${n}`, "told"]);
    expect(observeRecent(Object.fromEntries(names))).toEqual({ c: [], n: [] });
  });

  it("is there whatever is tracked", () => {
    const name = fc.constantFrom(
      "view_item",
      "item_impression",
      "add_to_cart",
      "remove_from_cart",
      "view_cart",
      "purchase",
      "search",
    );
    // As long as they may be; control characters and lone surrogates take six bytes each as JSON.
    const long = fc
      .constantFrom("x", "ü", "\u0001", "\uD800", "𝔘")
      .chain((unit) => fc.nat().map((n) => `${n}${unit.repeat(100)}`.slice(0, 100)));
    // All of Unicode would take seconds; these are the characters that are treated differently.
    const any = fc.string({ unit: fc.constantFrom("a", "=", ".", "\\", "ü", "\u0000", "\uD800") });
    const text = fc.oneof({ weight: 4, arbitrary: long }, any);
    const quantity = fc.oneof(fc.constant(1), fc.double());
    const items = fc.array(
      fc.oneof({ weight: 9, arbitrary: fc.record({ item_id: text, quantity }) }, fc.jsonValue()),
      { maxLength: 20, size: "max" },
    );
    const params = fc.record({ items, search_term: text });
    const tracked = fc.tuple(name, params, text).map(([...all]) => event(...all));
    fc.assert(
      fc.property(fc.array(tracked, { maxLength: 10, size: "max" }), (events) => {
        const { c } = observeRecent(stateAfter(events));
        expect(c.length > 0).toBe(events.length > 0);
      }),
      { numRuns: 12 },
    );
    // The most there can be.
    const worst = ["view_item", "item_impression", "purchase", "add_to_cart"].map((each) =>
      event(
        each,
        {
          items: Array.from({ length: 100 }, (_, n) => ({ item_id: `${n}`.padEnd(100, "\u0001") })),
        },
        "\u0001".repeat(500),
      ),
    );
    const search = event("search", { search_term: "\u0001".repeat(100) }, "\u0001".repeat(500));
    expect(observeRecent(stateAfter([...worst, search])).c.length).toBeGreaterThanOrEqual(6);
  });
});
