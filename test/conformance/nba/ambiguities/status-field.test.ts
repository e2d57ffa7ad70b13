import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { call, putCase } = sharedApi();

const decideWithStatus = (status: unknown) =>
  call("POST", "/v3/action/status-field", { body: { actions: ["a", "b"], status } });

describe("the field status", () => {
  it.each([0, 1, 7, "1", null, false])("is ignored in a request: %j", async (status) => {
    await putCase("status-field");
    expect((await decideWithStatus(status)).json).toMatchObject({ status: 1 });
  });

  it("is 1 in a success, 0 in a refusal, and there once", async () => {
    await putCase("status-field");
    const good = await decideWithStatus(1);
    const bad = await call("POST", "/v3/action/status-field", { body: { actions: "a" } });
    expect([good.status, bad.status]).toEqual([200, 400]);
    expect(good.text.match(/"status":\d/g)).toEqual(['"status":1']);
    expect(bad.text.match(/"status":\d/g)).toEqual(['"status":0']);
  });
});
