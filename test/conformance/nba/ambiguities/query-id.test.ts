import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, decide, status, putCase } = sharedApi();

const FIRST = {
  query_id: "q",
  consumer_id: "someone",
  state: { contract: "XL", age: 37 },
  actions: ["a", "b", "c"],
  limit: 2,
};

describe("query_id", () => {
  it.each([[{}], [{ query_id: null }]])("is made when missing: %j", async (given) => {
    await putCase("query-made");
    const ids = new Set<string>();
    for (let index = 0; index < 3; index += 1) {
      ids.add((await decide("query-made", { ...given, actions: ["a", "b"] })).query_id);
    }
    expect(ids.size).toBe(3);
  });

  it("may be any text", async () => {
    await putCase("query-text");
    for (const query_id of ["ä ✓ 中", "a/b?c=d&e#f", "__proto__", "' OR 1=1 --", "0"]) {
      const { query_id: returned } = await decide("query-text", { query_id, actions: ["a", "b"] });
      expect(returned).toBe(query_id);
    }
    expect(await status("query-text")).toMatchObject({ decisions: 5 });
  });

  it("used again with the same request gets the same answer, marked as a replay", async () => {
    await putCase("query-again");
    const post = (body: object) => call("POST", "/v3/action/query-again", { body });
    const first = await post(FIRST);
    const again = await post(FIRST);
    // The order of keys is no part of a JSON object.
    const reordered = await post(Object.fromEntries(Object.entries(FIRST).toReversed()));
    expect(first.headers.get("idempotent-replay")).toBeNull();
    expect([again.headers, reordered.headers].map((h) => h.get("idempotent-replay"))).toEqual([
      "true",
      "true",
    ]);
    expect([again.text, reordered.text]).toEqual([first.text, first.text]);
    expect(await status("query-again")).toMatchObject({ decisions: 1 });
  });

  it.each([
    ["consumer_id", { consumer_id: "someone else" }],
    ["state", { state: { contract: "XL", age: 38 } }],
    ["actions", { actions: ["a", "b"] }],
    ["limit", { limit: 3 }],
    ["test_api", { test_api: true }],
  ])("used again with another %s is a conflict", async (field, change) => {
    const caseId = await putCase(`query-conflict-${field}`);
    await decide(caseId, FIRST);
    const answer = await call("POST", `/v3/action/${caseId}`, { body: { ...FIRST, ...change } });
    refused(answer, 409, "query_id_conflict");
    expect(await status(caseId)).toMatchObject({ decisions: 1 });
  });

  it("belongs to its case", async () => {
    await putCase("query-here");
    await putCase("query-there");
    const body = { query_id: "shared", actions: ["a", "b"] };
    await decide("query-here", body);
    const there = await call("POST", "/v3/action/query-there", { body: { ...body, limit: 1 } });
    expect(there.status).toBe(200);
    expect(there.headers.get("idempotent-replay")).toBeNull();
  });
});
