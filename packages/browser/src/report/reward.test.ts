import { beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeContext, openContext } from "../context/context.fake.ts";
import { createFakeBrowser } from "../platform/platform.fake.ts";
import { rewardEvent } from "./reward.ts";
import { selectionEvent } from "./selection.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const shown = (context: FakeContext, queryId: string, caseId = "shop") =>
  selectionEvent(context, {
    queryId,
    case: caseId,
    source: "edge",
    action: "a",
    token: `token of ${queryId}`,
  });

describe("rewardEvent", () => {
  let context = openContext(createFakeBrowser());

  beforeEach(() => {
    vi.useFakeTimers({ now: 5000 });
    context = openContext(createFakeBrowser());
  });

  it("rewards the decision last selected in the case", () => {
    shown(context, "q1");
    shown(context, "q2");
    shown(context, "q3", "checkout");
    expect(rewardEvent(context, { event_type: "click" })).toEqual({
      case: "shop",
      item: {
        type: "reward",
        event_id: "id-4",
        at: 5000,
        query_id: "q2",
        event_type: "click",
        value: 1,
        token: "token of q2",
        reward_id: "id-4",
        order_id: undefined,
      },
    });
    const other = rewardEvent(context, { event_type: "purchase", case: "checkout" });
    expect(other?.item).toMatchObject({ query_id: "q3" });
  });

  it("rewards the decision it is given, in that decision's case", () => {
    shown(context, "q1");
    const decision = {
      queryId: "q9",
      case: "checkout",
      source: "edge",
      action: "b",
      token: "t",
    } as const;
    const event = rewardEvent(context, { event_type: "purchase", value: 12.5, decision });
    expect(event).toMatchObject({ case: "checkout", item: { query_id: "q9", value: 12.5 } });
  });

  it("names an order's reward by the order, so that it counts once", () => {
    shown(context, "q1");
    const purchase = { event_type: "purchase", value: 40, order_id: "order-7" };
    const [first, again] = [rewardEvent(context, purchase), rewardEvent(context, purchase)];
    expect(first?.item).toMatchObject({ reward_id: "order-7", order_id: "order-7" });
    expect(again?.item).toMatchObject({ reward_id: "order-7" });
    expect(first?.item.event_id).not.toBe(again?.item.event_id);
  });

  it("says when there is nothing to reward", () => {
    expect(rewardEvent(context, { event_type: "click" })).toBeUndefined();
    expect(context.errors.map(({ code }) => code)).toEqual(["no_decision"]);
  });

  it("does not reward a fallback", () => {
    const decision = { queryId: "", case: "shop", source: "default", action: "a" } as const;
    expect(rewardEvent(context, { event_type: "click", decision })).toBeUndefined();
    expect(context.errors.map(({ code }) => code)).toEqual(["no_decision"]);
  });

  it("forgets a selection that is older than the reward window", () => {
    shown(context, "q1");
    vi.setSystemTime(5000 + 30 * DAY_MS + 1);
    expect(rewardEvent(context, { event_type: "click" })).toBeUndefined();
  });

  it.each([
    ["no event type", { event_type: "" }],
    ["a value that is no number", { event_type: "click", value: Number.NaN }],
    ["an infinite value", { event_type: "click", value: Infinity }],
  ])("refuses %s", (_, reward) => {
    shown(context, "q1");
    expect(rewardEvent(context, reward)).toBeUndefined();
    expect(context.errors.map(({ code }) => code)).toEqual(["invalid_call"]);
  });
});
