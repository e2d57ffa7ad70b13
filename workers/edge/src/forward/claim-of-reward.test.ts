import { describe, expect, it } from "vitest";
import type { RewardBody, RewardEvent } from "../decision-log/events.ts";
import { claimOfReward } from "./claim-of-reward.ts";
import { standingOf } from "../objects/ledger-shard/standing.ts";

const rewarded = (given: Partial<RewardBody>): RewardEvent => ({
  kind: "reward",
  seq: 7,
  queryId: "query-1",
  dedupeKey: '["purchase","order-1",null]',
  body: {
    at: 5,
    request: "r",
    fingerprint: "f",
    type: "purchase",
    value: 40,
    order: "order-1",
    credit: 0.4,
    terms: [],
    ...given,
  },
});

describe("claimOfReward", () => {
  it("tells of the money, not of what it counts for learning", () => {
    expect(claimOfReward(rewarded({ consumer: "visitor-1" }), undefined, "shop.0.1")).toEqual({
      order: "order-1",
      source: "reward",
      witness: "query-1",
      entry: '["purchase","order-1",null]',
      amount: 40,
      currency: null,
      at: 5,
      visitor: "visitor-1",
      trusted: true,
    });
  });

  it("takes a refund off, whatever its sign, and names an order that has no id", () => {
    for (const value of [15, -15]) {
      const event = rewarded({ type: "refund", value });
      expect(claimOfReward(event, undefined, "s")?.amount).toBe(-15);
    }
    const { order: _, ...body } = rewarded({ byPage: true }).body;
    const event = { ...rewarded({}), body };
    expect(claimOfReward(event, undefined, "shop.0.1")).toMatchObject({
      order: "shop.0.1.7",
      trusted: false,
    });
  });

  it("takes all of an order back that a refund names no sum of, whoever says what it paid", () => {
    const paid = claimOfReward(rewarded({ value: 40 }), undefined, "s");
    const refund = rewarded({ type: "refund", value: -1, whole: true });
    const back = claimOfReward({ ...refund, queryId: "query-2" }, undefined, "s");
    if (!paid || !back) throw new Error("both are money");
    expect(standingOf([paid, back])).toMatchObject({ amount: 0, returned: 40 });
  });

  it("leaves clicks alone", () => {
    expect(claimOfReward(rewarded({ type: "click" }), undefined, "s")).toBeUndefined();
  });
});
