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
    await api.status(caseId);
    const phone = { action: "video", actions, state: DEVICES.phone };
    const desk = { action: "table", actions, state: DEVICES.desk };
    expect(await probabilityOf(api, caseId, phone)).toBeGreaterThan(0.75);
    expect(await probabilityOf(api, caseId, desk)).toBeGreaterThan(0.75);
  });

  it("are not held against what was just shown", async () => {
    const caseId = await api.putCase("delayed-new");
    // Both actions bring 1, an hour later, while the old one's rewards are in already.
    const state = {};
    const lesson = { caseId, decisions: 200, stateOf: () => state, delayMs: HOUR_MS };
    await teach(api, { ...lesson, actions: ["old"], rewardOf: () => 1 });
    const customers = Array.from({ length: 60 }, (_, index) => ({ query_id: `new-${index}` }));
    await api.decideBatch(caseId, { customers, actions: ["new"] });
    await api.status(caseId);
    // Counted as zeros, sixty decisions would leave the new action next to no chance.
    const request = { action: "new", actions: ["old", "new"], state };
    expect(await probabilityOf(api, caseId, request)).toBeGreaterThan(0.1);
  });
});
