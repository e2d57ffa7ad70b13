import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { REFUSALS } from "./edge/refusals.ts";
import { startSite } from "./edge/site.ts";
import { trackedIn } from "./edge/wire.ts";
import { isRunning, trackSearches } from "./visit/calls.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { flush } from "./visit/storage.ts";

const SEARCHES = 3;

describe("a browser that", () => {
  for (const [what, first] of Object.entries(REFUSALS)) {
    it(`${what} decides and reports all the same`, async ({ page, shop }) => {
      const site = await startSite(shop.url, { first });
      onTestFinished(() => site.close());
      const ledger = await openLedger(shop, "shop");
      const delivery = await openDelivery(shop);
      await page.goto(site.url);
      await page.waitForFunction(() => window.nextmove?.inspect);
      await page.evaluate(async () => {
        const decision = await window.nextmove?.decide?.({ deadline: 10_000 });
        decision?.shown();
      });
      await flush(page);
      await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
      expect(trackedIn(shop.calls)).toMatchObject([{ name: "page_view" }]);
      await delivery.reaches(2);
    });
  }

  it("has a disk that is full reports what it could not write down", async ({
    context,
    page,
    shop,
  }) => {
    const site = await startSite(shop.url);
    onTestFinished(() => site.close());
    const delivery = await openDelivery(shop);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Storage.overrideQuotaForOrigin", { origin: site.url, quotaSize: 1 });
    const reconnect = shop.disturb(/^\/v3\//, "refuse");
    await page.goto(site.url);
    await isRunning(page);
    await trackSearches(page, SEARCHES);
    await flush(page);
    await eventually(() => page.evaluate(() => window.nextmove?.inspect?.().journal)).toMatchObject(
      { events: 1 + SEARCHES, durable: false },
    );
    reconnect();
    await flush(page);
    await delivery.reaches(1 + SEARCHES);
  });
});
