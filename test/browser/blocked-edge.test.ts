import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { startSite } from "./edge/site.ts";
import { decideAndShow, isRunning, trackSearches } from "./visit/calls.ts";
import { it } from "./visit/it.ts";
import { flush } from "./visit/storage.ts";

const SEARCHES = 3;
/** Writes down for how long the page's timers wait. */
const REMEMBER_TIMERS = `
  var delays = [];
  const start = setTimeout;
  window.setTimeout = (run, delay) => {
    delays.push(delay);
    return start(run, delay);
  };`;

/** After this many failures the SDK takes it for more than a blip. */
const ATTEMPTS = 5;

describe("a visitor whose browser blocks the edge", () => {
  it("has a page that works, which soon stops trying, and loses nothing", async ({
    context,
    page,
    shop,
  }) => {
    const site = await startSite(shop.url, { first: REMEMBER_TIMERS });
    onTestFinished(() => site.close());
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    // The script may come, as from a shop's own server; what it asks for is on a blocker's list.
    await context.route("**/v3/**", (route) => route.abort("blockedbyclient"));
    await page.goto(site.url);
    await isRunning(page);
    const actions = await page.evaluate(async () => {
      const decision = await window.nextmove?.decide?.({ fallback: ["b", "a"] });
      decision?.shown();
      return decision?.actions;
    });
    expect(actions).toEqual(["b", "a"]);
    await trackSearches(page, SEARCHES);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) await flush(page);
    const { circuitOpen, journal } = await page.evaluate(
      () => window.nextmove?.inspect?.() ?? { circuitOpen: undefined, journal: undefined },
    );
    expect(circuitOpen).toBe(true);
    // The fallback was nobody's decision: there is no exposure to report.
    expect(journal).toMatchObject({ events: 1 + SEARCHES, durable: true });

    // What happens from here on starts no timer: it waits for the one that ends the minute.
    const delays = () => page.evaluate<number[]>("delays");
    const before = await delays();
    expect(before.at(-1)).toBeGreaterThan(55_000);
    await trackSearches(page, SEARCHES);
    expect(await delays()).toEqual(before);
    expect(shop.calls).toEqual([]);

    await context.unroute("**/v3/**");
    await page.goto(`${site.url}/next`);
    await isRunning(page);
    expect(await decideAndShow(page)).toBe("edge");
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    await delivery.reaches(1 + 2 * SEARCHES + 2);
  });
});
