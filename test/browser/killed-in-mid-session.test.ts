import { describe, expect } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { numberedIn, rewardsIn } from "./edge/wire.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { answerConsent } from "./visit/shopping.ts";
import { flush } from "./visit/storage.ts";

describe("a shop with the script tag added, whose Worker is killed in the middle of a visit", () => {
  it("has lost nothing and doubled nothing when it is back", async ({ page, ownShop }) => {
    const { url, edge, calls } = ownShop;
    const ledger = await openLedger(ownShop, "shop");
    const delivery = await openDelivery(ownShop);
    await page.goto(`${url}/tagged/`);
    await page.locator("#new-products .card").first().waitFor();
    await answerConsent(page, "granted");
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });

    // It dies with an event that it has stored and not yet answered for.
    const answerAgain = ownShop.disturb(/^\/v3\/collect\//, "lose the answer");
    const before = calls.length;
    await page.locator("#sale-products .card").first().click();
    await page.locator("#buy-one").click();
    await eventually(() => calls.length).toBeGreaterThan(before);
    await edge.kill();
    answerAgain();
    await page.getByText("View basket").click();
    await page.locator("#order").click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    await flush(page);
    await edge.restart();
    await page.goto(`${url}/tagged/`);
    await page.locator("#new-products .card").first().waitFor();

    await eventually(() => page.evaluate(() => window.nextmove?.inspect?.().journal.events)).toBe(
      0,
    );
    await flush(page);
    const sent = new Set(numberedIn(calls));
    expect(sent.size).toBeGreaterThan(8);
    await delivery.reaches(sent.size);
    // The front page was drawn again, which is another decision.
    await ledger.reaches({ decisions: 2, selections: 2, rewards: 1 });
    const orders = rewardsIn(calls).map((reward) => reward["order_id"]);
    expect(new Set(orders).size).toBe(1);
  });
});
