import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ACTION, EXAMPLE_ACTIONS, SELECT } from "../client/example-requests.ts";

const { call, decide, select, status, putCase } = sharedApi();

describe("POST /action/{case_id}/select (row 3)", () => {
  it("takes the documented example after the documented decision", async () => {
    await putCase("row-3", { actions: EXAMPLE_ACTIONS });
    await call("POST", "/v3/action/row-3", { body: ACTION });
    const answer = await call("POST", "/v3/action/row-3/select", { body: SELECT });
    expect(answer.status).toBe(200);
    // actionC is of the catalogue but was not returned, which is said beside the documented status.
    expect(answer.json).toEqual({ status: 1, meta: { off_policy: true } });
  });

  it("answers status alone when the selected action is the one returned first", async () => {
    await putCase("row-3-first");
    const { query_id, actions } = await decide("row-3-first", { actions: ["a", "b"] });
    expect(await select("row-3-first", { query_id, action: actions[0] })).toEqual({ status: 1 });
  });

  it("counts a selection once", async () => {
    await putCase("row-3-count");
    const { query_id, actions } = await decide("row-3-count", { actions: ["a", "b"] });
    await select("row-3-count", { query_id, action: actions[0] });
    await select("row-3-count", { query_id, action: actions[0] });
    expect(await status("row-3-count")).toMatchObject({ decisions: 1, selections: 1 });
  });
});
