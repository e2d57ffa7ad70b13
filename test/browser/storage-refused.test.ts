import { describe, expect, onTestFinished } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { REFUSALS } from "./edge/refusals.ts";
import { startSite } from "./edge/site.ts";
import { trackedIn } from "./edge/wire.ts";
import { it } from "./visit/it.ts";
import { flush } from "./visit/storage.ts";

describe("a browser that", () => {
  for (const [what, first] of Object.entries(REFUSALS)) {
    it(`${what} decides and reports all the same`, async ({ page, shop }) => {
      const site = await startSite(shop.url, { first });
      onTestFinished(() => site.close());
      const ledger = await openLedger(shop, "shop");
      await page.goto(site.url);
      await page.waitForFunction(() => window.nextmove?.inspect);
      await page.evaluate(async () => {
        const decision = await window.nextmove?.decide?.({ deadline: 10_000 });
        decision?.shown();
      });
      await flush(page);
      await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
      expect(trackedIn(shop.calls)).toMatchObject([{ name: "page_view" }]);
    });
  }
});
