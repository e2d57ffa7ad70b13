import type { Page } from "playwright-core";
import { describe, expect } from "vitest";

import type { Front } from "./edge/front.ts";
import { openLedger } from "./edge/ledger.ts";
import { rewardsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { addToBasket, incentiveOf, openAccepted, placeOrder } from "./visit/shopping.ts";
import { flush } from "./visit/storage.ts";

/** To the checkout with something in the basket. */
async function goToCheckout(page: Page, shop: Front): Promise<void> {
  await openAccepted(page, shop.url);
  await bannerOf(page);
  await page.goto(`${shop.url}/product?id=dune-mug`);
  await addToBasket(page);
  await page.goto(`${shop.url}/checkout`);
}

describe("the checkout's incentive", () => {
  it("is decided and selected once, and stands when the visitor goes back and forth", async ({
    page,
    shop,
  }) => {
    const ledger = await openLedger(shop, "checkout");
    await goToCheckout(page, shop);
    const offered = await incentiveOf(page);
    expect(offered.source).toBe("edge");
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });

    await page.goto(`${shop.url}/basket`);
    await page.goto(`${shop.url}/checkout`);
    expect(await incentiveOf(page)).toEqual(offered);
    await flush(page);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 0 });
  });
});

describe("an order", () => {
  it("rewards the incentive and the banner with its value", async ({ page, shop }) => {
    const checkout = await openLedger(shop, "checkout");
    await goToCheckout(page, shop);
    const order = await placeOrder(page);
    await checkout.reaches({ decisions: 1, selections: 1, rewards: 1 });
    const purchases = rewardsIn(shop.calls).filter(({ event_type }) => event_type === "purchase");
    expect(new Set(purchases.map(({ order_id }) => order_id))).toEqual(new Set([order]));
    expect(new Set(purchases.map(({ query_id }) => query_id)).size).toBe(2);
    // A mug costs 18 euros; the incentive gives away between nothing and 4.90.
    for (const { value } of purchases) expect(value).toBeGreaterThan(18 - 4.91);
  });

  it("counts once, however often the page that thanks is loaded", async ({ page, shop }) => {
    const [banner, checkout] = [await openLedger(shop, "shop"), await openLedger(shop, "checkout")];
    await goToCheckout(page, shop);
    await placeOrder(page);
    await checkout.reaches({ decisions: 1, selections: 1, rewards: 1 });
    for (let visit = 0; visit < 2; visit += 1) {
      await page.reload();
      await page.getByRole("heading", { name: "Thank you, Ada" }).waitFor();
      await flush(page);
    }
    expect(await checkout.read()).toEqual({ decisions: 1, selections: 1, rewards: 1 });
    await banner.reaches({ decisions: 1, selections: 1, rewards: 2 });
  });

  it("counts once even in a shop that forgets that it has reported it", async ({ page, shop }) => {
    const checkout = await openLedger(shop, "checkout");
    await goToCheckout(page, shop);
    await placeOrder(page);
    await checkout.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await page.evaluate(() => {
      const order = sessionStorage.getItem("larkmoor.order") ?? "";
      sessionStorage.setItem(
        "larkmoor.order",
        order.replace('"reported":true', '"reported":false'),
      );
    });
    const sent = rewardsIn(shop.calls).length;
    await page.reload();
    await eventually(() => rewardsIn(shop.calls).length).toBe(sent + 2);
    await flush(page);
    expect(await checkout.read()).toEqual({ decisions: 1, selections: 1, rewards: 1 });
  });
});
