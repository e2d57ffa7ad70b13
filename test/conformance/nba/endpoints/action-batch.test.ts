import { ranking } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ACTION_BATCH, EXAMPLE_ACTIONS } from "../client/example-requests.ts";

const { call, decide, decideBatch, status, putCase } = sharedApi();

describe("POST /action/{case_id}/batch (row 5)", () => {
  it("answers the documented example with a bare array without status", async () => {
    await putCase("row-5", { actions: EXAMPLE_ACTIONS });
    const answer = await call("POST", "/v3/action/row-5/batch", { body: ACTION_BATCH });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual([{ query_id: "af76e5", actions: expect.any(Array) }]);
    const [only] = ranking.array().parse(answer.json);
    expect(only?.actions.toSorted()).toEqual(["actionA", "actionB", "actionN"]);
  });

  it("answers in the order of the customers", async () => {
    await putCase("row-5-order", { shards: 4 });
    const ids = Array.from({ length: 40 }, (_, index) => `order-${index}`);
    const customers = ids.map((query_id) => ({ query_id, state: {} }));
    const answers = await decideBatch("row-5-order", { customers, actions: ["a", "b"] });
    expect(answers.map(({ query_id }) => query_id)).toEqual(ids);
    expect(await status("row-5-order")).toMatchObject({ decisions: ids.length });
  });

  it("decides as single requests do: the draw depends on case and query only", async () => {
    await putCase("row-5-same");
    const ids = Array.from({ length: 10 }, (_, index) => `same-${index}`);
    const actions = ["a", "b", "c"];
    const customers = ids.map((query_id) => ({ query_id, state: {} }));
    const together = await decideBatch("row-5-same", { customers, actions, test_api: true });
    for (const [index, query_id] of ids.entries()) {
      const alone = await decide("row-5-same", { query_id, state: {}, actions, test_api: true });
      expect(alone.actions).toEqual(together[index]?.actions);
    }
  });
});
