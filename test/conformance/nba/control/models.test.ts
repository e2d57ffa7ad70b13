import {
  activateModelResponse,
  caseResponse,
  modelListResponse,
  modelResponse,
} from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { DAY_MS, sharedApi } from "../client/api.ts";
import { ADMIN_KEY, SECRET_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";
import { probabilityOf, teach } from "../client/teach.ts";

const api = sharedApi();
const { call, putCase, decide, settle } = api;
const admin = (method: string, path: string, body?: unknown, headers = {}) =>
  call(method, path, { key: ADMIN_KEY, headers, ...(body === undefined ? {} : { body }) });

const ACTIONS = ["a", "b", "c"];

/** Keeps a version of a case's model. */
const keep = async (caseId: string, body: object) => {
  const answer = await admin("POST", `/v3/cases/${caseId}/models`, body);
  expect(answer.status, answer.text).toBe(201);
  return modelResponse.parse(answer.json);
};

/** Lets a case find out which action is best. */
const prefer = async (caseId: string, best: string, decisions = 50): Promise<void> => {
  await teach(api, {
    caseId,
    decisions,
    actions: ACTIONS,
    stateOf: () => ({}),
    rewardOf: (_, action) => (action === best ? 10 : 0),
  });
  await settle();
};

const liked = (caseId: string, action: string) =>
  probabilityOf(api, caseId, { action, actions: ACTIONS, state: {} });

describe("models of a case", () => {
  it("are kept, listed, described and deleted", async () => {
    const caseId = await putCase("models-kept", { actions: ACTIONS });
    await prefer(caseId, "a", 25);
    const frozen = await keep(caseId, { name: "summer" });
    expect(frozen).toMatchObject({
      model_id: "summer_v1",
      from: "live",
      learns: "none",
      decisions: 25,
      rollback_point: false,
      periods: [],
    });
    const fork = await keep(caseId, {
      name: "summer",
      from: "summer_v1",
      learns: "own",
      warm_start: 0.4,
      settings: { exploration_floor: 0.1 },
    });
    expect(fork).toMatchObject({ model_id: "summer_v2", decisions: expect.closeTo(10, 6) });

    const path = `/v3/cases/${caseId}/models`;
    const { live, models } = modelListResponse.parse((await admin("GET", path)).json);
    expect(live).toMatchObject({ from: null, activated_at: null, decisions: 25 });
    expect(models.map(({ model_id }) => model_id)).toEqual(["summer_v1", "summer_v2"]);
    expect(modelResponse.parse((await admin("GET", `${path}/summer_v2`)).json)).toEqual(fork);

    expect((await admin("DELETE", `${path}/summer_v2`)).status).toBe(200);
    refused(await admin("GET", `${path}/summer_v2`), 404, "unknown_model");
    refused(await admin("DELETE", `${path}/summer_v2`), 404, "unknown_model");
    expect((await keep(caseId, { name: "summer" })).model_id).toBe("summer_v3");
  });

  it("are made once under an Idempotency-Key", async () => {
    const caseId = await putCase("models-once");
    const path = `/v3/cases/${caseId}/models`;
    const headers = { "idempotency-key": "k" };
    const first = await admin("POST", path, { name: "once" }, headers);
    const again = await admin("POST", path, { name: "once" }, headers);
    expect(modelResponse.parse(again.json)).toEqual(modelResponse.parse(first.json));
    const other = await admin("POST", path, { name: "twice" }, headers);
    refused(other, 409, "idempotency_conflict");
  });

  it("are at most twenty, of which five learn", async () => {
    const caseId = await putCase("models-many");
    const path = `/v3/cases/${caseId}/models`;
    for (let i = 0; i < 5; i++) await keep(caseId, { name: "many", learns: "all" });
    const sixth = await admin("POST", path, { name: "many", learns: "own" });
    refused(sixth, 409, "too_many_models");
    for (let i = 0; i < 15; i++) await keep(caseId, { name: "many" });
    refused(await admin("POST", path, { name: "many" }), 409, "too_many_models");
  });

  it.each([
    [{}, "name"],
    [{ name: "" }, "name"],
    [{ name: "live" }, "name"],
    [{ name: "x_v2" }, "name"],
    [{ name: "a/b" }, "name"],
    [{ name: "x", learns: "some" }, "learns"],
    [{ name: "x", warm_start: 1.1 }, "warm_start"],
    [{ name: "x", settings: { policy: "best" } }, "settings.policy"],
    [{ name: "x", colour: 1 }, "colour"],
  ])("are refused when asked for by %j", async (body, path) => {
    const caseId = await putCase("models-refused");
    const answer = await admin("POST", `/v3/cases/${caseId}/models`, body);
    expect(refused(answer, 400, "invalid_body").path).toBe(path);
  });

  it("are the operator's, of cases and versions that exist", async () => {
    const caseId = await putCase("models-strangers");
    const path = `/v3/cases/${caseId}/models`;
    expect((await call("GET", path, { key: SECRET_KEY })).status).toBe(403);
    refused(await admin("GET", "/v3/cases/no-such-case/models"), 404, "unknown_case");
    const from = await admin("POST", path, { name: "x", from: "nothing_v1" });
    expect(refused(from, 404, "unknown_model").path).toBe("from");
    refused(await admin("POST", `${path}/nothing_v1/activate`, {}), 404, "unknown_model");
  });
});

describe("activating a model", () => {
  it("rolls live back to it, and says what was replaced; done once", async () => {
    const caseId = await putCase("models-activated", { actions: ACTIONS });
    await prefer(caseId, "a");
    const { model_id } = await keep(caseId, { name: "good" });
    const then = await liked(caseId, "a");
    expect(then).toBeGreaterThan(0.5);
    // What was paid for `a` so far is taken back in one blow.
    const customers = [{ query_id: "blow", actions: ["a"] }];
    await api.decideBatch(caseId, { customers });
    await api.rewardBatch(caseId, [{ query_id: "blow", value: -1000 }]);
    for (let i = 0; i < 20; i++) {
      await decide(caseId, { query_id: `bad-${i}`, actions: ["a"] });
      await api.reward(caseId, { query_id: `bad-${i}`, value: -100 });
    }
    await settle();
    expect(await liked(caseId, "a")).toBeLessThan(0.1);

    const path = `/v3/cases/${caseId}/models/${model_id}/activate`;
    const done = activateModelResponse.parse((await admin("POST", path)).json);
    expect(done).toEqual({ status: 1, model_id, replaced: "live_v1" });
    const asLive = `/v3/cases/${caseId}/models/live/activate`;
    for (const nothing of [path, asLive]) {
      const again = activateModelResponse.parse((await admin("POST", nothing, {})).json);
      expect(again.replaced).toBeNull();
    }
    // A shard hears of it with the next batch that it sends.
    await decide(caseId, { query_id: "tells", actions: ["c"] });
    await settle();
    expect(await liked(caseId, "a")).toBeGreaterThan(0.5);
  });

  it("lets the case decide as the version did, and the way back as it did before", async () => {
    const caseId = await putCase("models-policy", { actions: ACTIONS, exploration_floor: 0.02 });
    const settings = { exploration_floor: 0.3, policy: "given_order" };
    const { model_id } = await keep(caseId, { name: "manual", settings });
    const activate = async (id: string) =>
      activateModelResponse.parse(
        (await admin("POST", `/v3/cases/${caseId}/models/${id}/activate`, {})).json,
      );
    const settingsNow = async () =>
      caseResponse.parse((await admin("GET", `/v3/cases/${caseId}`)).json).settings;
    const { replaced } = await activate(model_id);
    expect(await settingsNow()).toMatchObject({ exploration_floor: 0.3, apprentice: true });
    await activate(replaced ?? "");
    expect(await settingsNow()).toMatchObject({ exploration_floor: 0.02, apprentice: false });
  });
});

describe("the models of a period", () => {
  it("decide for the visitors they are assigned to, stay as they are, and cannot be deleted", async () => {
    const caseId = await putCase("models-compared", { actions: ACTIONS });
    await prefer(caseId, "a");
    const { model_id } = await keep(caseId, { name: "frozen" });
    await prefer(caseId, "b", 100);
    const { now } = (await call("POST", "/dev/clock", { body: { advance_ms: 0 } })).json as {
      now: string;
    };
    const period = {
      caseId,
      start: now,
      end: new Date(Date.parse(now) + 7 * DAY_MS).toISOString(),
      models: [
        { modelId: "reference_v16", role: "reference" },
        { modelId: "live", role: "best" },
        { modelId: model_id, role: "test" },
      ],
    };
    const put = await admin("PUT", "/v3/test-cycle/periods/models-compared", period);
    expect(put.status, put.text).toBe(200);

    const visitors = (name: string) =>
      Array.from({ length: 60 }, (_, i) => ({
        query_id: `compared-${name}-${i}`,
        consumer_id: `${name}-${i}`,
        actions: ["c", "b", "a"],
      }));
    // The first to come may come before the models on a busy machine; they are there once those have taught.
    for (const body of visitors("early")) await decide(caseId, body);
    await settle();
    const rankings = await Promise.all(
      visitors("late").map(async (body) => {
        const path = `/v3/action/${caseId}?explain=1`;
        return (await call("POST", path, { body })).json as {
          actions: string[];
          explain: { mode: string; model_id: string };
        };
      }),
    );
    const shownBy = (id: string) =>
      rankings.filter(({ explain }) => explain.model_id === id).map(({ actions }) => actions[0]);
    const share = (id: string, action: string) =>
      shownBy(id).filter((shown) => shown === action).length / shownBy(id).length;
    expect(shownBy("reference_v16").length).toBeGreaterThan(5);
    expect(share("reference_v16", "c")).toBe(1);
    expect(share("live", "b")).toBeGreaterThan(0.6);
    expect(share(model_id, "a")).toBeGreaterThan(0.6);
    expect(new Set(rankings.map(({ explain }) => explain.mode))).toEqual(
      new Set(["model", "reference"]),
    );

    const path = `/v3/cases/${caseId}/models/${model_id}`;
    expect(modelResponse.parse((await admin("GET", path)).json).periods).toEqual([
      "models-compared",
    ]);
    refused(await admin("DELETE", path), 409, "model_in_use");
  });
});
