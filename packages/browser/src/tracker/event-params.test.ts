import { describe, expect, it } from "vitest";
import { copyParams } from "./event-params.ts";

const item = (n: number) => ({
  item_id: `sku-${n}`,
  item_name: `A product with a name of some length, number ${n}`,
  price: n,
  quantity: 1,
});
const list = (length: number) => Array.from({ length }, (_, n) => item(n));

describe("copyParams", () => {
  it("copies plain data, so that the page can go on with its own", () => {
    const params = { items: [item(1)], at: new Date(0), none: undefined };
    const copy = copyParams(params);
    params.items.pop();
    expect(copy).toEqual({ items: [item(1)], at: "1970-01-01T00:00:00.000Z" });
  });

  it("keeps of a long list what is learned from", () => {
    const copy = copyParams({ item_list_id: "sale", items: list(60) });
    const items = Array.from({ length: 60 }, (_, n) => ({
      item_id: `sku-${n}`,
      price: n,
      quantity: 1,
    }));
    expect(copy).toEqual({ item_list_id: "sale", items });
  });

  it("keeps the beginning of a longer list", () => {
    const { items = [] } = copyParams({ items: list(200) }) as { items?: unknown[] };
    expect(items.length).toBeGreaterThan(60);
    expect(items.length).toBeLessThan(200);
    expect(JSON.stringify({ items }).length).toBeLessThanOrEqual(4096);
  });

  it.each([
    ["what is too long without a list", { text: "x".repeat(5000) }],
    ["a text", "text"],
    ["nothing", null],
  ])("refuses %s", (_, params) => {
    expect(copyParams(params)).toBeUndefined();
  });
});
