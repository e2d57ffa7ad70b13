import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { rewardsIn, selectionsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { it } from "./visit/it.ts";
import { openAccepted } from "./visit/shopping.ts";
import { flush } from "./visit/storage.ts";

describe("a click on the banner", () => {
  it("rewards the banner once, though the click leaves the page", async ({ page, shop }) => {
    const ledger = await openLedger(shop, "shop");
    await openAccepted(page, shop.url);
    await bannerOf(page);
    await page.locator("#banner a").click();
    await page.locator("h1").waitFor();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });

    await flush(page);
    const [selection] = selectionsIn(shop.calls);
    const [click] = rewardsIn(shop.calls);
    expect(click).toMatchObject({ event_type: "click", query_id: selection?.query_id });
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 1 });
  });
});
