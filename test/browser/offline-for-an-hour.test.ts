import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { startSite } from "./edge/site.ts";
import { numberedIn, trackedIn } from "./edge/wire.ts";
import { decideAndShow, isRunning, waitingOn } from "./visit/calls.ts";
import { it } from "./visit/it.ts";

const EVENTS = 400;
const HOUR_MS = 3_600_000;

/** The page's clock goes on when the test says so; what it says is what time it is there. */
const CLOCK = `
  var passedMs = 0;
  const realNow = Date.now.bind(Date);
  Date.now = () => realNow() + passedMs;
  function browse(events, forMs) {
    for (let n = 0; n < events; n += 1) {
      passedMs += forMs / events;
      nextmove.track("view_item", { items: [{ item_id: "sku-" + n, price: n }], value: n });
    }
  }`;

describe("a visitor who is offline for an hour, and goes on browsing", () => {
  it("has all of it reported afterwards, at the time when it was", async ({
    context,
    page,
    shop,
  }) => {
    const site = await startSite(shop.url, { first: CLOCK });
    onTestFinished(() => site.close());
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    await page.goto(site.url);
    await isRunning(page);
    await decideAndShow(page);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    await delivery.reaches(2);

    await context.setOffline(true);
    await page.evaluate(`browse(${EVENTS}, ${HOUR_MS})`);
    expect(await waitingOn(page)).toBe(EVENTS);
    await context.setOffline(false);
    await delivery.reaches(2 + EVENTS);

    const numbers = numberedIn(shop.calls);
    expect(new Set(numbers).size).toBe(2 + EVENTS);
    expect(numbers).toHaveLength(2 + EVENTS);
    const times = trackedIn(shop.calls)
      .filter(({ name }) => name === "view_item")
      .map(({ at }) => Number(at));
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(0.99 * HOUR_MS);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 0 });
  });
});
