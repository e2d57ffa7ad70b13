import { describe, expect, it } from "vitest";
import { createTestNextmove } from "./create-test-nextmove.ts";

describe("createTestNextmove", () => {
  it("decides as it was told, within what is possible", async () => {
    const nextmove = createTestNextmove({ case: "shop", decisions: { shop: ["b", "a", "c"] } });
    const decision = await nextmove.decide({ actions: ["a", "b"], limit: 1 });
    expect(decision).toMatchObject({ source: "edge", case: "shop", action: "b", actions: ["b"] });
    nextmove.decides("shop", ({ actions = [] }) => actions.toReversed());
    expect((await nextmove.decide({ actions: ["x", "y"] })).action).toBe("y");
    expect(nextmove.recorded.decide).toEqual([
      { actions: ["a", "b"], limit: 1 },
      { actions: ["x", "y"] },
    ]);
  });

  it("takes the page's order as the ranking when it was told nothing", async () => {
    const { decide } = createTestNextmove();
    expect(await decide({ actions: ["a", "b"] })).toMatchObject({ source: "edge", action: "a" });
  });

  it("records a selection once, and none of a fallback", async () => {
    const nextmove = createTestNextmove({ decisions: { checkout: "unreachable" } });
    const decision = await nextmove.decide({ actions: ["a", "b"] });
    decision.shown();
    decision.shown();
    nextmove.select(decision, "b");
    const fallback = await nextmove.decide({ case: "checkout", actions: ["a"], fallback: ["z"] });
    expect(fallback).toMatchObject({ source: "default", action: "z", token: undefined });
    fallback.shown();
    expect(nextmove.recorded.select.map(({ action }) => action)).toEqual(["a", "b"]);
  });

  it("credits a reward to the decision last selected, and says when there is none", async () => {
    const nextmove = createTestNextmove();
    const errors: string[] = [];
    nextmove.on("error", ({ code }) => errors.push(code));
    nextmove.reward({ event_type: "click" });
    const decision = await nextmove.decide({ actions: ["a"] });
    decision.shown();
    nextmove.reward({ event_type: "click" });
    nextmove.reward({ event_type: "purchase", value: 40, order_id: "o1", decision });
    expect(nextmove.recorded.reward).toMatchObject([
      { event_type: "click", value: 1, case: "test", decision: { queryId: decision.queryId } },
      { event_type: "purchase", value: 40, order_id: "o1" },
    ]);
    expect(errors).toEqual(["no_decision"]);
  });

  it("makes a reward of a tracked purchase or refund", async () => {
    const nextmove = createTestNextmove();
    nextmove.track("purchase", { value: 1 });
    (await nextmove.decide({ actions: ["a"] })).shown();
    nextmove.track("purchase", { value: 40, transaction_id: "o1" });
    nextmove.track("refund", { value: 40, transaction_id: "o1" });
    nextmove.track("view_item", { items: [{ item_id: "sku-1" }] });
    expect(nextmove.recorded.track).toHaveLength(4);
    expect(nextmove.recorded.reward.map(({ event_type, value }) => [event_type, value])).toEqual([
      ["purchase", 40],
      ["refund", -40],
    ]);
  });

  it("answers when its clock says so, and at the deadline with the page's order", async () => {
    const nextmove = createTestNextmove({ latency: 200, decisions: { test: ["b"] } });
    const inTime = nextmove.decide({ actions: ["a", "b"] });
    const late = nextmove.decide({ actions: ["a", "b"], deadline: 100 });
    nextmove.clock.advance(100);
    expect(await late).toMatchObject({ source: "default", action: "a" });
    nextmove.clock.advance(100);
    expect(await inTime).toMatchObject({ source: "edge", action: "b" });
  });

  it("recommends as it was told", async () => {
    const nextmove = createTestNextmove({ recommendations: { test: ["sku-2", "sku-1"] } });
    const recommendation = await nextmove.recommend({ limit: 1 });
    expect(recommendation).toMatchObject({ source: "edge", items: [{ id: "sku-2" }] });
    nextmove.recommends("test", [{ id: "sku-3", title: "Teapot" }]);
    expect((await nextmove.recommend()).items).toEqual([{ id: "sku-3", title: "Teapot" }]);
    nextmove.recommends("test", "unreachable");
    const fallback = await nextmove.recommend({ fallback: ["sku-9"] });
    expect(fallback).toMatchObject({ source: "default", items: [{ id: "sku-9" }] });
  });

  it("tells its listeners", async () => {
    const nextmove = createTestNextmove({ consent: "pending" });
    const told: unknown[] = [];
    nextmove.on("consent", (report) => told.push(report));
    nextmove.on("page", ({ url, referrer }) => told.push([url, referrer]));
    nextmove.on("track", ({ name }) => told.push(name));
    nextmove.on("decision", ({ action }) => told.push(action));
    expect(nextmove.consent("granted", "banner")).toBe("granted");
    nextmove.consent("granted", "again");
    nextmove.visit("https://shop.test/lamps");
    nextmove.track("login");
    await nextmove.decide({ actions: ["a"] });
    expect(told).toEqual([
      { state: "granted", reason: "banner" },
      ["https://shop.test/lamps", "https://shop.test/"],
      "login",
      "a",
    ]);
  });
});
