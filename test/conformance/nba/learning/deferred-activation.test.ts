import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { probabilityOf } from "../client/teach.ts";

const api = sharedApi();
const actions = ["a", "b"];

describe("deferred activation", () => {
  it("learns from selected decisions only", async () => {
    const caseId = await api.putCase("deferred", { activation: "deferred" });
    for (let round = 0; round < 4; round += 1) {
      const customers = Array.from({ length: 40 }, (_, index) => ({
        query_id: `deferred-${round}-${index}`,
      }));
      const rankings = await api.decideBatch(caseId, { customers, actions });
      // Everybody is rewarded, for "a" alone by those who report what they showed.
      const rewards = rankings.map(({ query_id, actions: [first] }, index) => {
        const isShown = index % 2 === 0;
        return { query_id, value: isShown && first === "b" ? 0 : 10 };
      });
      await api.rewardBatch(caseId, rewards);
      const selection = rankings
        .filter((_, index) => index % 2 === 0)
        .map(({ query_id, actions: [action] }) => ({ query_id, action }));
      await api.call("POST", `/v3/action/${caseId}/select/batch`, { body: { selection } });
    }
    expect(await api.status(caseId)).toMatchObject({
      decisions: 160,
      activated: 80,
      selections: 80,
      off_policy_selections: 0,
    });
    await api.settle();
    const asked = { action: "a", actions, state: {} };
    expect(await probabilityOf(api, caseId, asked)).toBeGreaterThan(0.75);
  });
});
