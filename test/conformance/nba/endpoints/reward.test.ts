import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ACTION, REWARD, EXAMPLE_ACTIONS } from "../client/example-requests.ts";

const { call, decide, reward, status, putCase } = sharedApi();

describe("POST /reward/{case_id} (row 4)", () => {
  it("takes the documented example after the documented decision", async () => {
    await putCase("row-4", { actions: EXAMPLE_ACTIONS });
    await call("POST", "/v3/action/row-4", { body: ACTION });
    const answer = await call("POST", "/v3/reward/row-4", { body: REWARD });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ status: 1 });
    const { rewards, reward_mean } = await status("row-4");
    expect(rewards).toBe(1);
    expect(reward_mean).toBeCloseTo(1.337, 6);
  });

  it("takes a loss as a negative reward", async () => {
    await putCase("row-4-loss");
    const { query_id } = await decide("row-4-loss", { actions: ["a", "b"] });
    await reward("row-4-loss", { query_id, event_type: "purchase", value: 10 });
    await reward("row-4-loss", { query_id, event_type: "refund", value: -4 });
    expect((await status("row-4-loss")).reward_mean).toBeCloseTo(6, 6);
  });

  it("takes a reward without event_type", async () => {
    await putCase("row-4-plain");
    const { query_id } = await decide("row-4-plain", { actions: ["a", "b"] });
    expect(await reward("row-4-plain", { query_id, value: 1 })).toEqual({ status: 1 });
  });
});
