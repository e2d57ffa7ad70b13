import { actionResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const api = sharedApi();
const actions = ["third", "first", "second"];

/** The mode in which the consumer's next decision is made. */
async function modeOf(caseId: string, query_id: string, consumer_id: string): Promise<string> {
  const path = `/v3/action/${caseId}?explain=1`;
  const answer = await api.call("POST", path, { body: { query_id, consumer_id, actions } });
  return actionResponse.required({ explain: true }).parse(answer.json).explain.mode;
}

describe("the holdout", () => {
  it("gets the order as given and teaches nothing", async () => {
    const caseId = await api.putCase("holdout-all", { holdout_share: 1 });
    for (let index = 0; index < 10; index += 1) {
      const body = { query_id: `q-${index}`, consumer_id: `c-${index}`, actions };
      expect((await api.decide(caseId, body)).actions).toEqual(actions);
      await api.select(caseId, { query_id: `q-${index}`, action: "first" });
      await api.reward(caseId, { query_id: `q-${index}`, value: 10 });
    }
    expect(await api.status(caseId)).toMatchObject({
      decisions: 10,
      rewards: 10,
      activated: 0,
      modes: { holdout: 10 },
    });
  });

  it("is sticky per consumer and about as large as asked for", async () => {
    const caseId = await api.putCase("holdout-half", { holdout_share: 0.5 });
    let heldOut = 0;
    for (let index = 0; index < 100; index += 1) {
      const mode = await modeOf(caseId, `one-${index}`, `c-${index}`);
      expect(await modeOf(caseId, `two-${index}`, `c-${index}`)).toBe(mode);
      if (mode === "holdout") heldOut += 1;
    }
    // Five standard deviations of a fair split of a hundred.
    expect(Math.abs(heldOut - 50)).toBeLessThan(25);
  });

  it("holds out other consumers in another case", async () => {
    const one = await api.putCase("holdout-one", { holdout_share: 0.5 });
    const two = await api.putCase("holdout-two", { holdout_share: 0.5 });
    let differ = 0;
    for (let index = 0; index < 40; index += 1) {
      const modes = [
        await modeOf(one, `q-${index}`, `c-${index}`),
        await modeOf(two, `q-${index}`, `c-${index}`),
      ];
      if (modes[0] !== modes[1]) differ += 1;
    }
    expect(differ).toBeGreaterThan(5);
  });
});
