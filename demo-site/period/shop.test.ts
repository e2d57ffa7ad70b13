import { describe, expect, it } from "vitest";
import { BANNERS, type Banner, bestBanner } from "../shoppers/preferences.ts";
import { aftermathOf } from "./aftermath.ts";
import { burstsOf } from "./calendar.ts";
import { type Arrival, arrivalsOf, USUAL, visitOf } from "./shop.ts";

const bursts = burstsOf(Date.parse("2026-03-02T00:00:00Z"), 28, 6_000);
const arrivals = () => {
  const draw = arrivalsOf(3, "run");
  return bursts.flatMap(draw);
};
const play = (bannerOf: (arrival: Arrival) => Banner) =>
  arrivals().map((arrival) => ({ arrival, visit: visitOf(arrival, bannerOf(arrival), USUAL) }));
const spentIn = (played: ReturnType<typeof play>) =>
  played.reduce((sum, { visit }) => sum + visit.spent, 0);

const own = play(() => BANNERS[0]);

describe("the simulated shop", () => {
  it("plays the same for the same seed", () => {
    expect(play(() => BANNERS[0]).map(({ visit }) => visit)).toEqual(own.map(({ visit }) => visit));
  });

  it("sells more by the banners that visitors like best", () => {
    expect(spentIn(play(({ state }) => bestBanner(state)))).toBeGreaterThan(1.2 * spentIn(own));
  });

  it("sees visitors again, offers dialogs to most who are picked, and takes few orders back", () => {
    const visitors = new Set(own.map(({ arrival }) => arrival.visitor)).size;
    expect(visitors / own.length).toBeCloseTo(0.75, 1);
    const dialogs = own.flatMap(({ visit }) => visit.dialog ?? []);
    const offered = dialogs.filter((dialog) => dialog.offered).length / dialogs.length;
    expect(offered).toBeGreaterThan(0.8);
    expect(offered).toBeLessThan(0.95);
    const orders = own.filter(({ visit }) => visit.spent > 0);
    const returned = orders.filter(({ visit }) => visit.returned > 0);
    expect(returned.length).toBeGreaterThan(0);
    expect(returned.length / orders.length).toBeLessThan(0.1);
    expect(returned.every(({ visit }) => visit.returned <= visit.spent)).toBe(true);
  });

  it("tells of an order twice, by its id, and of every event once", () => {
    const told = own.map(({ arrival, visit }) => aftermathOf(arrival, visit, 0));
    const ordersIn = (things: readonly object[], name: string) =>
      things.flatMap((thing) => new Map<string, unknown>(Object.entries(thing)).get(name) ?? []);
    const rewarded = ordersIn(
      told.flatMap(({ rewards }) => rewards),
      "order_id",
    );
    const events = told.flatMap((each) => each.events);
    expect(ordersIn(events, "orderId")).toEqual(rewarded);
    expect(rewarded).toHaveLength(own.filter(({ visit }) => visit.spent > 0).length);
    const ids = ordersIn(events, "eventId");
    expect(new Set(ids).size).toBe(ids.length);
  });
});
