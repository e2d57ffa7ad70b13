import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { call, decide, status, putCase } = sharedApi();

const CUSTOMERS = [
  { query_id: "good-1", state: { age: 20 } },
  { query_id: "bad", state: "not an object" },
  { query_id: "good-2", state: { age: 60 } },
];
const FAILED = [
  {
    index: 1,
    query_id: "bad",
    code: "invalid_body",
    message: expect.stringMatching(/./),
    path: expect.stringMatching(/state$/),
  },
];
const BODY = {
  status: 0,
  failed: FAILED,
  results: [
    { query_id: "good-1", actions: expect.arrayContaining(["a", "b"]) },
    { query_id: "good-2", actions: expect.arrayContaining(["a", "b"]) },
  ],
  processed: 2,
};

async function decideSome(caseId: string, headers: Record<string, string> = {}) {
  await putCase(caseId);
  const body = { customers: CUSTOMERS, actions: ["a", "b"] };
  return call("POST", `/v3/action/${caseId}/batch`, { body, headers });
}

describe("a batch of which a few items fail", () => {
  it("answers 400 with the failed items, and does the good ones", async () => {
    const answer = await decideSome("partial");
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual(BODY);
    expect(await status("partial")).toMatchObject({ decisions: 2 });
  });

  it("answers 207 with the same body to Prefer: multi-status", async () => {
    const answer = await decideSome("partial-207", { prefer: "multi-status" });
    expect(answer.status).toBe(207);
    expect(answer.json).toEqual(BODY);
  });

  it("answers 400 with the bare list of failures to Prefer: list", async () => {
    const answer = await decideSome("partial-list", { prefer: "list" });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual(FAILED);
  });

  it("ignores preferences it does not know", async () => {
    expect((await decideSome("partial-other", { prefer: "respond-async" })).json).toEqual(BODY);
  });

  it("names the failed selections", async () => {
    await putCase("partial-select");
    const { query_id, actions } = await decide("partial-select", { actions: ["a", "b"] });
    const selection = [{ query_id, action: actions[0] }, { query_id: "q2" }, "nonsense"];
    const path = "/v3/action/partial-select/select/batch";
    const answer = await call("POST", path, { body: { selection } });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      status: 0,
      failed: [
        { index: 1, query_id: "q2", code: "invalid_body" },
        { index: 2, code: "invalid_body" },
      ],
      processed: 1,
    });
    expect(await status("partial-select")).toMatchObject({ selections: 1 });
  });

  it("names the failed rewards", async () => {
    await putCase("partial-reward");
    const { query_id } = await decide("partial-reward", { actions: ["a", "b"] });
    const rewards = [
      { query_id, value: "10" },
      { query_id, value: 10 },
    ];
    const answer = await call("POST", "/v3/reward/partial-reward/batch", { body: { rewards } });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      status: 0,
      failed: [{ index: 0, query_id, code: "invalid_body", path: expect.stringMatching(/value$/) }],
      processed: 1,
    });
    expect(await status("partial-reward")).toMatchObject({ rewards: 1 });
  });

  it.each([
    ["/v3/action/partial/batch", "customers"],
    ["/v3/action/partial/select/batch", "selection"],
    ["/v3/reward/partial/batch", "rewards"],
  ])("is another matter than a batch that is none: %s", async (path, field) => {
    await putCase("partial");
    for (const body of [{}, { [field]: "nonsense" }, { [field]: { query_id: "q" } }]) {
      const answer = await call("POST", path, { body });
      expect(answer.status).toBe(400);
      const error = { code: "invalid_body", path: field };
      expect(answer.json).toMatchObject({ status: 0, failed: [], error, errors: [error] });
    }
    const broken = await call("POST", path, { body: `{"${field}": [` });
    expect(broken.status).toBe(400);
    expect(broken.json).toMatchObject({ status: 0, failed: [], error: { code: "invalid_json" } });
  });
});
