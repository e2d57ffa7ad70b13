import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { rewardsIn, selectionsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { it } from "./visit/it.ts";
import { addToBasket, basketCount, openAccepted } from "./visit/shopping.ts";

describe("a product put into the basket", () => {
  it("rewards the banner seen pages before", async ({ page, shop }) => {
    const ledger = await openLedger(shop, "shop");
    await openAccepted(page, shop.url);
    await bannerOf(page);
    await page.locator("[data-shelf=light]").click();
    await page.locator("a.card").first().click();
    await addToBasket(page);
    expect(await basketCount(page)).toBe("1");

    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    const [selection] = selectionsIn(shop.calls);
    expect(rewardsIn(shop.calls)).toMatchObject([
      { event_type: "add_to_basket", query_id: selection?.query_id },
    ]);
  });

  it("counts each time it is done", async ({ page, shop }) => {
    const ledger = await openLedger(shop, "shop");
    await openAccepted(page, shop.url);
    await bannerOf(page);
    await page.goto(`${shop.url}/product?id=dune-mug`);
    await addToBasket(page);
    await addToBasket(page);
    await addToBasket(page);
    expect(await basketCount(page)).toBe("3");
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 3 });
  });
});
