import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ACTION, EXAMPLE_ACTIONS, SELECT } from "../client/example-requests.ts";

const { call, status, putCase } = sharedApi();

describe("PATCH /action/{case_id} (the table of contents' name of select)", () => {
  it.each([
    ["patch-v3", "/v3/action/patch-v3"],
    ["patch-plain", "/action/patch-plain"],
  ])("is select under another name: %s", async (caseId, path) => {
    await putCase(caseId, { actions: EXAMPLE_ACTIONS });
    await call("POST", path, { body: ACTION });
    const patched = await call("PATCH", path, { body: SELECT });
    expect(patched.status).toBe(200);
    expect(patched.json).toEqual({ status: 1, meta: { off_policy: true } });

    const selected = await call("POST", `${path}/select`, { body: SELECT });
    expect(selected.headers.get("idempotent-replay")).toBe("true");
    expect(await status(caseId)).toMatchObject({ selections: 1 });
  });
});
