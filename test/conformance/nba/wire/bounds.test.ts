import { ACTIONS_LIMIT, BODY_LIMIT_BYTES, JSON_DEPTH_LIMIT } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, decide, putCase } = sharedApi();
const decideRaw = async (body: unknown) => {
  await putCase("bounds");
  return call("POST", "/v3/action/bounds", { body });
};
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

const LARGE_STATE = Object.fromEntries(
  Array.from({ length: 1_000 }, (_, index) => [`key-${index}`, "value"]),
);

describe("bounds of a request", () => {
  it("refuses a body that is too large", async () => {
    const body = { actions: ["a"], padding: "x".repeat(BODY_LIMIT_BYTES) };
    refused(await decideRaw(body), 413, "body_too_large");
  });

  it("refuses JSON that is too deep", async () => {
    const body = `{"actions": ["a"], "state": ${nested(JSON_DEPTH_LIMIT)}}`;
    refused(await decideRaw(body), 400, "json_too_deep");
  });

  it("reads brackets in strings as text", async () => {
    const body = { actions: ["a"], state: { note: "[".repeat(100) + '\\"{'.repeat(30) } };
    expect((await decideRaw(body)).status).toBe(200);
  });

  it("refuses a state that is too large to keep", async () => {
    const answer = await decideRaw({ actions: ["a"], state: LARGE_STATE });
    expect(refused(answer, 400, "state_too_large").path).toMatch(/^state/);
  });

  it("refuses a state of few but large texts", async () => {
    const state = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`key-${index}`, "x".repeat(120)]),
    );
    const answer = await decideRaw({ actions: ["a"], state });
    expect(refused(answer, 400, "state_too_large").path).toMatch(/^state\.key-/);
  });

  it("refuses more aliases than a visitor has", async () => {
    const aliases = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`a${i}`, "x"]));
    refused(await decideRaw({ actions: ["a"], aliases }), 400, "invalid_body");
  });

  it("refuses a state too large in one item of a batch only", async () => {
    await putCase("bounds");
    const customers = [
      { query_id: "large", state: LARGE_STATE },
      { query_id: "small", state: {} },
    ];
    const body = { customers, actions: ["a"] };
    const answer = await call("POST", "/v3/action/bounds/batch", { body });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      failed: [{ index: 0, query_id: "large", code: "state_too_large" }],
      results: [{ query_id: "small" }],
    });
  });

  it("ranks as many actions as a case may have, and refuses one more", async () => {
    await putCase("bounds-actions");
    const names = Array.from({ length: ACTIONS_LIMIT + 1 }, (_, index) => `action-${index}`);
    const { actions } = await decide("bounds-actions", { actions: names.slice(1) });
    expect(new Set(actions).size).toBe(ACTIONS_LIMIT);
    const answer = await decideRaw({ actions: names });
    expect(refused(answer, 400, "too_many_actions").path).toBe("actions");
  });
});
