import { describe, expect, it } from "vitest";
import { createCopyFilter } from "./duplicates.ts";
import type { ShopEvent } from "./shop-event.ts";

const added = (form: string, ...ids: readonly string[]): ShopEvent => ({
  form,
  name: "add_to_cart",
  params: { items: ids.map((item_id) => ({ item_id })) },
});

describe("createCopyFilter", () => {
  it("tells the copies of an event in other forms, in any order of events", () => {
    const isCopy = createCopyFilter(() => 0);
    expect(
      [
        added("gtm", "mug-7"),
        added("gtm", "mug-7"),
        added("gtag", "mug-7"),
        added("ua", "mug-7"),
        added("gtag", "mug-7"),
        added("gtag", "mug-7"),
      ].map(isCopy),
    ).toEqual([false, false, true, true, true, false]);
  });

  it("knows the products in another order", () => {
    const isCopy = createCopyFilter(() => 0);
    expect([added("gtm", "mug-7", "bowl-1"), added("ua", "bowl-1", "mug-7")].map(isCopy)).toEqual([
      false,
      true,
    ]);
  });

  it("takes the same form twice for two events", () => {
    const isCopy = createCopyFilter(() => 0);
    expect([added("gtm", "mug-7"), added("gtm", "mug-7")].map(isCopy)).toEqual([false, false]);
  });

  it.each([
    ["another product", added("gtag", "bowl-1")],
    ["more products", added("gtag", "mug-7", "bowl-1")],
    ["another name", { ...added("gtag", "mug-7"), name: "remove_from_cart" }],
  ])("takes %s for another event", (_, other) => {
    const isCopy = createCopyFilter(() => 0);
    isCopy(added("gtm", "mug-7"));
    expect(isCopy(other)).toBe(false);
  });

  it("forgets an event after five seconds", () => {
    let now = 0;
    const isCopy = createCopyFilter(() => now);
    isCopy(added("gtm", "mug-7"));
    now = 4_999;
    expect(isCopy(added("gtag", "mug-7"))).toBe(true);
    now = 5_000;
    expect(isCopy(added("ua", "mug-7"))).toBe(false);
  });
});
