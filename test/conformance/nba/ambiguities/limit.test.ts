import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, decide, putCase } = sharedApi();
const ACTIONS = ["a", "b", "c"];

describe("limit", () => {
  it.each([
    [undefined, 3],
    [null, 3],
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
    [1_000_000, 3],
  ])("%s of three actions returns %i", async (limit, count) => {
    await putCase("limit");
    const { actions } = await decide("limit", { actions: ACTIONS, limit });
    expect(new Set(actions).size).toBe(count);
    expect(ACTIONS).toEqual(expect.arrayContaining(actions));
  });

  it.each(["0", "-1", "1.5", '"3"', "true", "[]", "{}", "1e400"])(
    "%s is refused",
    async (limit) => {
      await putCase("limit");
      const body = `{"actions": ["a", "b", "c"], "limit": ${limit}}`;
      const answer = await call("POST", "/v3/action/limit", { body });
      expect(refused(answer, 400, "invalid_body").path).toBe("limit");
    },
  );
});
