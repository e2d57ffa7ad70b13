import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, decide, reward, status, putCase } = sharedApi();

describe("several rewards of one query", () => {
  it("add up, each at its event type's weight", async () => {
    await putCase("rewards-weights", { reward_weights: { add_to_basket: 0.5, purchase: 2 } });
    const { query_id } = await decide("rewards-weights", { actions: ["a", "b"] });
    await reward("rewards-weights", { query_id, event_type: "add_to_basket", value: 4 });
    await reward("rewards-weights", { query_id, event_type: "purchase", value: 10 });
    expect((await status("rewards-weights")).reward_mean).toBeCloseTo(22, 6);
  });

  it("weigh 1 without a list, and 0 when a list leaves their type out", async () => {
    await putCase("rewards-unlisted", { reward_weights: { purchase: 1 } });
    const { query_id } = await decide("rewards-unlisted", { actions: ["a", "b"] });
    await reward("rewards-unlisted", { query_id, event_type: "newsletter", value: 50 });
    await reward("rewards-unlisted", { query_id, event_type: "purchase", value: 5 });
    const { rewards, reward_mean } = await status("rewards-unlisted");
    expect(rewards).toBe(2);
    expect(reward_mean).toBeCloseTo(5, 6);
  });

  it("are clipped in sum to the case's range", async () => {
    await putCase("rewards-range", { reward_range: { min: 0, max: 10 } });
    const { query_id } = await decide("rewards-range", { actions: ["a", "b"] });
    await reward("rewards-range", { query_id, value: 8 });
    await reward("rewards-range", { query_id, value: 7 });
    expect((await status("rewards-range")).reward_mean).toBeCloseTo(10, 6);
  });

  it("need a value, but for a refund: what its order paid", async () => {
    await putCase("rewards-refund");
    const { query_id } = await decide("rewards-refund", { actions: ["a", "b"] });
    const order = { query_id, order_id: "o1" };
    await reward("rewards-refund", { ...order, event_type: "purchase", value: 30 });
    for (const event_type of ["purchase", "Refund", undefined]) {
      const body = { ...order, event_type, order_id: "o2" };
      const answer = await call("POST", "/v3/reward/rewards-refund", { body });
      expect(refused(answer, 400, "invalid_body").path).toBe("value");
    }
    await reward("rewards-refund", { ...order, event_type: "refund" });
    const batch = { rewards: [{ ...order, event_type: "refund", value: null }] };
    const again = await call("POST", "/v3/reward/rewards-refund/batch", { body: batch });
    expect(again.status, again.text).toBe(200);
    const { rewards, reward_mean } = await status("rewards-refund");
    expect(rewards).toBe(2);
    expect(reward_mean).toBeCloseTo(0, 6);
  });

  it("are never taken for repetitions because their content is equal", async () => {
    await putCase("rewards-equal");
    const { query_id } = await decide("rewards-equal", { actions: ["a", "b"] });
    const basket = { query_id, event_type: "add_to_basket", value: 3 };
    await reward("rewards-equal", basket);
    await reward("rewards-equal", basket);
    const { rewards, reward_mean } = await status("rewards-equal");
    expect(rewards).toBe(2);
    expect(reward_mean).toBeCloseTo(6, 6);
  });

  it.each([
    ["reward_id", { reward_id: "r1" }, {}],
    ["event_id", { event_id: "e1" }, {}],
    ["Idempotency-Key", {}, { "idempotency-key": "i1" }],
  ])("count once per %s", async (name, id, headers) => {
    const caseId = await putCase(`rewards-once-${name}`);
    const { query_id } = await decide(caseId, { actions: ["a", "b"] });
    const post = (value: number) =>
      call("POST", `/v3/reward/${caseId}`, { body: { query_id, value, ...id }, headers });
    const first = await post(2);
    const again = await post(2);
    expect([first, again].map((answer) => answer.headers.get("idempotent-replay"))).toEqual([
      null,
      "true",
    ]);
    expect(again.json).toEqual(first.json);
    refused(await post(3), 409, "reward_conflict");
    const { rewards, reward_mean } = await status(caseId);
    expect(rewards).toBe(1);
    expect(reward_mean).toBeCloseTo(2, 6);
  });

  it("count once per event type and reward id", async () => {
    await putCase("rewards-types");
    const { query_id } = await decide("rewards-types", { actions: ["a", "b"] });
    const reward_id = "same";
    await reward("rewards-types", { query_id, event_type: "view", value: 1, reward_id });
    await reward("rewards-types", { query_id, event_type: "buy", value: 1, reward_id });
    expect(await status("rewards-types")).toMatchObject({ rewards: 2 });
  });

  it("count once per order", async () => {
    await putCase("rewards-order");
    const { query_id } = await decide("rewards-order", { actions: ["a", "b"] });
    const purchase = { query_id, event_type: "purchase", value: 30, order_id: "4711" };
    await reward("rewards-order", purchase);
    const again = await call("POST", "/v3/reward/rewards-order", { body: purchase });
    expect(again.headers.get("idempotent-replay")).toBe("true");
    await reward("rewards-order", { ...purchase, order_id: "4712" });
    expect(await status("rewards-order")).toMatchObject({ rewards: 2 });
  });
});
