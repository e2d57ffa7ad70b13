import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { decide, select, reward, status, putCase } = sharedApi();

describe("reward without select", () => {
  it("belongs to the first action returned when activation is immediate", async () => {
    await putCase("activation-immediate", { activation: "immediate" });
    const { query_id, actions } = await decide("activation-immediate", { actions: ["a", "b"] });
    await reward("activation-immediate", { query_id, value: 2 });
    const { activated, action_shares, reward_mean } = await status("activation-immediate");
    expect(activated).toBe(1);
    expect(action_shares[actions[0] ?? ""]).toBe(1);
    expect(reward_mean).toBeCloseTo(2, 6);
  });

  it("is immediate by default under a secret key", async () => {
    await putCase("activation-default");
    await decide("activation-default", { actions: ["a", "b"] });
    expect(await status("activation-default")).toMatchObject({ activated: 1 });
  });

  it("is kept for a late select when activation is deferred", async () => {
    await putCase("activation-deferred", { activation: "deferred" });
    const { query_id } = await decide("activation-deferred", { actions: ["a", "b"] });
    await reward("activation-deferred", { query_id, value: 3 });
    const before = await status("activation-deferred");
    expect(before).toMatchObject({ decisions: 1, rewards: 1, activated: 0, reward_mean: null });

    await select("activation-deferred", { query_id, action: "b" });
    const { activated, action_shares, reward_mean } = await status("activation-deferred");
    expect(activated).toBe(1);
    expect(action_shares).toEqual({ b: 1 });
    expect(reward_mean).toBeCloseTo(3, 6);
  });
});
