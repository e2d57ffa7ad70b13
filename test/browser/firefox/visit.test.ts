import { describe, expect } from "vitest";

import { openDelivery } from "../edge/delivery.ts";
import { openLedger } from "../edge/ledger.ts";
import { pagesViewed } from "../edge/tracks.ts";
import { REFUSALS } from "../edge/refusals.ts";
import { questionsIn, rewardsIn, selectionsIn, trackedIn } from "../edge/wire.ts";
import { eventually } from "../visit/eventually.ts";
import { decideAndShow, flush, keptOf, open, sayConsent } from "./calls.ts";
import { it } from "./it.ts";

describe("a visitor who has Firefox", () => {
  it("is told nothing of and kept nothing of before agreeing, then from the start", async ({
    context,
    page,
    shop,
    openSite,
  }) => {
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    await open(page, await openSite({ consent: "pending" }));
    expect(await decideAndShow(page)).toBe("edge");
    await flush(page);
    const nothing = { cookies: [], local: [], session: [], databases: [] };
    expect(await keptOf(page, context)).toEqual(nothing);
    expect(questionsIn(shop.calls)).toMatchObject([{ state: { device: "desktop" } }]);
    expect(shop.calls).toHaveLength(1);

    await sayConsent(page, "granted");
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    await delivery.reaches(2);
    const { cookies, databases } = await keptOf(page, context);
    expect(cookies).toEqual(["nextmove_id"]);
    expect(databases).toEqual(["nextmove.pk_test_demo"]);
  });

  it("is forgotten when the consent is taken back", async ({ context, page, shop, openSite }) => {
    const delivery = await openDelivery(shop);
    await open(page, await openSite());
    await flush(page);
    const endOutage = shop.disturb(/^\/v3\/collect\//, "refuse");
    await page.evaluate(() => window.nextmove?.track?.("search"));
    await sayConsent(page, "denied");
    endOutage();
    await flush(page);
    expect(await keptOf(page, context)).toMatchObject({ cookies: [], local: [], session: [] });
    await sayConsent(page, "granted");
    await page.evaluate(() => window.nextmove?.track?.("login"));
    await flush(page);
    expect(trackedIn(shop.calls).map(({ name }) => name)).toContain("login");
    await delivery.reaches(2);
  });

  it("buys in the single-page shop: each page viewed, each decision and reward counted", async ({
    page,
    shop,
  }) => {
    const ledger = await openLedger(shop, "checkout");
    await page.goto(`${shop.url}/spa/product/dune-mug`);
    await page.locator("[data-consent=granted]").click();
    await page.locator("::-p-text(Add to basket)").click();
    await page.locator("::-p-text(View basket)").click();
    await page.locator("::-p-text(Go to checkout)").click();
    await page.locator("#place-order:enabled").wait();
    for (const field of await page.$$("form input[required]:not([type=search])")) {
      await field.type(
        (await field.evaluate(({ type }) => type)) === "email" ? "a@b.example" : "12345",
      );
    }
    await page.locator("#place-order").click();
    await page.locator("::-p-text(Thank you)").wait();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await page.goBack();
    await page.locator("::-p-text(There is nothing to pay for yet)").wait();
    await eventually(() => pagesViewed(shop.calls)).toEqual([
      "/spa/product/dune-mug",
      "/spa/basket",
      "/spa/checkout",
      "/spa/thanks",
      "/spa/checkout",
    ]);
  });

  for (const [what, first] of Object.entries(REFUSALS)) {
    it(`that ${what} is decided for and reports`, async ({ page, shop, openSite }) => {
      const ledger = await openLedger(shop, "shop");
      const delivery = await openDelivery(shop);
      await open(page, await openSite({ first }));
      expect(await decideAndShow(page)).toBe("edge");
      await page.evaluate(() => window.nextmove?.reward?.({ event_type: "click" }));
      await flush(page);
      await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
      await delivery.reaches(3);
      const [question] = questionsIn(shop.calls);
      expect(selectionsIn(shop.calls)).toMatchObject([{ query_id: question?.query_id }]);
      expect(rewardsIn(shop.calls)).toMatchObject([{ query_id: question?.query_id }]);
    });
  }
});
