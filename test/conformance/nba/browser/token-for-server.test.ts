import { actionResponse, ranking } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { PUBLISHABLE_KEY } from "../client/http.ts";

const { call, select, reward, status, putCase } = sharedApi();
const ACTIONS = ["a", "b", "c"];

/** A server decides for the browser it renders the page for. */
async function decideOnServer(caseId: string, query_id: string) {
  const body = { query_id, actions: ACTIONS };
  const answer = await call("POST", `/v3/action/${caseId}?token=1`, { body });
  const { actions, token } = actionResponse.required({ token: true }).parse(answer.json);
  return { query_id, action: actions[0], token };
}

describe("?token=1 under a secret key", () => {
  it("gives the token with which a browser selects and rewards", async () => {
    await putCase("served", { actions: ACTIONS });
    const { query_id, action, token } = await decideOnServer("served", "rendered");
    const key = PUBLISHABLE_KEY;
    expect(await select("served", { query_id, action, token }, { key })).toEqual({ status: 1 });
    expect(await reward("served", { query_id, value: 5, token }, { key })).toEqual({ status: 1 });
    const { activated, reward_mean } = await status("served");
    expect(activated).toBe(1);
    expect(reward_mean).toBeCloseTo(5, 6);
  });

  it("defers the decision until the browser has shown it", async () => {
    await putCase("served-deferred", { actions: ACTIONS });
    const { query_id, action } = await decideOnServer("served-deferred", "rendered");
    expect(await status("served-deferred")).toMatchObject({ decisions: 1, activated: 0 });
    await select("served-deferred", { query_id, action });
    expect(await status("served-deferred")).toMatchObject({ decisions: 1, activated: 1 });
  });

  it("leaves a case alone that is set to immediate", async () => {
    await putCase("served-immediate", { actions: ACTIONS, activation: "immediate" });
    await decideOnServer("served-immediate", "rendered");
    expect(await status("served-immediate")).toMatchObject({ activated: 1 });
  });

  it("gives one for every ranking of a batch", async () => {
    await putCase("served-batch", { actions: ACTIONS });
    const customers = [{ query_id: "one" }, { query_id: "two" }];
    const answer = await call("POST", "/v3/action/served-batch/batch?token=1", {
      body: { customers },
    });
    expect(ranking.required({ token: true }).array().parse(answer.json)).toHaveLength(2);
  });
});
