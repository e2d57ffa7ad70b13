import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { rewardsIn } from "./edge/wire.ts";
import { bannerOf, bannersShown } from "./visit/banner.ts";
import { it } from "./visit/it.ts";
import { addToBasket, incentiveOf, openAccepted, placeOrder } from "./visit/shopping.ts";
import { flush, waitingIn } from "./visit/storage.ts";

describe("while the Worker is down", () => {
  it("a new visitor sees the shop's own choices, and can buy", async ({ page, ownShop }) => {
    const { url, edge, calls } = ownShop;
    await edge.kill();
    await openAccepted(page, url);
    expect(await bannerOf(page)).toMatchObject({ action: "new_arrivals", source: "default" });
    await page.goto(`${url}/product?id=ember-teapot`);
    await addToBasket(page);
    await page.goto(`${url}/checkout`);
    expect(await incentiveOf(page)).toEqual({ action: "no_incentive", source: "default" });
    expect(await placeOrder(page)).toMatch(/^LM-/);

    await edge.restart();
    const banner = await openLedger(ownShop, "shop");
    await page.goto(url);
    expect(await bannerOf(page)).toMatchObject({ source: "edge" });
    // What was shown before was nobody's decision: there is nothing to learn from it.
    await banner.reaches({ decisions: 1, selections: 1, rewards: 0 });
    expect(rewardsIn(calls)).toEqual([]);
  });

  it("a visitor of before sees the last good choice, and what it does arrives later", async ({
    context,
    page,
    ownShop,
  }) => {
    const { url, edge } = ownShop;
    const ledger = await openLedger(ownShop, "shop");
    await openAccepted(page, url);
    const before = await bannerOf(page);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });

    await edge.kill();
    await page.reload();
    expect(await bannerOf(page)).toEqual({ ...before, source: "last-good" });
    await page.goto(`${url}/product?id=dune-mug`);
    await addToBasket(page);
    await flush(page);
    expect(await waitingIn(context)).toBe(1);

    await edge.restart();
    await page.goto(`${url}/service`);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await page.goto(url);
    expect(await bannerOf(page)).toMatchObject({ source: "edge" });
    expect(await bannersShown(page)).toHaveLength(1);
    await ledger.reaches({ decisions: 2, selections: 2, rewards: 1 });
  });
});
