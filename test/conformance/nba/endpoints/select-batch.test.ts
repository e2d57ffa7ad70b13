import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ACTION_BATCH, EXAMPLE_ACTIONS, SELECT_BATCH } from "../client/example-requests.ts";

const { call, decideBatch, status, putCase } = sharedApi();

describe("POST /action/{case_id}/select/batch (row 6)", () => {
  it("takes the documented example after the documented decision", async () => {
    await putCase("row-6", { actions: EXAMPLE_ACTIONS });
    await call("POST", "/v3/action/row-6/batch", { body: ACTION_BATCH });
    const answer = await call("POST", "/v3/action/row-6/select/batch", { body: SELECT_BATCH });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ status: 1 });
    expect(await status("row-6")).toMatchObject({ selections: 1, off_policy_selections: 1 });
  });

  it("records every selection, whichever shard its decision is in", async () => {
    await putCase("row-6-shards", { shards: 4 });
    const customers = Array.from({ length: 20 }, (_, index) => ({ query_id: `s-${index}` }));
    const rankings = await decideBatch("row-6-shards", { customers, actions: ["a", "b"] });
    const selection = rankings.map(({ query_id, actions }) => ({ query_id, action: actions[0] }));
    const path = "/v3/action/row-6-shards/select/batch";
    expect((await call("POST", path, { body: { selection } })).json).toEqual({ status: 1 });
    expect(await status("row-6-shards")).toMatchObject({
      selections: 20,
      off_policy_selections: 0,
    });
  });
});
