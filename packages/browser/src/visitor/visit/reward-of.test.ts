import { describe, expect, it } from "vitest";
import { rewardOf } from "./reward-of.ts";

const items = [
  { item_id: "a", price: 10, quantity: 2 },
  { item_id: "b", price: 5 },
];

describe("rewardOf", () => {
  it.each([
    ["its value", "purchase", { value: 40, items }, 40],
    ["its value as a text", "purchase", { value: "40.5" }, 40.5],
    ["the sum of its products", "purchase", { items }, 25],
    ["a value of nothing", "purchase", { value: 0, items }, 0],
    ["what a reward is by default where nothing is said", "purchase", {}, undefined],
    ["the sum for a value that is none", "purchase", { value: "forty", items }, 25],
    ["what went back", "refund", { value: 40 }, -40],
    ["all of its order where nothing is said", "refund", {}, undefined],
  ])("is worth %s", (_, name, params, value) => {
    expect(rewardOf(name, params)).toMatchObject({ event_type: name, value });
  });

  it("is named by the order", () => {
    expect(rewardOf("purchase", { transaction_id: "T1" }).order_id).toBe("T1");
    expect(rewardOf("purchase", { transaction_id: "" }).order_id).toBeUndefined();
    expect(rewardOf("purchase", { transaction_id: 7 }).order_id).toBe("7");
  });
});
