import { describe, expect, it } from "vitest";
import { decisionOf, pageDecision, pageOrder } from "./decision.ts";

describe("decisionOf", () => {
  it("selects itself when it is shown", () => {
    const selected: unknown[] = [];
    const ranked = { source: "edge", actions: ["a", "b"], token: "token" } as const;
    const decision = decisionOf("q", "shop", ranked, (shown) => selected.push(shown));
    expect(decision.action).toBe("a");
    decision.shown();
    expect(selected).toEqual([decision]);
  });
});

describe("pageOrder", () => {
  it.each([
    ["fallback before actions", { actions: ["a", "b"], fallback: ["b"] }, ["b"]],
    ["actions without fallback", { actions: ["a", "b"] }, ["a", "b"]],
    ["no more than the limit", { actions: ["a", "b"], limit: 1 }, ["a"]],
    ["nothing", {}, []],
  ])("is %s", (_, request, order) => {
    expect(pageOrder(request)).toEqual(order);
  });

  it("is empty when the page gave no list", () => {
    // @ts-expect-error as a page without types may do
    expect(pageOrder({ actions: 5 })).toEqual([]);
    expect(pageOrder(null)).toEqual([]);
  });
});

describe("pageDecision", () => {
  it("is the page's own order, with nothing to report", () => {
    const decision = pageDecision({ case: "shop", actions: ["a", "b"] });
    expect(decision).toMatchObject({ case: "shop", source: "default", action: "a", queryId: "" });
    expect(decision.shown()).toBeUndefined();
  });
});
