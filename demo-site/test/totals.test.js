// @ts-check
import { describe, expect, it } from "vitest";
import { PRODUCTS } from "../public/js/shop/products.js";
import { incentivesFor, totalsOf } from "../public/js/shop/totals.js";

/** @param {string} id @param {number} quantity */
const line = (id, quantity) => {
  const product = PRODUCTS.find((candidate) => candidate.id === id);
  if (product === undefined) throw new Error(`no product ${id}`);
  return { product, quantity };
};
const small = [line("beeswax-tapers", 2)]; // €32
const large = [line("hearth-casserole", 1)]; // €98

describe("totalsOf", () => {
  it("charges delivery below the limit only", () => {
    expect(totalsOf(small, "no_incentive")).toMatchObject({
      delivery: 490,
      total: 3690,
      net: 3200,
    });
    expect(totalsOf(large, "no_incentive")).toMatchObject({ delivery: 0, total: 9800, net: 9800 });
  });
  it("honours free delivery, at the cost of the fee", () => {
    expect(totalsOf(small, "free_delivery")).toMatchObject({ delivery: 0, total: 3200, net: 2710 });
  });
  it("gives nothing away with free delivery where it is free anyway", () => {
    expect(totalsOf(large, "free_delivery")).toMatchObject({ given: 0, net: 9800 });
  });
  it("takes five percent off the goods, not off the delivery", () => {
    expect(totalsOf(small, "five_percent")).toMatchObject({
      discount: 160,
      total: 3530,
      net: 3040,
    });
  });
  it("counts the gift's cost against the order, not against the buyer", () => {
    expect(totalsOf(small, "free_gift")).toMatchObject({ total: 3690, given: 350, net: 2850 });
  });
  it("costs nothing when there is nothing in it", () => {
    expect(totalsOf([], "free_gift")).toMatchObject({ total: 0, given: 0, net: 0 });
  });
});

describe("incentivesFor", () => {
  it("offers free delivery only to those who would pay for it", () => {
    expect(incentivesFor(5999)).toContain("free_delivery");
    expect(incentivesFor(6000)).not.toContain("free_delivery");
  });
});
