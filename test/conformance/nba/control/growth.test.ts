import { describe, expect, it } from "vitest";

import { sharedApi, SNAPSHOT_EXPIRED_MS } from "../client/api.ts";

const { call, advance, decideBatch, rewardBatch, status, putCase } = sharedApi();
const actions = ["a", "b"];
const customers = (prefix: string) =>
  Array.from({ length: 20 }, (_, index) => ({ query_id: `${prefix}-${index}` }));

describe("a case that is spread over more objects", () => {
  it("goes on with what it had: decisions are found, replayed and rewarded once", async () => {
    await putCase("growth", { shards: 1 });
    const before = customers("before");
    const first = await decideBatch("growth", { customers: before, actions });
    await putCase("growth", { shards: 3 });
    await advance(SNAPSHOT_EXPIRED_MS);

    const after = customers("after");
    await decideBatch("growth", { customers: after, actions });
    const again = await call("POST", "/v3/action/growth/batch", {
      body: { customers: before, actions },
    });
    expect(again.json).toEqual(first);
    expect(again.headers.get("idempotent-replay")).toBe("true");

    const rewards = [...before, ...after].map(({ query_id }) => ({ query_id, value: 3 }));
    await rewardBatch("growth", rewards);
    const report = await status("growth");
    expect(report).toMatchObject({ decisions: 40, activated: 40, rewards: 40, pending: 0 });
    expect(report.reward_mean).toBeCloseTo(3, 6);
    expect(report.shards.length).toBeGreaterThanOrEqual(4);
  });

  it("can be made smaller again", async () => {
    await putCase("shrink", { shards: 4 });
    await decideBatch("shrink", { customers: customers("before"), actions });
    await putCase("shrink", { shards: 1 });
    await advance(SNAPSHOT_EXPIRED_MS);
    await decideBatch("shrink", { customers: customers("after"), actions });
    expect(await status("shrink")).toMatchObject({ decisions: 40, activated: 40 });
  });
});

describe("a case that was deleted and made again", () => {
  it("starts anew", async () => {
    await putCase("reborn");
    const body = { customers: customers("q"), actions };
    await decideBatch("reborn", body);
    await status("reborn");
    await call("DELETE", "/v3/cases/reborn", { key: "ak_test_demo" });
    await putCase("reborn");
    expect(await status("reborn")).toMatchObject({ decisions: 0, activated: 0 });

    const again = await call("POST", "/v3/action/reborn/batch", { body });
    expect(again.headers.get("idempotent-replay")).toBeNull();
    expect(await status("reborn")).toMatchObject({ decisions: 20, activated: 20 });
  });
});
