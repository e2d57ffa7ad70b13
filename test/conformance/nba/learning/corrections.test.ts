import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { probabilityOf, teach } from "../client/teach.ts";

const api = sharedApi();
const actions = ["voucher", "shipping"];

describe("refunds", () => {
  it("take back what was learned", async () => {
    const caseId = await api.putCase("corrections");
    const rewardOf = (_: number, action: string) => (action === "voucher" ? 20 : 10);
    const lesson = { caseId, decisions: 200, actions, stateOf: () => ({}), rewardOf };
    const shown = await teach(api, lesson);
    await api.settle();
    const asked = { action: "voucher", actions, state: {} };
    expect(await probabilityOf(api, caseId, asked)).toBeGreaterThan(0.75);

    const refunds = shown.flatMap((action, index) =>
      action === "voucher"
        ? [{ query_id: `${caseId}-${index}`, event_type: "refund", value: -20 }]
        : [],
    );
    await api.rewardBatch(caseId, refunds);
    await api.settle();
    expect(await probabilityOf(api, caseId, asked)).toBeLessThan(0.25);
    const { reward_mean } = await api.status(caseId);
    const kept = shown.filter((action) => action === "shipping").length;
    expect(reward_mean).toBeCloseTo((kept * 10) / shown.length, 6);
  });
});
