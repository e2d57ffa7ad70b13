import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { call, status, putCase } = sharedApi();

describe("a query_id that comes twice in a batch", () => {
  it("fails the second time", async () => {
    await putCase("duplicates");
    const customers = [{ query_id: "one" }, { query_id: "one" }, { query_id: "two" }];
    const body = { customers, actions: ["a", "b"] };
    const answer = await call("POST", "/v3/action/duplicates/batch", { body });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      failed: [{ index: 1, query_id: "one", code: "duplicate_query_id" }],
      results: [{ query_id: "one" }, { query_id: "two" }],
      processed: 2,
    });
    expect(await status("duplicates")).toMatchObject({ decisions: 2 });
  });

  it("fails the second time in a batch of selections too", async () => {
    await putCase("duplicates-select");
    const selection = [
      { query_id: "one", action: "a" },
      { query_id: "one", action: "b" },
    ];
    const path = "/v3/action/duplicates-select/select/batch";
    const answer = await call("POST", path, { body: { selection } });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      failed: [{ index: 1, query_id: "one", code: "duplicate_query_id" }],
      processed: 1,
    });
  });
});
