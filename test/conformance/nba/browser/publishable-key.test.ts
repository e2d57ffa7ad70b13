import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { PUBLISHABLE_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const { call, decide, select, reward, status, putCase } = sharedApi();
const key = PUBLISHABLE_KEY;
const ACTIONS = ["a", "b", "c"];

describe("a publishable key is public, so it is bounded", () => {
  it("ranks actions of the catalogue only", async () => {
    await putCase("bounded-catalogue", { actions: ACTIONS });
    const body = { actions: ["a", "forged"] };
    const answer = await call("POST", "/v3/action/bounded-catalogue", { key, body });
    expect(refused(answer, 400, "unknown_action").path).toBe("actions.1");
    expect(await status("bounded-catalogue")).toMatchObject({ decisions: 0 });
  });

  it.each([
    ["has lost one of its actions", { actions: ["a", "b"] }],
    ["is gone", {}],
  ])("gives a replay its first answer after the catalogue %s", async (what, settings) => {
    const caseId = `bounded-replay-${Object.keys(settings).length}`;
    await putCase(caseId, { actions: ACTIONS });
    const asked = { query_id: "q", actions: ["a", "c"] };
    const first = await decide(caseId, asked, { key });
    const whole = await decide(caseId, { query_id: "all" }, { key });
    await putCase(caseId, settings);
    expect(await decide(caseId, asked, { key }), what).toEqual(first);
    expect(await decide(caseId, { query_id: "all" }, { key }), what).toEqual(whole);
    const other = await call("POST", `/v3/action/${caseId}`, {
      key,
      body: { ...asked, actions: ["c"] },
    });
    refused(other, 409, "query_id_conflict");
  });

  it("ranks without a catalogue, and teaches nothing", async () => {
    await putCase("bounded-none");
    const body = { query_id: "q", actions: ["x", "y"] };
    const { actions, token } = await decide("bounded-none", body, { key });
    expect(actions.toSorted()).toEqual(["x", "y"]);
    await select("bounded-none", { query_id: "q", action: actions[0], token }, { key });
    await reward("bounded-none", { query_id: "q", value: 50, token }, { key });
    expect(await status("bounded-none")).toMatchObject({ activated: 0, reward_mean: null });
  });

  it("activates a decision by its select, not before", async () => {
    await putCase("bounded-deferred", { actions: ACTIONS });
    const { query_id, actions, token } = await decide("bounded-deferred", {}, { key });
    expect(await status("bounded-deferred")).toMatchObject({ decisions: 1, activated: 0 });
    await select("bounded-deferred", { query_id, action: actions[0], token }, { key });
    expect(await status("bounded-deferred")).toMatchObject({ decisions: 1, activated: 1 });
  });

  it("may not take a selection back", async () => {
    await putCase("bounded-select", { actions: ACTIONS });
    const { query_id, actions, token } = await decide("bounded-select", {}, { key });
    const selectAction = (action: string | undefined) =>
      call("POST", "/v3/action/bounded-select/select", { key, body: { query_id, action, token } });
    expect((await selectAction(actions[0])).status).toBe(200);
    expect((await selectAction(actions[0])).headers.get("idempotent-replay")).toBe("true");
    refused(await selectAction(actions[1]), 409, "selection_conflict");
  });

  it("may not select what was not returned", async () => {
    await putCase("bounded-forged", { actions: ACTIONS });
    const { query_id, token } = await decide("bounded-forged", {}, { key });
    const body = { query_id, action: "forged", token };
    const answer = await call("POST", "/v3/action/bounded-forged/select", { key, body });
    refused(answer, 400, "unknown_action");
  });

  it("has one reward learned per query and event type, clipped to the range", async () => {
    await putCase("bounded-reward", { actions: ACTIONS, reward_range: { min: 0, max: 10 } });
    const { query_id, actions, token } = await decide("bounded-reward", {}, { key });
    await select("bounded-reward", { query_id, action: actions[0], token }, { key });
    const body = { query_id, event_type: "purchase", token };
    await reward("bounded-reward", { ...body, value: 4, reward_id: "r1" }, { key });
    await call("POST", "/v3/reward/bounded-reward", {
      key,
      body: { ...body, value: 4, reward_id: "r2" },
    });
    expect((await status("bounded-reward")).reward_mean).toBeCloseTo(4, 6);
    await reward("bounded-reward", { ...body, event_type: "other", value: 1e6 }, { key });
    expect((await status("bounded-reward")).reward_mean).toBeCloseTo(10, 6);
  });

  it("does not explain", async () => {
    await putCase("bounded-explain", { actions: ACTIONS });
    const answer = await call("POST", "/v3/action/bounded-explain?explain=1", { key, body: {} });
    expect(answer.text).not.toContain("probability");
  });

  it.each([
    ["GET", "/v3/cases"],
    ["PUT", "/v3/cases/bounded"],
    ["GET", "/v3/cases/shop/status"],
    ["DELETE", "/v3/cases/shop"],
    ["GET", "/v3/keys"],
    ["POST", "/v3/keys"],
  ])("may not %s %s", async (method, path) => {
    const body = method === "GET" || method === "DELETE" ? {} : { body: {} };
    refused(await call(method, path, { key, ...body }), 403, "forbidden");
  });
});
