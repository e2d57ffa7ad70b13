import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, decide, select, status, putCase } = sharedApi();

describe("select of an action that was not returned", () => {
  it("is refused when the catalogue does not have it", async () => {
    await putCase("select-unknown", { actions: ["a", "b", "c"] });
    const { query_id } = await decide("select-unknown", { actions: ["a", "b"] });
    const body = { query_id, action: "z" };
    const answer = await call("POST", "/v3/action/select-unknown/select", { body });
    expect(refused(answer, 400, "unknown_action").path).toBe("action");
    expect(await status("select-unknown")).toMatchObject({ selections: 0 });
  });

  it("is accepted and flagged when the catalogue has it: an agent's override", async () => {
    await putCase("select-override", { actions: ["a", "b", "c"] });
    const { query_id } = await decide("select-override", { actions: ["a", "b"] });
    expect(await select("select-override", { query_id, action: "c" })).toEqual({
      status: 1,
      meta: { off_policy: true },
    });
    expect(await status("select-override")).toMatchObject({
      selections: 1,
      off_policy_selections: 1,
    });
  });

  it("flags a returned action that was not the drawn one", async () => {
    await putCase("select-second");
    const { query_id, actions } = await decide("select-second", { actions: ["a", "b"] });
    expect(await select("select-second", { query_id, action: actions[1] })).toEqual({
      status: 1,
      meta: { off_policy: true },
    });
  });
});
