import { afterAll, describe, expect, it } from "vitest";

import { startServer } from "../../../harness/server.ts";
import { apiAt, DAY_MS, HOUR_MS } from "../client/api.ts";

const server = await startServer();
afterAll(() => server.close());
const { call, advance, decide, select, reward, status, putCase } = apiAt(server.url);

describe("the reward window", () => {
  it("is 30 days by default", async () => {
    await putCase("window");
    await decide("window", { query_id: "old", actions: ["a", "b"] });
    await advance(30 * DAY_MS - HOUR_MS);
    expect(await reward("window", { query_id: "old", value: 1 })).toEqual({ status: 1 });
    await advance(2 * HOUR_MS);
    expect(await reward("window", { query_id: "old", value: 5 })).toEqual({
      status: 1,
      meta: { expired: true },
    });
    const { expired_rewards, reward_mean } = await status("window");
    expect(expired_rewards).toBe(1);
    expect(reward_mean).toBeCloseTo(1, 6);
  });

  it("can be set per case", async () => {
    await putCase("window-short", { reward_window_days: 0.5 });
    await decide("window-short", { query_id: "old", actions: ["a", "b"] });
    await advance(13 * HOUR_MS);
    expect(await reward("window-short", { query_id: "old", value: 5 })).toEqual({
      status: 1,
      meta: { expired: true },
    });
  });

  it("looks at when a reward happened, not at when it was sent", async () => {
    await putCase("window-offline", { reward_window_days: 1 });
    await decide("window-offline", { query_id: "offline", actions: ["a", "b"] });
    await advance(DAY_MS + HOUR_MS);
    // A browser that was offline for two hours, its clock years off.
    const at = Date.parse("2001-02-03T04:05:06Z");
    const times = { at, sent_at: at + 2 * HOUR_MS };
    const body = { query_id: "offline", value: 2, ...times };
    expect(await reward("window-offline", body)).toEqual({ status: 1 });
    expect((await status("window-offline")).reward_mean).toBeCloseTo(2, 6);
  });

  it("looks at when an action was selected, not at when that was sent", async () => {
    await putCase("window-select", { reward_window_days: 1, activation: "deferred" });
    await decide("window-select", { query_id: "offline", actions: ["a", "b"] });
    await decide("window-select", { query_id: "late", actions: ["a", "b"] });
    await advance(DAY_MS + HOUR_MS);
    const at = Date.parse("2001-02-03T04:05:06Z");
    const times = { at, sent_at: at + 2 * HOUR_MS };
    await select("window-select", { query_id: "offline", action: "a", ...times });
    await select("window-select", { query_id: "late", action: "a" });
    expect(await status("window-select")).toMatchObject({ selections: 2, activated: 1 });
  });

  it("and a day is as long as replays are recognised", async () => {
    await putCase("window-replay", { reward_window_days: 1 });
    const body = { query_id: "old", actions: ["a", "b"] };
    const first = await call("POST", "/v3/action/window-replay", { body });
    await advance(2 * DAY_MS - HOUR_MS);
    const again = await call("POST", "/v3/action/window-replay", { body });
    expect(again.headers.get("idempotent-replay")).toBe("true");
    expect(again.text).toBe(first.text);
  });

  it("and some days later the decision is gone from the log, not from the model", async () => {
    await putCase("window-gone", { reward_window_days: 1 });
    await decide("window-gone", { query_id: "old", actions: ["a", "b"] });
    await reward("window-gone", { query_id: "old", value: 5 });
    await advance(4 * DAY_MS);
    expect(await reward("window-gone", { query_id: "old", value: 5 })).toEqual({
      status: 1,
      meta: { pending: true },
    });
    const { decisions, reward_mean } = await status("window-gone");
    expect(decisions).toBe(1);
    expect(reward_mean).toBeCloseTo(5, 6);
  });
});
