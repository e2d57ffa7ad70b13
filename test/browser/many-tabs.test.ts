import type { Page } from "playwright-core";
import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { startSite } from "./edge/site.ts";
import { numberedIn } from "./edge/wire.ts";
import { decideAndShow, isRunning, trackSearches } from "./visit/calls.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { flush } from "./visit/storage.ts";

const COLLECT = /^\/v3\/collect\//;
const SEARCHES = 4;

/** Of the tabs that want to report: how many do, and how many wait for their turn. */
const locksIn = (page: Page) =>
  page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const ours = (locks: LockInfo[]) =>
      locks.filter(({ name }) => name === "nextmove.pk_test_demo").length;
    return { reporting: ours(held), waiting: ours(pending) };
  });

describe("a visitor with many tabs", () => {
  for (const count of [2, 5]) {
    it(`has one of ${count} report at a time, and each event once`, async ({ context, shop }) => {
      const site = await startSite(shop.url);
      onTestFinished(() => site.close());
      const ledger = await openLedger(shop, "shop");
      const delivery = await openDelivery(shop);
      const pages = await Promise.all(Array.from({ length: count }, () => context.newPage()));
      for (const page of pages) {
        await page.goto(site.url);
        await isRunning(page);
      }
      await delivery.reaches(count);

      const arrive = shop.disturb(COLLECT, "hold");
      const before = shop.calls.length;
      for (const page of pages) expect(await decideAndShow(page)).toBe("edge");
      await Promise.all(pages.map((page) => trackSearches(page, SEARCHES)));
      const [page] = pages;
      if (page === undefined) throw new Error("no tab");
      await eventually(() => locksIn(page)).toEqual({ reporting: 1, waiting: count - 1 });
      expect(shop.calls.slice(before).filter(({ path }) => COLLECT.test(path))).toHaveLength(1);
      arrive();
      await ledger.reaches({ decisions: count, selections: count, rewards: 0 });
      await Promise.all(pages.map(flush));

      const events = count * (1 + 1 + SEARCHES);
      await delivery.reaches(events);
      const numbers = numberedIn(shop.calls);
      expect(numbers).toHaveLength(events);
      expect(new Set(numbers).size).toBe(events);
    });
  }
});
