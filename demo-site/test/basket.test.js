// @ts-check
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basketFrom, plainBasket, QUANTITY_LIMIT } from "../public/js/shop/basket.js";

describe("basketFrom", () => {
  it("reads what was stored", () => {
    const stored = { lines: [{ id: "dune-mug", quantity: 3 }], giftWrap: true };
    expect(plainBasket(basketFrom(stored))).toEqual(stored);
  });
  it("drops products that are no longer sold and quantities that make no sense", () => {
    const lines = [
      { id: "dodo", quantity: 1 },
      { id: "dune-mug", quantity: -1 },
      { id: "bud-vases", quantity: "many" },
      { id: "ash-trowel", quantity: 1e9 },
    ];
    expect(plainBasket(basketFrom({ lines })).lines).toEqual([
      { id: "ash-trowel", quantity: QUANTITY_LIMIT },
    ]);
  });
  it("makes a basket of anything", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        const { lines, giftWrap } = basketFrom(stored);
        expect(lines.every(({ quantity }) => Number.isInteger(quantity) && quantity > 0)).toBe(
          true,
        );
        expect(typeof giftWrap).toBe("boolean");
      }),
    );
  });
});
