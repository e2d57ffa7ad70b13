import { ranking } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { PUBLISHABLE_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const { call, decide, select, reward, status, putCase } = sharedApi();
const key = PUBLISHABLE_KEY;
const ACTIONS = ["a", "b", "c"];

/** A decision made in a browser, and what it takes to report on it. */
async function decideInBrowser(caseId: string, query_id: string) {
  await putCase(caseId, { actions: ACTIONS });
  const { actions, token } = await decide(caseId, { query_id, actions: ACTIONS }, { key });
  if (token === undefined) throw new Error("a decision under a publishable key has no token");
  return { query_id, action: actions[0], token };
}

describe("a decision's token", () => {
  it("is given under a publishable key only", async () => {
    const { token } = await decideInBrowser("token-given", "browser");
    expect(token).not.toBe("");
    expect(await decide("token-given", { query_id: "server" })).not.toHaveProperty("token");
  });

  it("lets a browser select and reward", async () => {
    const { query_id, action, token } = await decideInBrowser("token-used", "browser");
    expect(await select("token-used", { query_id, action, token }, { key })).toEqual({ status: 1 });
    expect(await reward("token-used", { query_id, value: 5, token }, { key })).toEqual({
      status: 1,
    });
    const { activated, reward_mean } = await status("token-used");
    expect(activated).toBe(1);
    expect(reward_mean).toBeCloseTo(5, 6);
  });

  it("is the same in a replay", async () => {
    const { query_id, token } = await decideInBrowser("token-replay", "browser");
    const again = await decide("token-replay", { query_id, actions: ACTIONS }, { key });
    expect(again.token).toBe(token);
  });

  it("is in every ranking of a batch and does for the batches of reports", async () => {
    await putCase("token-batch", { actions: ACTIONS });
    const post = (path: string, body: object) => call("POST", path, { key, body });
    const customers = [{ query_id: "one" }, { query_id: "two" }];
    const answer = await post("/v3/action/token-batch/batch", { customers });
    const rankings = ranking.required({ token: true }).array().parse(answer.json);
    const reports = rankings.map(({ query_id, token, actions: [action] }) => ({
      query_id,
      token,
      action,
      value: 1,
    }));
    const selected = await post("/v3/action/token-batch/select/batch", { selection: reports });
    const rewarded = await post("/v3/reward/token-batch/batch", { rewards: reports });
    expect([selected.json, rewarded.json]).toEqual([{ status: 1 }, { status: 1 }]);
  });

  it("is needed, unchanged, and for its own decision", async () => {
    const own = await decideInBrowser("token-needed", "own");
    const other = await decideInBrowser("token-needed", "other");
    const elsewhere = await decideInBrowser("token-elsewhere", "own");
    const flipped = `${own.token.startsWith("A") ? "B" : "A"}${own.token.slice(1)}`;
    const wrong = [undefined, "", "nonsense", flipped, other.token, elsewhere.token];
    for (const token of wrong) {
      const selection = { query_id: "own", action: own.action, token };
      const gain = { query_id: "own", value: 1, token };
      const path = "/v3/action/token-needed/select";
      refused(await call("POST", path, { key, body: selection }), 403, "token_invalid");
      refused(
        await call("POST", "/v3/reward/token-needed", { key, body: gain }),
        403,
        "token_invalid",
      );
    }
    expect(await status("token-needed")).toMatchObject({ selections: 0, rewards: 0, pending: 0 });
  });

  it("is not needed under a secret key", async () => {
    const { query_id, action } = await decideInBrowser("token-secret", "browser");
    expect(await select("token-secret", { query_id, action })).toEqual({ status: 1 });
    expect(await reward("token-secret", { query_id, value: 1 })).toEqual({ status: 1 });
  });
});
