import { caseListResponse, caseResponse, caseSettings } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi, SNAPSHOT_EXPIRED_MS } from "../client/api.ts";
import { ADMIN_KEY, SECRET_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const { call, decide, advance, putCase } = sharedApi();
const admin = (method: string, path: string, body?: unknown) =>
  call(method, path, { key: ADMIN_KEY, ...(body === undefined ? {} : { body }) });

describe("cases", () => {
  it("have a default for every setting: {} makes a working one", async () => {
    const made = await admin("PUT", "/v3/cases/defaults", {});
    const { case_id, settings } = caseResponse.parse(made.json);
    expect(case_id).toBe("defaults");
    expect(settings).toEqual(caseSettings.parse({}));
    expect((await decide("defaults", { actions: ["a", "b"] })).actions).toHaveLength(2);
  });

  it("say what they were given", async () => {
    const given = {
      actions: ["a", "b"],
      reward_weights: { purchase: 2 },
      reward_range: { min: -5, max: 20 },
      activation: "deferred",
      shards: 3,
    };
    await admin("PUT", "/v3/cases/given", given);
    const { settings } = caseResponse.parse((await admin("GET", "/v3/cases/given")).json);
    expect(settings).toEqual(caseSettings.parse(given));
  });

  it("refuse a weight that would be lost", async () => {
    const weights = '{"reward_weights": {"purchase": 1, "__proto__": 2}}';
    const answer = await call("PUT", "/v3/cases/proto", { key: ADMIN_KEY, body: weights });
    expect(refused(answer, 400, "invalid_body").path).toBe("reward_weights.__proto__");
  });

  it("are replaced by a second PUT, not merged", async () => {
    await putCase("replaced", { actions: ["a"], holdout_share: 0.5 });
    await putCase("replaced", { actions: ["b"] });
    const { settings } = caseResponse.parse((await admin("GET", "/v3/cases/replaced")).json);
    expect(settings).toEqual(caseSettings.parse({ actions: ["b"] }));
  });

  it("are listed", async () => {
    await putCase("listed", { actions: ["only-here"] });
    const { cases } = caseListResponse.parse((await admin("GET", "/v3/cases")).json);
    const ids = cases.map(({ case_id }) => case_id);
    expect(ids).toEqual(expect.arrayContaining(["listed", "shop", "checkout", "l59sdl42gkj"]));
    expect(cases.find(({ case_id }) => case_id === "listed")?.settings.actions).toEqual([
      "only-here",
    ]);
  });

  it("are gone once deleted, at the latest when the settings' copies expire", async () => {
    await putCase("deleted", { actions: ["a"] });
    await decide("deleted", {});
    expect((await admin("DELETE", "/v3/cases/deleted")).status).toBe(200);
    refused(await admin("GET", "/v3/cases/deleted"), 404, "unknown_case");
    refused(await admin("GET", "/v3/cases/deleted/status"), 404, "unknown_case");
    refused(await admin("DELETE", "/v3/cases/deleted"), 404, "unknown_case");
    await advance(SNAPSHOT_EXPIRED_MS);
    refused(await call("POST", "/v3/action/deleted", { body: {} }), 404, "unknown_case");
  });

  it.each([
    [{ actions: "a" }, "actions"],
    [{ actions: ["a", 2] }, "actions.1"],
    [{ reward_weights: { purchase: "2" } }, "reward_weights.purchase"],
    [{ reward_range: { min: 5, max: 10 } }, "reward_range.min"],
    [{ reward_range: { min: 0, max: 0 } }, "reward_range"],
    [{ reward_window_days: 0 }, "reward_window_days"],
    [{ activation: "later" }, "activation"],
    [{ exploration_floor: 0 }, "exploration_floor"],
    [{ holdout_share: 1.5 }, "holdout_share"],
    [{ shards: 0 }, "shards"],
    [{ shards: 2.5 }, "shards"],
    [{ dimension: 1e9 }, "dimension"],
  ])("are refused with settings such as %j", async (settings, path) => {
    const answer = await admin("PUT", "/v3/cases/refused", settings);
    expect(refused(answer, 400, "invalid_body").path).toBe(path);
    refused(await admin("GET", "/v3/cases/refused"), 404, "unknown_case");
  });

  it("are refused with a setting nobody knows: it may be a misspelled one", async () => {
    refused(await admin("PUT", "/v3/cases/refused", { holdout: 0.1 }), 400, "invalid_body");
  });

  it.each(["a%20b", "a%3Ab", "x".repeat(65), "%E2%9C%93"])("cannot be named %s", async (name) => {
    refused(await admin("PUT", `/v3/cases/${name}`, {}), 400, "invalid_body");
  });

  it.each([
    ["GET", "/v3/cases"],
    ["PUT", "/v3/cases/forbidden"],
    ["DELETE", "/v3/cases/shop"],
  ])("are the admin key's alone: %s %s", async (method, path) => {
    const body = method === "PUT" ? { body: {} } : {};
    refused(await call(method, path, { key: SECRET_KEY, ...body }), 403, "forbidden");
    refused(await call(method, path, { key: null, ...body }), 401, "unauthorized");
  });
});
