import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { call, putCase, status } = sharedApi();
const UNKNOWN =
  '"future": {"nested": [1, null]}, "__proto__": {"limit": 0}, "constructor": 1, "": 0';

describe("keys nobody knows", () => {
  it("are ignored in every request", async () => {
    await putCase("unknown-keys");
    const post = async (path: string, body: string) =>
      (await call("POST", path, { body: `{${UNKNOWN}, ${body}}` })).status;
    const path = "/v3/action/unknown-keys";
    expect([
      await post(path, '"query_id": "u1", "actions": ["a", "b"]'),
      await post(`${path}/select`, '"query_id": "u1", "action": "a"'),
      await post("/v3/reward/unknown-keys", '"query_id": "u1", "value": 1'),
      await post(
        `${path}/batch`,
        `"customers": [{"query_id": "u2", ${UNKNOWN}}], "actions": ["a"]`,
      ),
      await post(`${path}/select/batch`, `"selection": [{"query_id": "u2", "action": "a"}]`),
      await post("/v3/reward/unknown-keys/batch", `"rewards": [{"query_id": "u2", "value": 1}]`),
    ]).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await status("unknown-keys")).toMatchObject({ decisions: 2, rewards: 2 });
  });

  it("are data in a state, hostile or not", async () => {
    await putCase("unknown-state");
    const body = `{"query_id": "s1", "actions": ["a", "b"], "state": {${UNKNOWN}, "toString": "x"}}`;
    const first = await call("POST", "/v3/action/unknown-state", { body });
    expect(first.status).toBe(200);
    // They belong to the fingerprint: leaving one out is another state.
    const without = body.replace('"__proto__": {"limit": 0}, ', "");
    const second = await call("POST", "/v3/action/unknown-state", { body: without });
    expect(second.status).toBe(409);
  });
});
