import { describe, expect, onTestFinished } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { startSite } from "./edge/site.ts";
import { questionsIn, rewardsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { addToBasket, answerConsent, openAccepted } from "./visit/shopping.ts";
import { flush, storedIn, visitorIdIn } from "./visit/storage.ts";

const SHOPS_OWN = ["larkmoor.basket", "larkmoor.consent"];

describe("a visitor who takes the consent back", () => {
  it("is forgotten by the browser, what waits to be sent included", async ({
    context,
    page,
    shop,
  }) => {
    const ledger = await openLedger(shop, "shop");
    await openAccepted(page, shop.url);
    await bannerOf(page);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    await page.goto(`${shop.url}/product?id=dune-mug`);
    const reconnect = shop.disturb(/^\/v3\//, "refuse");
    await addToBasket(page);
    await flush(page);
    expect(await visitorIdIn(context)).toBeDefined();

    await page.getByRole("button", { name: "Privacy choices" }).click();
    await answerConsent(page, "denied");
    await eventually(() => storedIn(context)).toEqual({
      cookies: [],
      local: SHOPS_OWN,
      databases: { "nextmove.pk_test_demo": 0 },
    });

    reconnect();
    await flush(page);
    await page.goto(shop.url);
    await bannerOf(page);
    expect(await ledger.read()).toEqual({ decisions: 2, selections: 1, rewards: 0 });
  });

  it("takes it back in every tab", async ({ context, page, shop }) => {
    await openAccepted(page, shop.url);
    await bannerOf(page);
    await page.goto(`${shop.url}/product?id=dune-mug`);
    await flush(page);
    const other = await context.newPage();
    await other.goto(`${shop.url}/service`);
    await other.getByRole("button", { name: "Privacy choices" }).click();
    await answerConsent(other, "denied");

    await page.waitForFunction(() => window.nextmove?.consent?.() === "denied");
    await addToBasket(page);
    await flush(page);
    expect(rewardsIn(shop.calls)).toEqual([]);
    await eventually(() => storedIn(context)).toEqual({
      cookies: [],
      local: SHOPS_OWN,
      databases: { "nextmove.pk_test_demo": 0 },
    });
  });

  it("takes it back in every tab of a shop that tells only one of them", async ({
    context,
    page,
    shop,
  }) => {
    const site = await startSite(shop.url, { last: `nextmove.consent("granted");` });
    onTestFinished(() => site.close());
    const other = await context.newPage();
    for (const tab of [page, other]) {
      await tab.goto(site.url);
      await flush(tab);
    }
    await other.evaluate(() => void window.nextmove?.consent?.("denied"));
    // At once: no tab is looked at in between.
    await page.waitForFunction(() => window.nextmove?.consent?.() === "denied");
    expect(await page.evaluate(() => window.nextmove?.inspect?.().consent)).toEqual({
      state: "denied",
      reason: "another page",
    });
    await eventually(() => storedIn(context)).toEqual({
      cookies: [],
      local: [],
      databases: { "nextmove.pk_test_demo": 0 },
    });
  });

  it("is somebody new after accepting again", async ({ context, page, shop }) => {
    await openAccepted(page, shop.url);
    await eventually(() => visitorIdIn(context)).toMatch(/^[\da-f-]{36}$/);
    const before = await visitorIdIn(context);
    for (const answer of ["denied", "granted"] as const) {
      await page.getByRole("button", { name: "Privacy choices" }).click();
      await answerConsent(page, answer);
    }
    await eventually(() => visitorIdIn(context)).toMatch(/^[\da-f-]{36}$/);
    expect(await visitorIdIn(context)).not.toBe(before);
  });

  it("still gets decisions, without a name, and nothing is reported", async ({
    context,
    page,
    shop,
  }) => {
    await page.goto(shop.url);
    await answerConsent(page, "denied");
    await page.reload();
    expect(await bannerOf(page)).toMatchObject({ source: "edge" });
    await page.goto(`${shop.url}/product?id=dune-mug`);
    await addToBasket(page);
    await flush(page);

    expect(questionsIn(shop.calls).map(({ consumer_id }) => consumer_id)).toEqual([
      undefined,
      undefined,
    ]);
    expect(rewardsIn(shop.calls)).toEqual([]);
    expect(await storedIn(context)).toEqual({ cookies: [], local: SHOPS_OWN, databases: {} });
  });
});
