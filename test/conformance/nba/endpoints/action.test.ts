import { actionResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ACTION, EXAMPLE_ACTIONS } from "../client/example-requests.ts";

const { call, putCase, decide, explain } = sharedApi();

describe("POST /action/{case_id} (row 2)", () => {
  it("answers the documented example with the requested actions, best first", async () => {
    await putCase("row-2", { actions: EXAMPLE_ACTIONS });
    const answer = await call("POST", "/v3/action/row-2", { body: ACTION });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(answer.json).toEqual({ query_id: "af76e5", actions: expect.any(Array), status: 1 });
    const { actions } = actionResponse.parse(answer.json);
    expect(actions.toSorted()).toEqual(["actionA", "actionB", "actionN"]);
  });

  it("ranks on very little: a state and actions", async () => {
    await putCase("row-2-little");
    const body = { state: { basket: 3 }, actions: ["a", "b"] };
    const answer = await call("POST", "/v3/action/row-2-little", { body });
    expect(answer.json).toEqual({
      query_id: expect.stringMatching(/./),
      actions: expect.arrayContaining(["a", "b"]),
      status: 1,
    });
  });

  it("explains itself to a secret key with ?explain=1", async () => {
    await putCase("row-2-explain");
    const body = { query_id: "e1", state: { age: 40 }, actions: ["a", "b", "c"] };
    const explanation = await explain("row-2-explain", body);
    const probabilities = explanation.actions.map(({ probability }) => probability);
    expect(explanation.actions.map(({ action }) => action).toSorted()).toEqual(["a", "b", "c"]);
    expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 7);
    // Nobody is ever impossible: the exploration floor of .005 is shared by three.
    expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0.005 / 3 - 1e-12);
  });

  it("leaves the explanation out unless asked for it", async () => {
    await putCase("row-2-silent");
    const body = { actions: ["a", "b"] };
    const answer = await call("POST", "/v3/action/row-2-silent", { body });
    expect(answer.json).not.toHaveProperty("explain");
  });

  it("puts an action that never came up first now and then: the first slot explores", async () => {
    await putCase("row-2-explores");
    const first = new Set<string | undefined>();
    for (let index = 0; index < 40; index += 1) {
      const body = { query_id: `explores-${index}`, actions: ["a", "b"], test_api: true };
      first.add((await decide("row-2-explores", body)).actions[0]);
    }
    // Two unseen actions are a coin toss; forty tosses of one side come once in 10^11.
    expect(first).toEqual(new Set(["a", "b"]));
  });
});
