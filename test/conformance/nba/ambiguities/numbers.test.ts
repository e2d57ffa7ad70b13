import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, decide, explain, reward, settle, status, putCase } = sharedApi();

describe("numbers that are not", () => {
  it.each(["1e999", "-1e999", '"1"', "null", "true", "[1]"])(
    "refuses %s as a reward's value",
    async (value) => {
      await putCase("numbers");
      const body = `{"query_id": "q", "value": ${value}}`;
      const answer = await call("POST", "/v3/reward/numbers", { body });
      expect(refused(answer, 400, "invalid_body").path).toBe("value");
    },
  );

  it.each(["NaN", "Infinity", "0x10", "01", "+1", ".5", "1e"])(
    "refuses %s: it is no JSON",
    async (value) => {
      await putCase("numbers");
      const body = `{"query_id": "q", "value": ${value}}`;
      refused(await call("POST", "/v3/reward/numbers", { body }), 400, "invalid_json");
    },
  );

  it("clips a huge finite value to the case's range", async () => {
    await putCase("numbers-huge");
    const { query_id } = await decide("numbers-huge", { actions: ["a", "b"] });
    await reward("numbers-huge", { query_id, value: 1e308 });
    expect((await status("numbers-huge")).reward_mean).toBeCloseTo(100, 6);
  });

  it("refuses a number in the state that no double can hold", async () => {
    await putCase("numbers-state");
    const body = '{"actions": ["a"], "state": {"basket": {"total": 1e999}}}';
    const answer = await call("POST", "/v3/action/numbers-state", { body });
    expect(refused(answer, 400, "state_invalid").path).toBe("state.basket.total");
  });

  it("goes on ranking after a state with the largest numbers there are", async () => {
    await putCase("numbers-extreme");
    for (const [index, extreme] of [1.7e308, -1.7e308, 5e-324, 9e15].entries()) {
      const body = { query_id: `x-${index}`, state: { extreme }, actions: ["a", "b"] };
      const { query_id } = await decide("numbers-extreme", body);
      await reward("numbers-extreme", { query_id, value: 1 });
    }
    await settle();
    const { actions } = await explain("numbers-extreme", {
      state: { extreme: 1 },
      actions: ["a", "b"],
    });
    expect(actions.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
  });
});
