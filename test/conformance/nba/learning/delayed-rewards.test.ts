import { afterAll, describe, expect, it } from "vitest";

import { startServer } from "../../../harness/server.ts";
import { apiAt, HOUR_MS } from "../client/api.ts";
import { DEVICE_ACTIONS, DEVICES, deviceOf, deviceReward } from "../client/devices.ts";
import { probabilityOf, teach } from "../client/teach.ts";

const server = await startServer();
afterAll(() => server.close());
const api = apiAt(server.url);
const actions = DEVICE_ACTIONS;

describe("rewards that come late", () => {
  it("teach as well as prompt ones", async () => {
    const caseId = await api.putCase("delayed");
    await teach(api, {
      caseId,
      decisions: 300,
      actions,
      stateOf: deviceOf,
      rewardOf: deviceReward,
      delayMs: HOUR_MS,
    });
    await api.settle();
    const phone = { action: "video", actions, state: DEVICES.phone };
    const desk = { action: "table", actions, state: DEVICES.desk };
    expect(await probabilityOf(api, caseId, phone)).toBeGreaterThan(0.75);
    expect(await probabilityOf(api, caseId, desk)).toBeGreaterThan(0.75);
  });

  it("are not held against what was just shown", async () => {
    const caseId = await api.putCase("delayed-pending");
    const stateOf = () => ({});
    const lesson = { caseId, decisions: 200, stateOf, delayMs: HOUR_MS, rewardOf: () => 1 };
    const both = ["often", "seldom"];
    await teach(api, { ...lesson, actions: both });
    const customers = Array.from({ length: 200 }, (_, index) => ({ query_id: `often-${index}` }));
    await api.decideBatch(caseId, { customers, actions: ["often"] });
    await api.settle();
    // Both bring 1, an hour later. Counted as zeros, the 200 that wait would make "often" half as
    // good as "seldom" and leave it next to no chance.
    const request = { action: "often", actions: both, state: {} };
    expect(await probabilityOf(api, caseId, request)).toBeGreaterThan(0.1);
  });
});
