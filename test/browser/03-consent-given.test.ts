import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { questionsIn, selectionsIn } from "./edge/wire.ts";
import { bannerOf, bannersShown } from "./visit/banner.ts";
import { it } from "./visit/it.ts";
import { answerConsent } from "./visit/shopping.ts";
import { flush, storedIn, visitorIdIn } from "./visit/storage.ts";

describe("a visitor who accepts", () => {
  it("has the banner it already saw selected, once", async ({ page, shop }) => {
    const ledger = await openLedger(shop, "shop");
    await page.goto(shop.url);
    const { action, title } = await bannerOf(page);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 0, rewards: 0 });

    await answerConsent(page, "granted");
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });

    await flush(page);
    const [question] = questionsIn(shop.calls);
    expect(selectionsIn(shop.calls)).toMatchObject([{ action, query_id: question?.query_id }]);
    expect(await bannersShown(page)).toEqual([title]);
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 0 });
  });

  it("sees what was most highly ranked, drawn with the probability that was kept", async ({
    page,
    shop,
  }) => {
    await page.goto(shop.url);
    const { action } = await bannerOf(page);
    const [question] = questionsIn(shop.calls);
    const response = await fetch(`${shop.url}/dev/decisions/shop/${question?.query_id}`);
    expect(await response.json()).toMatchObject({
      actions: [
        { action, probability: expect.toSatisfy((p: number) => p > 0 && p <= 1) },
        {},
        {},
        {},
        {},
      ],
    });
  });

  it("gets an id of ours, and the browser keeps what it needs for the next page", async ({
    context,
    page,
    shop,
  }) => {
    await page.goto(shop.url);
    await bannerOf(page);
    await answerConsent(page, "granted");
    await flush(page);

    expect(await visitorIdIn(context)).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    // The edge is on the shop's own origin: it can renew the cookie.
    const [question, ...reports] = shop.calls.map(({ headers }) => headers.cookie);
    expect(question).toBeUndefined();
    expect(reports.at(-1)).toContain("nextmove_id=");
    const { cookies, local, databases } = await storedIn(context);
    expect(cookies).toEqual(["nextmove_id"]);
    expect(local.filter((name) => name.startsWith("nextmove"))).toEqual([
      "nextmove.pk_test_demo.last_good.shop",
      "nextmove.pk_test_demo.selection.shop",
      "nextmove.pk_test_demo.session",
    ]);
    expect(databases).toEqual({ "nextmove.pk_test_demo": 0 });
  });
});
