import { describe, expect, it } from "vitest";
import type { Client } from "./client.ts";
import { BANNERS, bestBanner } from "./preferences.ts";
import { seededRandom } from "./random.ts";
import { tally, tallyByTenth, UNIFORM_BEST } from "./tally.ts";
import type { VisitorState } from "./visitor.ts";
import { simulateVisits } from "./visits.ts";

/** A service that decides by a rule, and keeps what it is told. */
function serviceOf(rule: (state: VisitorState) => string) {
  const told: { query_id: string; event_type: string; value: number }[] = [];
  const client: Client = {
    decide: async (customers) => ({
      ok: true,
      value: customers.map(({ query_id, state }) => ({
        query_id,
        actions: [rule(state as VisitorState)],
      })),
    }),
    reward: async (rewards) => {
      told.push(...rewards);
      return { ok: true, value: undefined };
    },
  };
  return { client, told };
}

const simulate = (client: Client, visitors = 2000) =>
  simulateVisits({ client, visitors, random: seededRandom(3), run: "r", onProgress() {} });

describe("simulateVisits", () => {
  it("reports one click value per visitor, and tallies what the service could have known", async () => {
    const { client, told } = serviceOf(bestBanner);
    const visits = await simulate(client);
    if (!visits.ok) throw new Error(visits.message);
    const all = tally(visits.value);
    expect(all.best).toBe(1);
    expect(all.shownClicks).toBeCloseTo(all.bestClicks);
    const clicks = told.filter(({ event_type }) => event_type === "click");
    expect(new Set(clicks.map(({ query_id }) => query_id)).size).toBe(2000);
    expect(clicks.filter(({ value }) => value === 1).length / 2000).toBeCloseTo(all.clicks);
  });
  it("measures a service that draws evenly as even", async () => {
    const random = seededRandom(11);
    const { client } = serviceOf(() => BANNERS[Math.floor(random() * BANNERS.length)] ?? "");
    const visits = await simulate(client, 6000);
    if (!visits.ok) throw new Error(visits.message);
    const all = tally(visits.value);
    expect(Math.abs(all.best - UNIFORM_BEST)).toBeLessThan(0.02);
    expect(Math.abs(all.shownClicks - all.uniformClicks)).toBeLessThan(0.01);
    expect(tallyByTenth(visits.value).map((each) => each.visits)).toEqual(Array(10).fill(600));
  });
  it("stops with the service's own message", async () => {
    const { client } = serviceOf(() => "gift_wrap");
    const failing: Client = { ...client, reward: async () => ({ ok: false, message: "no" }) };
    expect(await simulate(failing)).toEqual({ ok: false, message: "no" });
  });
  it("does not take an action for a banner that is none", async () => {
    const { client } = serviceOf(() => "free_lunch");
    expect(await simulate(client)).toMatchObject({ ok: false });
  });
});
