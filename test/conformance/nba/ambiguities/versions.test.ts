import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, putCase, decide, status } = sharedApi();

describe("version 2 and version 3", () => {
  it.each([
    ["GET", "/v2"],
    ["GET", "/v2/"],
    ["POST", "/v2/action/l59sdl42gkj"],
    ["PATCH", "/v2/anything/else"],
  ])("answers %s %s with 410 and a pointer to v3", async (method, path) => {
    const answer = await call(method, path, { key: null });
    expect(refused(answer, 410, "gone").message).toContain("/v3");
  });

  it("serves the six endpoints of actions and rewards without a version too", async () => {
    await putCase("unversioned");
    const { query_id, actions } = await decide("unversioned", { actions: ["a", "b"] });
    const action = actions[0];
    const post = (path: string, body: unknown) => call("POST", path, { body });
    const customers = [{ query_id: "unversioned-2" }];
    const answers = [
      await post("/action/unversioned", { actions: ["a", "b"] }),
      await post("/action/unversioned/select", { query_id, action }),
      await post("/reward/unversioned", { query_id, value: 1 }),
      await post("/action/unversioned/batch", { customers, actions: ["a", "b"] }),
      await post("/action/unversioned/select/batch", { selection: [{ query_id, action }] }),
      await post("/reward/unversioned/batch", { rewards: [{ query_id, value: 1 }] }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    expect(await status("unversioned")).toMatchObject({ decisions: 3, rewards: 2 });
  });
});
