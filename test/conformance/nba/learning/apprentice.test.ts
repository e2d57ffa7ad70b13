import { describe, expect, it } from "vitest";

import { sharedApi, SNAPSHOT_EXPIRED_MS } from "../client/api.ts";
import { bestActionOf, DEVICES, deviceOf } from "../client/devices.ts";
import { probabilityOf } from "../client/teach.ts";

const api = sharedApi();

describe("apprentice mode", () => {
  it("answers the shop's own order, and learns from what it brings", async () => {
    const caseId = await api.putCase("apprentice", { apprentice: true });
    for (let round = 0; round < 12; round += 1) {
      const customers = Array.from({ length: 25 }, (_, index) => ({
        query_id: `apprentice-${round}-${index}`,
        state: deviceOf(index),
        // The shop's habit: a list that goes by the visitor's number, right or wrong.
        actions: index % 4 < 2 ? ["video", "table"] : ["table", "video"],
      }));
      const rankings = await api.decideBatch(caseId, { customers });
      expect(rankings.map((each) => each.actions)).toEqual(customers.map((each) => each.actions));
      const rewards = customers.map(({ query_id, actions: [first] }, index) => ({
        query_id,
        value: first === bestActionOf(index) ? 1 : 0,
      }));
      await api.rewardBatch(caseId, rewards);
    }
    expect(await api.status(caseId)).toMatchObject({ activated: 300, modes: { apprentice: 300 } });

    await api.putCase(caseId, { apprentice: false });
    await api.advance(SNAPSHOT_EXPIRED_MS);
    const actions = ["video", "table"];
    const phone = { action: "video", actions, state: DEVICES.phone };
    const desk = { action: "table", actions, state: DEVICES.desk };
    expect(await probabilityOf(api, caseId, phone)).toBeGreaterThan(0.75);
    expect(await probabilityOf(api, caseId, desk)).toBeGreaterThan(0.75);
  });
});
