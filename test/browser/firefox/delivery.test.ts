import { describe, expect } from "vitest";

import { openDelivery } from "../edge/delivery.ts";
import { openLedger } from "../edge/ledger.ts";
import { beaconsIn, numberedIn } from "../edge/wire.ts";
import { eventually } from "../visit/eventually.ts";
import { decideAndShow, flush, open, trackSearches, waitingOn } from "./calls.ts";
import { it } from "./it.ts";

const COLLECT = /^\/v3\/collect\//;
const EVENTS = 30;

describe("what a visitor with Firefox does", () => {
  it("arrives when the page is left in the middle of reporting", async ({
    page,
    shop,
    openSite,
  }) => {
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    await open(page, await openSite());
    const arrive = shop.disturb(COLLECT, "hold");
    expect(await decideAndShow(page)).toBe("edge");
    await page.goto("about:blank");
    await eventually(() => beaconsIn(shop.calls)).not.toHaveLength(0);
    arrive();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    await delivery.reaches(2);
  });

  it("arrives when the tab is closed, and counts once", async ({ openTab, shop, openSite }) => {
    const site = await openSite();
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    const tab = await openTab();
    await open(tab, site);
    const arrive = shop.disturb(COLLECT, "hold");
    expect(await decideAndShow(tab)).toBe("edge");
    await tab.close();
    await eventually(() => beaconsIn(shop.calls)).not.toHaveLength(0);
    arrive();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    await open(await openTab(), site);
    await delivery.reaches(3);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 0 });
  });

  it("waits while there is no connection, also for a later page", async ({
    openTab,
    shop,
    openSite,
  }) => {
    const site = await openSite();
    const delivery = await openDelivery(shop);
    const tab = await openTab();
    await open(tab, site);
    await flush(tab);
    const reconnect = shop.disturb(COLLECT, "refuse");
    await trackSearches(tab, EVENTS);
    await flush(tab);
    expect(await waitingOn(tab)).toBe(EVENTS);
    await tab.close();
    reconnect();
    const later = await openTab();
    await open(later, site);
    await delivery.reaches(1 + EVENTS + 1);
  });

  it("is sent as soon as the browser is online again", async ({ page, shop, openSite }) => {
    const delivery = await openDelivery(shop);
    await open(page, await openSite());
    await flush(page);
    await page.setOfflineMode(true);
    await trackSearches(page, EVENTS);
    await flush(page);
    expect(await waitingOn(page)).toBe(EVENTS);
    await page.setOfflineMode(false);
    await delivery.reaches(1 + EVENTS);
    expect(numberedIn(shop.calls)).toHaveLength(1 + EVENTS);
  });

  it("arrives every time from a page that redirects right after the decision", async ({
    page,
    shop,
    openSite,
  }) => {
    const last = `
      if (location.pathname.startsWith("/from")) {
        nextmove.decide({ deadline: 10000 }).then((decision) => {
          decision.shown();
          location.href = location.pathname.replace("from", "to");
        });
      }`;
    const site = await openSite({ last });
    const visits = 5;
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    for (let visit = 1; visit <= visits; visit += 1) {
      await page.goto(`${site}/from/${visit}`);
      await page.waitForFunction(
        () => location.pathname.startsWith("/to") && window.nextmove?.inspect !== undefined,
      );
    }
    await ledger.reaches({ decisions: visits, selections: visits, rewards: 0 });
    await delivery.reaches(3 * visits);
  });

  it("is reported by one of two tabs at a time, once", async ({ openTab, shop, openSite }) => {
    const site = await openSite();
    const delivery = await openDelivery(shop);
    const tabs = [await openTab(), await openTab()];
    for (const tab of tabs) {
      await tab.bringToFront();
      await open(tab, site);
    }
    await delivery.reaches(2);
    const arrive = shop.disturb(COLLECT, "hold");
    const before = shop.calls.length;
    for (const tab of tabs) await trackSearches(tab, EVENTS);
    const locks = () =>
      tabs[0]?.evaluate(async () => {
        const { held = [], pending = [] } = await navigator.locks.query();
        return [held.length, pending.length];
      });
    await eventually(locks).toEqual([1, 1]);
    expect(shop.calls.length).toBe(before + 1);
    arrive();
    await delivery.reaches(2 + 2 * EVENTS);
    for (const tab of tabs) await flush(tab);
    expect(new Set(numberedIn(shop.calls)).size).toBe(2 + 2 * EVENTS);
  });
});
