import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { probabilityOf } from "../client/teach.ts";

const api = sharedApi();
const actions = ["returned", "shown"];

describe("a selection of another action", () => {
  it("moves the decision and its reward to what was shown", async () => {
    const caseId = await api.putCase("moved");
    for (const round of [0, 1, 2, 3]) {
      const customers = Array.from({ length: 25 }, (_, index) => ({
        query_id: `moved-${round}-${index}`,
      }));
      await api.decideBatch(caseId, { customers, actions });
      // Rewards first, so that terms already learned have to move.
      await api.rewardBatch(
        caseId,
        customers.map(({ query_id }) => ({ query_id, value: 10 })),
      );
      const selection = customers.map(({ query_id }) => ({ query_id, action: "shown" }));
      const path = `/v3/action/${caseId}/select/batch`;
      expect((await api.call("POST", path, { body: { selection } })).status).toBe(200);
    }
    const { action_shares, reward_mean, activated } = await api.status(caseId);
    expect(activated).toBe(100);
    expect(action_shares).toMatchObject({ shown: 1 });
    expect(reward_mean).toBeCloseTo(10, 6);
  });

  it("can move back to where it was", async () => {
    const caseId = await api.putCase("moved-back");
    const { query_id } = await api.decide(caseId, { actions });
    for (const action of ["shown", "returned", "shown", "returned"]) {
      expect((await api.select(caseId, { query_id, action })).status).toBe(1);
    }
    await api.reward(caseId, { query_id, value: 10 });
    const { action_shares, reward_mean, selections } = await api.status(caseId);
    expect(selections).toBe(4);
    expect(action_shares).toMatchObject({ returned: 1 });
    expect(reward_mean).toBeCloseTo(10, 6);
  });

  it("teaches the model what was shown", async () => {
    const caseId = await api.putCase("moved-model");
    // Whatever is returned, "good" is shown to the first half and "bad" to the second.
    for (let round = 0; round < 8; round += 1) {
      const customers = Array.from({ length: 25 }, (_, index) => ({
        query_id: `model-${round}-${index}`,
      }));
      await api.decideBatch(caseId, { customers, actions: ["good", "bad"] });
      const action = round % 2 === 0 ? "good" : "bad";
      const selection = customers.map(({ query_id }) => ({ query_id, action }));
      await api.call("POST", `/v3/action/${caseId}/select/batch`, { body: { selection } });
      await api.rewardBatch(
        caseId,
        customers.map(({ query_id }) => ({ query_id, value: action === "good" ? 10 : 0 })),
      );
    }
    await api.settle();
    const asked = { action: "good", actions: ["good", "bad"], state: {} };
    expect(await probabilityOf(api, caseId, asked)).toBeGreaterThan(0.9);
  });
});
