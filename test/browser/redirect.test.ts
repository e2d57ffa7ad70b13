import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { startSite } from "./edge/site.ts";
import { it } from "./visit/it.ts";

const VISITS = 20;

/** Sends the visitor on the moment it knows where to, as a split test by redirect does. */
const REDIRECT = `
  if (location.pathname.startsWith("/from")) {
    nextmove.decide({ deadline: 10000 }).then((decision) => {
      decision.shown();
      location.href = location.pathname.replace("from", "to");
    });
  }`;

describe("a page that redirects right after the decision", () => {
  it("has its exposure reported every time", async ({ page, shop }) => {
    const site = await startSite(shop.url, { last: REDIRECT });
    onTestFinished(() => site.close());
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    for (let visit = 1; visit <= VISITS; visit += 1) {
      await page.goto(`${site.url}/from/${visit}`, { waitUntil: "commit" });
      await page.waitForURL(`${site.url}/to/${visit}`);
    }
    await ledger.reaches({ decisions: VISITS, selections: VISITS, rewards: 0 });
    expect(await ledger.read()).toEqual({ decisions: VISITS, selections: VISITS, rewards: 0 });
    // Of each visit the exposure and two page views.
    await delivery.reaches(3 * VISITS);
  });
});
