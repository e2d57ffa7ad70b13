import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { rewardsIn, selectionsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { addToBasket, basketCount, openAccepted } from "./visit/shopping.ts";
import { flush, waitingIn } from "./visit/storage.ts";

describe("a visitor with two tabs", () => {
  it("has each event sent by one of them, once", async ({ context, page, shop }) => {
    const ledger = await openLedger(shop, "shop");
    await openAccepted(page, shop.url);
    const other = await context.newPage();
    await other.goto(shop.url);
    await Promise.all([bannerOf(page), bannerOf(other)]);
    await ledger.reaches({ decisions: 2, selections: 2, rewards: 0 });
    // The edge counts a selection before the tab that sent it hears of that: who leaves sooner sends it again.
    await eventually(() => waitingIn(context)).toBe(0);
    const product = `${shop.url}/product?id=dune-mug`;
    await Promise.all([page.goto(product), other.goto(product)]);

    await context.setOffline(true);
    for (const tab of [page, other, page, other]) await addToBasket(tab);
    expect(await basketCount(page)).toBe("4");
    await Promise.all([flush(page), flush(other)]);
    expect(await waitingIn(context)).toBe(4);
    const sent = rewardsIn(shop.calls).length;

    // Both tabs hear of it at the same moment.
    await context.setOffline(false);
    await ledger.reaches({ decisions: 2, selections: 2, rewards: 4 });
    await Promise.all([flush(page), flush(other)]);
    expect(await waitingIn(context)).toBe(0);
    expect(selectionsIn(shop.calls)).toHaveLength(2);
    const ids = rewardsIn(shop.calls)
      .slice(sent)
      .map(({ reward_id }) => reward_id);
    expect(new Set(ids).size).toBe(4);
    expect(ids).toHaveLength(4);
    expect(await ledger.read()).toEqual({ decisions: 2, selections: 2, rewards: 4 });
  });
});
