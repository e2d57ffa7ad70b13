import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import {
  ACTION,
  ACTION_BATCH,
  REWARD,
  REWARD_BATCH,
  EXAMPLE_CASE,
  SELECT,
  SELECT_BATCH,
} from "../client/example-requests.ts";

const { call } = sharedApi();

describe("the documentation's examples pasted in one after the other", () => {
  it("are all answered as documented, on the documented case", async () => {
    const ranking = {
      query_id: "af76e5",
      actions: expect.arrayContaining(["actionA", "actionB", "actionN"]),
    };
    const answers = [
      await call("POST", `/v3/action/${EXAMPLE_CASE}`, { body: ACTION }),
      await call("POST", `/v3/action/${EXAMPLE_CASE}/select`, { body: SELECT }),
      await call("POST", `/v3/reward/${EXAMPLE_CASE}`, { body: REWARD }),
      // The same query in batch form is the same decision, so a replay and no conflict.
      await call("POST", `/v3/action/${EXAMPLE_CASE}/batch`, { body: ACTION_BATCH }),
      await call("POST", `/v3/action/${EXAMPLE_CASE}/select/batch`, { body: SELECT_BATCH }),
      await call("POST", `/v3/reward/${EXAMPLE_CASE}/batch`, { body: REWARD_BATCH }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(answers.map(({ json }) => json)).toMatchObject([
      { ...ranking, status: 1 },
      { status: 1 },
      { status: 1 },
      [ranking],
      { status: 1 },
      { status: 1 },
    ]);
  });

  it("work at the unversioned addresses too", async () => {
    const body = ACTION.replaceAll("af76e5", "unversioned");
    const answer = await call("POST", `/action/${EXAMPLE_CASE}`, { body });
    expect(answer.json).toMatchObject({ query_id: "unversioned", status: 1 });
  });
});
