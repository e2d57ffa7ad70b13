import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { decide, reward, status, putCase } = sharedApi();

describe("a consumer_id that differs from the decision's", () => {
  it("is accepted, joined by query_id and counted", async () => {
    await putCase("mismatch");
    const { query_id } = await decide("mismatch", { consumer_id: "one", actions: ["a", "b"] });
    expect(await reward("mismatch", { query_id, consumer_id: "two", value: 2 })).toEqual({
      status: 1,
    });
    const { identity_mismatches, rewards, reward_mean } = await status("mismatch");
    expect({ identity_mismatches, rewards }).toEqual({ identity_mismatches: 1, rewards: 1 });
    expect(reward_mean).toBeCloseTo(2, 6);
  });

  it("is counted of a reward that overtook its decision, too", async () => {
    await putCase("mismatch-early");
    await reward("mismatch-early", { query_id: "later", consumer_id: "two", value: 2 });
    await decide("mismatch-early", { query_id: "later", consumer_id: "one", actions: ["a", "b"] });
    expect(await status("mismatch-early")).toMatchObject({ identity_mismatches: 1, rewards: 1 });
  });

  it("is not counted when either side names no consumer, or both name the same", async () => {
    await putCase("match");
    const { query_id } = await decide("match", { consumer_id: "one", actions: ["a", "b"] });
    await reward("match", { query_id, value: 1 });
    await reward("match", { query_id, customerId: "one", value: 1 });
    expect(await status("match")).toMatchObject({ identity_mismatches: 0 });
  });
});
