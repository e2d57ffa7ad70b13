import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ACTION_BATCH, REWARD_BATCH, EXAMPLE_ACTIONS } from "../client/example-requests.ts";

const { call, decideBatch, rewardBatch, status, putCase } = sharedApi();

describe("POST /reward/{case_id}/batch (row 7)", () => {
  it("takes the documented example after the documented decision", async () => {
    await putCase("row-7", { actions: EXAMPLE_ACTIONS });
    await call("POST", "/v3/action/row-7/batch", { body: ACTION_BATCH });
    const answer = await call("POST", "/v3/reward/row-7/batch", { body: REWARD_BATCH });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ status: 1 });
    expect((await status("row-7")).reward_mean).toBeCloseTo(1.337, 6);
  });

  it("takes several rewards of one query, and of queries in several shards", async () => {
    await putCase("row-7-shards", { shards: 4 });
    const customers = Array.from({ length: 20 }, (_, index) => ({ query_id: `r-${index}` }));
    await decideBatch("row-7-shards", { customers, actions: ["a", "b"] });
    const rewards = customers.flatMap(({ query_id }) => [
      { query_id, event_type: "add_to_basket", value: 1 },
      { query_id, event_type: "purchase", value: 2 },
    ]);
    await rewardBatch("row-7-shards", rewards);
    const { rewards: count, reward_mean } = await status("row-7-shards");
    expect(count).toBe(40);
    expect(reward_mean).toBeCloseTo(3, 6);
  });
});
