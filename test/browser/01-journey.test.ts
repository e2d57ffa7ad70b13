import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { bannerOf } from "./visit/banner.ts";
import { it } from "./visit/it.ts";
import { addToBasket, incentiveOf, openAccepted, placeOrder } from "./visit/shopping.ts";
import { flush } from "./visit/storage.ts";

// Without a web server of ours in between: as it is for somebody who typed `npm start`. With the
// shop's own deadline, too: on a busy machine a decision may miss it, and then nothing may count.
describe("a visitor who buys", () => {
  it("has each step counted once that followed a decision", async ({ page, shopUrl }) => {
    const shop = await openLedger({ edgeUrl: shopUrl }, "shop");
    const checkout = await openLedger({ edgeUrl: shopUrl }, "checkout");

    // Products are decisions of the case, too: recommended.test.ts counts those.
    await page.route("**/v3/recommendation/shop", (route) => route.fulfill({ json: {} }));
    await openAccepted(page, shopUrl);
    const banner = await bannerOf(page);
    await page.locator("#banner a").click();
    await page.goto(`${shopUrl}/product?id=ember-teapot`);
    await addToBasket(page);
    await page.getByRole("link", { name: "View basket" }).click();
    await page.getByRole("link", { name: "Go to checkout" }).click();
    const incentive = await incentiveOf(page);
    expect(await placeOrder(page)).toMatch(/^LM-[0-9A-F]{8}$/);

    const once = ({ source }: { source: string }) => (source === "edge" ? 1 : 0);
    const counts = [
      { ledger: shop, selections: once(banner), rewards: 3 * once(banner) },
      { ledger: checkout, selections: once(incentive), rewards: once(incentive) },
    ];
    for (const { ledger, ...rest } of counts) await ledger.reaches({ decisions: 1, ...rest });
    await flush(page);
    for (const { ledger, ...rest } of counts) {
      expect(await ledger.read()).toEqual({ decisions: 1, ...rest });
    }
  });
});
