import { describe, expect } from "vitest";

import { openDelivery } from "../edge/delivery.ts";
import { openLedger } from "../edge/ledger.ts";
import { pagesViewed } from "../edge/tracks.ts";
import { REFUSALS } from "../edge/refusals.ts";
import { questionsIn, rewardsIn, selectionsIn, trackedIn } from "../edge/wire.ts";
import { eventually } from "../visit/eventually.ts";
import { decideAndShow, flush, keptOf, open, sayConsent, trackSearches } from "./calls.ts";
import { it } from "./it.ts";

const WITHOUT_NAVIGATION = `Object.defineProperty(window, "navigation", { value: undefined });`;

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

  for (const [how, first] of [
    ["by the Navigation API, where there is one", ""],
    ["by the history", WITHOUT_NAVIGATION],
  ] as const) {
    it(`has each real change of the address viewed once, ${how}`, async ({
      page,
      shop,
      openSite,
    }) => {
      const delivery = await openDelivery(shop);
      await open(page, `${await openSite({ first })}/home`);
      await page.evaluate(() => {
        history.replaceState({ scroll: 0 }, "");
        history.pushState({}, "", "/products");
        history.replaceState({}, "", "/products?sort=price");
        history.pushState({}, "", "/basket#top");
        location.hash = "#bottom";
      });
      await flush(page);
      const views = ["/home", "/products", "/products", "/basket"];
      await eventually(() => pagesViewed(shop.calls)).toEqual(views);
      await delivery.reaches(views.length);
    });
  }

  it("has a page that comes out of the cache viewed again, and reports on", async ({
    page,
    shop,
    openSite,
  }) => {
    const site = await openSite();
    const delivery = await openDelivery(shop);
    await open(page, `${site}/one`);
    await page.evaluate(() =>
      addEventListener("pageshow", ({ persisted }) => Reflect.set(window, "isBack", persisted)),
    );
    await open(page, `${site}/two`);
    // Not by the driver, which waits for a loading that a page out of the cache does not have.
    await page.evaluate(() => history.back());
    await page.waitForFunction(() => Reflect.get(window, "isBack") === true);
    await trackSearches(page, 1);
    await flush(page);
    await delivery.reaches(4);
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
