import { describe, expect } from "vitest";

import { rewardsIn } from "./edge/wire.ts";
import { it } from "./visit/it.ts";
import { addToBasket, goOnToProduct } from "./visit/shopping.ts";
import { flush, waitingIn } from "./visit/storage.ts";

describe("a visitor whose connection is gone for a while", () => {
  it("goes on shopping, and what happened arrives once the connection is back, once", async ({
    context,
    page,
    shop,
  }) => {
    const ledger = await goOnToProduct(page, shop);

    await context.setOffline(true);
    await addToBasket(page);
    await addToBasket(page);
    await flush(page);
    expect(await waitingIn(context)).toBe(2);
    expect(rewardsIn(shop.calls)).toEqual([]);

    await context.setOffline(false);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 2 });
    await flush(page);
    expect(await waitingIn(context)).toBe(0);
    expect(rewardsIn(shop.calls)).toHaveLength(2);
  });

  it("may close the page meanwhile: the next visit sends it", async ({ context, page, shop }) => {
    const ledger = await goOnToProduct(page, shop);

    await context.setOffline(true);
    await addToBasket(page);
    await flush(page);
    await page.close();
    await context.setOffline(false);
    const later = await context.newPage();
    await later.goto(`${shop.url}/service`);

    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await flush(later);
    expect(await waitingIn(context)).toBe(0);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 1 });
  });
});
