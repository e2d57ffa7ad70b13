import { describe, expect, it } from "vitest";
import { verdictText } from "./results.ts";

describe("verdictText", () => {
  const pair = { modelId: "learned_v1", againstId: "shop_order", reasons: [] };

  it("names the model to go on with", () => {
    const better = { ...pair, decision: "promote", goOnWith: "learned_v1" } as const;
    expect(verdictText(better)).toBe("go on with learned_v1");
    const worse = { ...pair, decision: "keep", goOnWith: "shop_order" } as const;
    expect(verdictText(worse)).toBe("stay with shop_order");
    const small = { ...pair, decision: "futile", goOnWith: "shop_order" } as const;
    expect(verdictText(small)).toMatch(/^stay with shop_order: /);
  });
});
