import { describe, expect, it } from "vitest";
import { requestOf } from "./request.ts";

const requestBy = (dataset: Record<string, string>) => requestOf({ dataset });

describe("requestOf", () => {
  it("asks for what the element says", () => {
    const dataset = {
      nextmoveCase: "shop",
      nextmoveKind: "bought-together",
      nextmoveLimit: "4",
      nextmoveDeadline: "500",
      nextmoveProducts: "sku-1, sku-2  sku-3",
    };
    expect(requestBy(dataset)).toEqual({
      case: "shop",
      kind: "bought-together",
      limit: 4,
      deadline: 500,
      products: ["sku-1", "sku-2", "sku-3"],
      state: {},
    });
  });

  it("takes a single product for what the page is about", () => {
    expect(requestBy({ nextmoveProducts: "sku-1" })).toMatchObject({
      products: ["sku-1"],
      state: { page_id: "sku-1" },
    });
  });

  it("leaves to the instance and the edge what is not said, or is no number", () => {
    expect(requestBy({ nextmoveLimit: "some", nextmoveProducts: " " })).toEqual({
      case: undefined,
      kind: undefined,
      limit: undefined,
      deadline: undefined,
      products: [],
      state: {},
    });
  });
});
