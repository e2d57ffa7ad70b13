import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { bannerOf, bannersShown } from "./visit/banner.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { openAccepted } from "./visit/shopping.ts";
import { flush, waitingIn } from "./visit/storage.ts";

describe("a visitor who goes back", () => {
  it("finds the page as it was, decided once, and it goes on reporting", async ({
    context,
    page,
    shop,
  }) => {
    const ledger = await openLedger(shop, "shop");
    await openAccepted(page, shop.url);
    const before = await bannerOf(page);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    await page.evaluate(() => {
      addEventListener("pageshow", ({ persisted }) => Reflect.set(window, "isRestored", persisted));
    });

    await page.locator("#banner a").click();
    await page.locator("#footer .logo").waitFor();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await page.goBack({ waitUntil: "commit" });
    await page.waitForFunction(() => Reflect.get(window, "isRestored") === true);
    expect(await bannerOf(page)).toEqual(before);
    expect(await bannersShown(page)).toEqual([before.title]);

    await page.locator("#banner a").click();
    await page.locator("#footer .logo").waitFor();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 2 });
    await flush(page);
    await eventually(() => waitingIn(context)).toBe(0);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 2 });
  });
});
