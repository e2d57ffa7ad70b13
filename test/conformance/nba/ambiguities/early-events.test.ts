import { afterAll, describe, expect, it } from "vitest";

import { startServer } from "../../../harness/server.ts";
import { apiAt, DAY_MS, HOUR_MS } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const server = await startServer();
afterAll(() => server.close());
const { call, advance, decide, select, reward, status, putCase } = apiAt(server.url);
const PENDING = { status: 1, meta: { pending: true } };

describe("a select or reward of a query that is not known yet", () => {
  it("is kept and attached when the decision arrives", async () => {
    await putCase("early");
    expect(await reward("early", { query_id: "later", value: 4 })).toEqual(PENDING);
    expect(await select("early", { query_id: "later", action: "b" })).toEqual(PENDING);
    expect(await status("early")).toMatchObject({ decisions: 0, pending: 2 });

    await decide("early", { query_id: "later", actions: ["a", "b"] });
    const attached = await status("early");
    expect(attached).toMatchObject({ decisions: 1, selections: 1, rewards: 1, pending: 0 });
    expect(attached.action_shares).toEqual({ b: 1 });
    expect(attached.reward_mean).toBeCloseTo(4, 6);
  });

  it("shows as unattached when it names an action that the decision cannot have shown", async () => {
    await putCase("early-stranger");
    await select("early-stranger", { query_id: "later", action: "stranger" });
    await decide("early-stranger", { query_id: "later", actions: ["a", "b"] });
    const counts = { pending: 0, selections: 0, unattached: 1, activated: 1 };
    expect(await status("early-stranger")).toMatchObject(counts);
  });

  it("still waits after 23 hours", async () => {
    await putCase("early-23");
    await reward("early-23", { query_id: "later", value: 4 });
    await advance(23 * HOUR_MS);
    await decide("early-23", { query_id: "later", actions: ["a", "b"] });
    expect(await status("early-23")).toMatchObject({ pending: 0, rewards: 1, unattached: 0 });
  });

  it("shows as unattached once 24 hours have passed, and teaches no more", async () => {
    await putCase("early-25");
    await reward("early-25", { query_id: "later", value: 4 });
    await advance(DAY_MS + HOUR_MS);
    expect(await status("early-25")).toMatchObject({ pending: 0, unattached: 1 });
    await decide("early-25", { query_id: "later", actions: ["a", "b"] });
    const { decisions, unattached, reward_mean } = await status("early-25");
    expect({ decisions, unattached }).toEqual({ decisions: 1, unattached: 1 });
    // Nothing has been learned yet, so nothing is expected of the decision either.
    expect(reward_mean).toBeCloseTo(0, 6);
  });

  it("counts when it is sent again after that", async () => {
    await putCase("early-late");
    const gain = { query_id: "later", value: 4 };
    await select("early-late", { query_id: "later", action: "b" });
    await reward("early-late", gain);
    await reward("early-late", { ...gain, reward_id: "r1" });
    await advance(DAY_MS + HOUR_MS);
    await decide("early-late", { query_id: "later", actions: ["a", "b"] });

    await select("early-late", { query_id: "later", action: "b" });
    await reward("early-late", gain);
    await reward("early-late", { ...gain, reward_id: "r1" });
    const { unattached, action_shares, reward_mean } = await status("early-late");
    expect(unattached).toBe(3);
    expect(action_shares).toMatchObject({ b: 1 });
    expect(reward_mean).toBeCloseTo(8, 6);
  });

  it("is recognised when it is sent again while it waits", async () => {
    await putCase("early-again");
    const body = { query_id: "later", value: 4, reward_id: "r1" };
    await reward("early-again", body);
    const again = await call("POST", "/v3/reward/early-again", { body });
    expect(again.json).toEqual(PENDING);
    expect(again.headers.get("idempotent-replay")).toBe("true");
    await decide("early-again", { query_id: "later", actions: ["a", "b"] });
    expect(await status("early-again")).toMatchObject({ rewards: 1 });
  });

  it("is refused with ?strict=1", async () => {
    await putCase("early-strict");
    const reward404 = await call("POST", "/v3/reward/early-strict?strict=1", {
      body: { query_id: "unknown", value: 1 },
    });
    const select404 = await call("POST", "/v3/action/early-strict/select?strict=1", {
      body: { query_id: "unknown", action: "a" },
    });
    refused(reward404, 404, "unknown_query");
    refused(select404, 404, "unknown_query");
    expect(await status("early-strict")).toMatchObject({ pending: 0 });
  });

  it("is refused in a strict case", async () => {
    await putCase("early-strict-case", { strict: true });
    const body = { query_id: "unknown", value: 1 };
    const answer = await call("POST", "/v3/reward/early-strict-case", { body });
    refused(answer, 404, "unknown_query");
  });
});
