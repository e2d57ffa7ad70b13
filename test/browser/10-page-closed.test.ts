import type { Page } from "playwright-core";
import { describe, expect } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import type { Disturbance, Front } from "./edge/front.ts";
import { beaconsIn, numberedIn, rewardsIn } from "./edge/wire.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { addToBasket, goOnToProduct } from "./visit/shopping.ts";
import { flush, waitingIn } from "./visit/storage.ts";

/** A visitor who has seen the banner puts a product into the basket, and no report gets through. */
async function buyInTrouble(page: Page, shop: Front, trouble: Disturbance) {
  const delivery = await openDelivery(shop);
  const ledger = await goOnToProduct(page, shop);
  // The page before may have needed one, too.
  const before = beaconsIn(shop.calls).length;
  const endTrouble = shop.disturb(/^\/v3\/collect\//, trouble);
  await addToBasket(page);
  return { delivery, ledger, beacons: () => beaconsIn(shop.calls).slice(before), endTrouble };
}

describe("a page that is left in the middle of reporting", () => {
  it("hands its events to the browser, which sends them without it", async ({ page, shop }) => {
    const { delivery, ledger, beacons, endTrouble } = await buyInTrouble(page, shop, "hold");
    await page.goto("about:blank");
    await eventually(beacons).toHaveLength(1);
    endTrouble();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await delivery.reaches(new Set(numberedIn(shop.calls)).size);
  });

  it("counts once, though the next page cannot know that the beacon arrived", async ({
    context,
    page,
    shop,
  }) => {
    const { delivery, ledger, beacons, endTrouble } = await buyInTrouble(page, shop, "hold");
    await page.close();
    await eventually(beacons).not.toHaveLength(0);
    endTrouble();
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
    const { delivery, ledger, beacons, endTrouble } = await buyInTrouble(page, shop, "refuse");
    await eventually(() => waitingIn(context)).toBe(1);
    const crash = page.waitForEvent("crash");
    // No answer comes from a page that is gone.
    page.goto("chrome://crash").catch(() => undefined);
    await crash;
    expect(beacons()).toEqual([]);
    endTrouble();

    const next = await context.newPage();
    await next.goto(`${shop.url}/service`);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await flush(next);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 1 });
    await delivery.reaches(new Set(numberedIn(shop.calls)).size);
  });
});
