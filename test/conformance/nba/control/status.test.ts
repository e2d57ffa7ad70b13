import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { decideBatch, rewardBatch, status, putCase } = sharedApi();

describe("GET /v3/cases/{case_id}/status", () => {
  it("is all zeros for a new case", async () => {
    await putCase("status-new", { actions: ["a", "b"] });
    expect(await status("status-new")).toMatchObject({
      case_id: "status-new",
      decisions: 0,
      selections: 0,
      rewards: 0,
      activated: 0,
      reward_mean: null,
      learning_curve: [],
      action_shares: {},
      pending: 0,
      unattached: 0,
      expired_rewards: 0,
    });
  });

  it("adds up over shards, and says how far behind each is", async () => {
    await putCase("status-shards", { shards: 3 });
    const customers = Array.from({ length: 60 }, (_, index) => ({ query_id: `q-${index}` }));
    const rankings = await decideBatch("status-shards", { customers, actions: ["a", "b"] });
    await rewardBatch(
      "status-shards",
      customers.map(({ query_id }) => ({ query_id, value: 2 })),
    );
    const report = await status("status-shards");
    expect(report).toMatchObject({ decisions: 60, activated: 60, rewards: 60 });
    expect(report.reward_mean).toBeCloseTo(2, 6);
    expect(report.modes).toEqual({ model: 60 });

    const shown = rankings.filter(({ actions }) => actions[0] === "a").length / 60;
    expect(report.action_shares["a"] ?? 0).toBeCloseTo(shown, 9);

    expect(report.shards).toHaveLength(3);
    for (const shard of report.shards) {
      expect(shard.last_seq).toBeGreaterThan(0);
      expect(shard.absorbed_seq).toBe(shard.last_seq);
      expect(shard.staleness_ms).toBe(0);
    }
    expect(report.model_version).toBeGreaterThan(0);
    expect(report.feature_space.dimension).toBeLessThanOrEqual(160);
  });
});
