import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, decide, select, reward, explain, status, putCase } = sharedApi();

describe("test_api: true", () => {
  it("answers in the same shape", async () => {
    await putCase("test-shape");
    const body = { query_id: "shape", actions: ["a", "b"], test_api: true };
    const { json } = await call("POST", "/v3/action/test-shape", { body });
    expect(json).toEqual({
      query_id: "shape",
      actions: expect.arrayContaining(["a", "b"]),
      status: 1,
    });
  });

  it("validates in full", async () => {
    await putCase("test-validates");
    const body = { actions: ["a"], limit: 0, test_api: true };
    const answer = await call("POST", "/v3/action/test-validates", { body });
    refused(answer, 400, "invalid_body");
  });

  it("takes a select and a reward of a test query, and none of it counts", async () => {
    await putCase("test-counts");
    const query_id = "counts";
    const test_api = true;
    const { actions } = await decide("test-counts", { query_id, actions: ["a", "b"], test_api });
    const action = actions[0];
    expect(await select("test-counts", { query_id, action, test_api })).toEqual({ status: 1 });
    expect(await reward("test-counts", { query_id, value: 5, test_api })).toEqual({ status: 1 });
    expect(await status("test-counts")).toMatchObject({
      decisions: 0,
      selections: 0,
      rewards: 0,
      activated: 0,
      pending: 0,
      reward_mean: null,
    });
  });

  it("does not count in batches either", async () => {
    await putCase("test-batch");
    const post = async (path: string, body: object) =>
      (await call("POST", path, { body: { ...body, test_api: true } })).status;
    const customers = [{ query_id: "one" }, { query_id: "two" }];
    const path = "/v3/action/test-batch";
    expect([
      await post(`${path}/batch`, { customers, actions: ["a"] }),
      await post(`${path}/select/batch`, { selection: [{ query_id: "one", action: "a" }] }),
      await post("/v3/reward/test-batch/batch", { rewards: [{ query_id: "one", value: 1 }] }),
    ]).toEqual([200, 200, 200]);
    expect(await status("test-batch")).toMatchObject({ decisions: 0, selections: 0, rewards: 0 });
  });

  it("ranks for real, without the holdout", async () => {
    await putCase("test-holdout", { holdout_share: 1 });
    const body = { consumer_id: "held out", actions: ["a", "b"] };
    expect((await explain("test-holdout", body)).mode).toBe("test");
  });
});
