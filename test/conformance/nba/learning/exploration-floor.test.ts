import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { probabilityOf, teach } from "../client/teach.ts";

const api = sharedApi();
const actions = ["good", "bad"];

describe("the exploration floor", () => {
  it("keeps the worst action's probability where the case put it", async () => {
    const caseId = await api.putCase("floor", { exploration_floor: 0.2 });
    const rewardOf = (_: number, action: string) => (action === "good" ? 10 : 0);
    await teach(api, { caseId, decisions: 200, actions, stateOf: () => ({}), rewardOf });
    await api.settle();
    const bad = await probabilityOf(api, caseId, { action: "bad", actions, state: {} });
    // .2 shared by two, plus what little uncertainty is left.
    expect(bad).toBeGreaterThanOrEqual(0.1 - 1e-9);
    expect(bad).toBeLessThan(0.15);
  });
});
