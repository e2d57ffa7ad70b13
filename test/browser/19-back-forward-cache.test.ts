import type { Page } from "playwright-core";
import { describe, expect } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { numberedIn } from "./edge/wire.ts";
import { bannerOf, bannersShown } from "./visit/banner.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { answerConsent, openAccepted } from "./visit/shopping.ts";
import { flush, visitorIdIn, waitingIn } from "./visit/storage.ts";

/** The page will know that it came out of the cache. */
const rememberRestoring = (page: Page): Promise<void> =>
  page.evaluate(() =>
    addEventListener("pageshow", ({ persisted }) => Reflect.set(window, "isRestored", persisted)),
  );

async function goBackToWhatWas(page: Page): Promise<void> {
  await page.goBack({ waitUntil: "commit" });
  await page.waitForFunction(() => Reflect.get(window, "isRestored") === true);
}

describe("a visitor who goes back", () => {
  it("finds the page as it was, decided once, and it goes on reporting", async ({
    context,
    page,
    shop,
  }) => {
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    await openAccepted(page, shop.url);
    const before = await bannerOf(page);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    await rememberRestoring(page);

    await page.locator("#banner a").click();
    await page.locator("#footer .logo").waitFor();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await goBackToWhatWas(page);
    expect(await bannerOf(page)).toEqual(before);
    expect(await bannersShown(page)).toEqual([before.title]);

    await page.locator("#banner a").click();
    await page.locator("#footer .logo").waitFor();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 2 });
    await flush(page);
    await eventually(() => waitingIn(context)).toBe(0);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 2 });
    await delivery.reaches(new Set(numberedIn(shop.calls)).size);
  });

  it("has taken the consent back there, too", async ({ context, page, shop }) => {
    await openAccepted(page, shop.url);
    await bannerOf(page);
    await rememberRestoring(page);
    await page.locator("#footer").getByRole("link", { name: "Returns" }).click();
    await page.getByRole("button", { name: "Privacy choices" }).click();
    await answerConsent(page, "denied");

    await goBackToWhatWas(page);
    expect(await page.evaluate(() => window.nextmove?.consent?.())).toBe("denied");
    expect(await visitorIdIn(context)).toBeUndefined();
  });
});
