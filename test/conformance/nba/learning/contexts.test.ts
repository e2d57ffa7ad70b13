import { describe, expect, it } from "vitest";

import { type Api, sharedApi } from "../client/api.ts";
import {
  bestActionOf,
  DEVICE_ACTIONS,
  DEVICES,
  deviceOf,
  deviceReward,
  shareOfBest,
} from "../client/devices.ts";
import { probabilityOf, teach } from "../client/teach.ts";

const api: Api = sharedApi();
const actions = DEVICE_ACTIONS;
const LESSON = { decisions: 300, actions, stateOf: deviceOf, rewardOf: deviceReward };

/** A coin toss between the actions; what has been learned must be far from it. */
const LEARNED = 0.75;

async function knowsBoth(caseId: string, probe = ""): Promise<void> {
  const phone = { query_id: `p${probe}`, action: "video", actions, state: DEVICES.phone };
  const desk = { query_id: `d${probe}`, action: "table", actions, state: DEVICES.desk };
  expect(await probabilityOf(api, caseId, phone)).toBeGreaterThan(LEARNED);
  expect(await probabilityOf(api, caseId, desk)).toBeGreaterThan(LEARNED);
}

describe("learning what is best where", () => {
  it("takes 300 decisions on a case made with {}", async () => {
    const caseId = await api.putCase("contexts");
    const shown = await teach(api, { ...LESSON, caseId });
    await api.settle();
    expect(shareOfBest(shown.slice(-100), 200)).toBeGreaterThan(LEARNED);
    await knowsBoth(caseId);

    const { learning_curve, reward_mean, feature_space } = await api.status(caseId);
    expect(reward_mean).toBeCloseTo(shareOfBest(shown), 6);
    expect(learning_curve.at(-1)?.reward_mean).toBeGreaterThan(LEARNED);
    expect(feature_space.features).toBeGreaterThan(0);
  });

  it("works with a number as the context", async () => {
    const caseId = await api.putCase("contexts-number");
    const stateOf = (index: number) => ({
      age: index % 2 === 0 ? 18 + (index % 9) : 60 + (index % 9),
    });
    await teach(api, { ...LESSON, caseId, stateOf });
    await api.settle();
    const young = { action: "video", actions, state: { age: 22 } };
    const old = { action: "table", actions, state: { age: 64 } };
    expect(await probabilityOf(api, caseId, young)).toBeGreaterThan(LEARNED);
    expect(await probabilityOf(api, caseId, old)).toBeGreaterThan(LEARNED);
  });

  it("reaches every shard from every shard", async () => {
    const caseId = await api.putCase("contexts-shards", { shards: 4 });
    await teach(api, { ...LESSON, caseId });
    await api.settle();
    // Ids are spread over the shards by their hash, so twelve of them ask all four.
    for (let probe = 0; probe < 12; probe += 1) await knowsBoth(caseId, String(probe));
  });

  it("survives noise: every fourth visitor does the opposite", async () => {
    const caseId = await api.putCase("contexts-noise");
    const rewardOf = (index: number, action: string) =>
      (action === bestActionOf(index)) === index % 8 < 6 ? 1 : 0;
    await teach(api, { ...LESSON, caseId, decisions: 600, rewardOf });
    await api.settle();
    await knowsBoth(caseId);
  });
});
