import { describe, expect, it } from "vitest";
import { mergeItem } from "./merge-item.ts";

describe("mergeItem", () => {
  const soldOut = { id: "a", availability: "out_of_stock", quantity: 0 } as const;
  const inStock = { id: "a", availability: "in_stock" } as const;

  it("forgets that none was left once an update says that it can be had", () => {
    expect(mergeItem(soldOut, inStock)).toEqual(inStock);
    expect(mergeItem({ ...soldOut, quantity: -2 }, inStock)).toEqual(inStock);
  });

  it("knows by their number that none is left, unless they are ordered ahead", () => {
    const none = { id: "a", quantity: 0 };
    expect(mergeItem({ ...inStock, quantity: 5 }, none)).toEqual(soldOut);
    expect(mergeItem(undefined, none)).toEqual(soldOut);
    const ahead = { id: "a", availability: "preorder" } as const;
    expect(mergeItem(ahead, none)).toEqual({ ...ahead, quantity: 0 });
    expect(mergeItem(ahead, soldOut)).toEqual(soldOut);
  });

  it("keeps a quantity that does not contradict the update", () => {
    expect(mergeItem({ ...inStock, quantity: 5 }, inStock)).toEqual({ ...inStock, quantity: 5 });
    expect(mergeItem(soldOut, { id: "a", title: "A" })).toEqual({ ...soldOut, title: "A" });
    expect(mergeItem(soldOut, { ...inStock, quantity: 0 })).toEqual({ ...inStock, quantity: 0 });
    expect(mergeItem(inStock, { ...soldOut })).toEqual(soldOut);
  });
});
