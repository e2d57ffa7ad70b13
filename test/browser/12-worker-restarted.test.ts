import { describe, expect } from "vitest";

import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { addToBasket, goOnToProduct } from "./visit/shopping.ts";
import { flush, waitingIn } from "./visit/storage.ts";

describe("a Worker that is killed and comes back while a page is open", () => {
  it("gets everything that happened meanwhile, once, without the page doing anything", async ({
    context,
    page,
    ownShop,
  }) => {
    const { edge } = ownShop;
    const ledger = await goOnToProduct(page, ownShop);

    await edge.kill();
    await addToBasket(page);
    await addToBasket(page);
    await flush(page);
    expect(await waitingIn(context)).toBe(2);
    await edge.restart();

    await ledger.reaches({ decisions: 1, selections: 1, rewards: 2 });
    await eventually(() => waitingIn(context)).toBe(0);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 2 });
  });

  it("counts once what it had stored when it died before it could answer", async ({
    context,
    page,
    ownShop,
  }) => {
    const { edge } = ownShop;
    const ledger = await goOnToProduct(page, ownShop);

    const answerAgain = ownShop.disturb(/^\/v3\/collect\//, "lose the answer");
    await addToBasket(page);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    expect(await waitingIn(context)).toBe(1);
    await edge.kill();
    await edge.restart();
    answerAgain();

    await eventually(() => waitingIn(context)).toBe(0);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 1 });
  });
});
