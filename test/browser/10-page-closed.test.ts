import { describe, expect } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import type { Call } from "./edge/front.ts";
import { openLedger } from "./edge/ledger.ts";
import { beaconsIn, numberedIn, rewardsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { addToBasket, openAccepted } from "./visit/shopping.ts";
import { flush, waitingIn } from "./visit/storage.ts";

const REPORTS = /^\/v3\/collect\//;

/** The beacons of pages that are left from here on: the one before may have needed one, too. */
function beaconsOfNow({ calls }: { calls: readonly Call[] }): () => readonly Call[] {
  const before = beaconsIn(calls).length;
  return () => beaconsIn(calls).slice(before);
}

describe("a page that is left in the middle of reporting", () => {
  it("hands its events to the browser, which sends them without it", async ({ page, shop }) => {
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    await openAccepted(page, shop.url);
    await bannerOf(page);
    await page.goto(`${shop.url}/product?id=dune-mug`);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    const beacons = beaconsOfNow(shop);
    const arrive = shop.disturb(REPORTS, "hold");
    await addToBasket(page);
    await page.goto("about:blank");
    await eventually(beacons).toHaveLength(1);
    arrive();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await delivery.reaches(new Set(numberedIn(shop.calls)).size);
  });

  it("counts once, though the next page cannot know that the beacon arrived", async ({
    context,
    page,
    shop,
  }) => {
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    await openAccepted(page, shop.url);
    await bannerOf(page);
    await page.goto(`${shop.url}/product?id=dune-mug`);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    const beacons = beaconsOfNow(shop);
    const arrive = shop.disturb(REPORTS, "hold");
    await addToBasket(page);
    await page.close();
    await eventually(beacons).not.toHaveLength(0);
    arrive();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });

    const next = await context.newPage();
    await next.goto(`${shop.url}/service`);
    await eventually(() => waitingIn(context)).toBe(0);
    await flush(next);
    const sent = rewardsIn(shop.calls).map(({ reward_id }) => reward_id);
    expect(sent.length).toBeGreaterThan(1);
    expect(new Set(sent).size).toBe(1);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 1 });
    await delivery.reaches(new Set(numberedIn(shop.calls)).size);
  });

  it("may even crash: the next visit sends what it had written down", async ({
    context,
    page,
    shop,
  }) => {
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    await openAccepted(page, shop.url);
    await bannerOf(page);
    await page.goto(`${shop.url}/product?id=dune-mug`);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    const beacons = beaconsOfNow(shop);
    const reconnect = shop.disturb(REPORTS, "refuse");
    await addToBasket(page);
    await eventually(() => waitingIn(context)).toBe(1);
    const crash = page.waitForEvent("crash");
    // No answer comes from a page that is gone.
    page.goto("chrome://crash").catch(() => undefined);
    await crash;
    expect(beacons()).toEqual([]);
    reconnect();

    const next = await context.newPage();
    await next.goto(`${shop.url}/service`);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await flush(next);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 1 });
    await delivery.reaches(new Set(numberedIn(shop.calls)).size);
  });
});
