import { problemResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ADMIN_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const { call, putCase } = sharedApi();
const GOOD = {
  action: { actions: ["a", "b"] },
  select: { query_id: "q", action: "a" },
  reward: { query_id: "q", value: 1 },
};

describe("what is refused, and how", () => {
  it.each([
    ["action/problems", { actions: "a" }, "actions"],
    ["action/problems", { actions: ["a", 1] }, "actions.1"],
    ["action/problems", { actions: ["a", ""] }, "actions.1"],
    ["action/problems", { actions: ["a", "x".repeat(129)] }, "actions.1"],
    ["action/problems", { ...GOOD.action, query_id: 5 }, "query_id"],
    ["action/problems", { ...GOOD.action, query_id: "" }, "query_id"],
    ["action/problems", { ...GOOD.action, query_id: "line\nbreak" }, "query_id"],
    ["action/problems", { ...GOOD.action, consumer_id: {} }, "consumer_id"],
    ["action/problems", { ...GOOD.action, state: [] }, "state"],
    ["action/problems", { ...GOOD.action, state: "XL" }, "state"],
    ["action/problems", { ...GOOD.action, test_api: "yes" }, "test_api"],
    ["action/problems/select", { query_id: "q" }, "action"],
    ["action/problems/select", { action: "a" }, "query_id"],
    ["action/problems/select", { ...GOOD.select, action: ["a"] }, "action"],
    ["reward/problems", { query_id: "q" }, "value"],
    ["reward/problems", { value: 1 }, "query_id"],
    ["reward/problems", { ...GOOD.reward, event_type: 1 }, "event_type"],
    ["reward/problems", { ...GOOD.reward, reward_id: "" }, "reward_id"],
  ])("POST /v3/%s %j blames %s", async (path, body, field) => {
    await putCase("problems");
    const answer = await call("POST", `/v3/${path}`, { body });
    expect(refused(answer, 400, "invalid_body").path).toBe(field);
  });

  it("names every field at fault", async () => {
    await putCase("problems");
    const body = { query_id: 1, actions: "a", limit: 0 };
    const answer = await call("POST", "/v3/action/problems", { body });
    refused(answer, 400, "invalid_body");
    const paths = problemResponse.parse(answer.json).errors.map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(["actions", "limit", "query_id"]));
  });

  it.each([
    ["POST", "/v3/action/no-such-case", GOOD.action],
    ["POST", "/v3/action/no-such-case/select", GOOD.select],
    ["PATCH", "/v3/action/no-such-case", GOOD.select],
    ["POST", "/v3/reward/no-such-case", GOOD.reward],
    ["POST", "/v3/action/no-such-case/batch", { customers: [], actions: ["a"] }],
    ["POST", "/v3/action/no-such-case/select/batch", { selection: [] }],
    ["POST", "/v3/reward/no-such-case/batch", { rewards: [] }],
  ])("%s %s: no such case", async (method, path, body) => {
    refused(await call(method, path, { body }), 404, "unknown_case");
  });

  it.each(["/v3/nothing", "/v3/action", "/nothing/here", "/v3/action/problems/nothing"])(
    "POST %s: no such address",
    async (path) => {
      refused(await call("POST", path, { body: {} }), 404, "not_found");
    },
  );

  it.each([
    ["GET", "/v3/action/problems", ["POST", "PATCH"]],
    ["PUT", "/v3/action/problems", ["POST", "PATCH"]],
    ["GET", "/v3/action/problems/select", ["POST"]],
    ["DELETE", "/v3/reward/problems", ["POST"]],
    ["PATCH", "/v3/reward/problems/batch", ["POST"]],
  ])("%s %s: another method is allowed", async (method, path, allowed) => {
    const answer = await call(method, path);
    refused(answer, 405, "method_not_allowed");
    expect(answer.headers.get("allow")?.split(/, */)).toEqual(expect.arrayContaining(allowed));
  });

  it("refuses a request without a key before it says anything about the case", async () => {
    const request = { key: null, body: GOOD.action };
    refused(await call("POST", "/v3/action/no-such-case", request), 401, "unauthorized");
  });

  it("refuses to decide under an admin key", async () => {
    await putCase("problems");
    const request = { key: ADMIN_KEY, body: GOOD.action };
    refused(await call("POST", "/v3/action/problems", request), 403, "forbidden");
  });
});
