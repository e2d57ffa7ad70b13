import { describe, expect } from "vitest";

import type { Call } from "./edge/front.ts";
import { openLedger } from "./edge/ledger.ts";
import { tracksIn } from "./edge/tracks.ts";
import { questionsIn, rewardsIn, selectionsIn } from "./edge/wire.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { answerConsent } from "./visit/shopping.ts";
import { storedIn } from "./visit/storage.ts";

/** Names of what was tracked, each once, in order. */
const namesTracked = (calls: readonly Call[]): string[] => [
  ...new Set(tracksIn(calls).map(({ name }) => name)),
];

const campaigns = "#campaign article";

describe("a shop that is tagged for Google Analytics, with one script tag more", () => {
  it("learns from its tags alone, once its own dialogue has consent", async ({ page, shop }) => {
    const ledger = await openLedger(shop, "shop");
    await page.goto(`${shop.url}/tagged/`);
    await page.locator("#new-products .card").first().waitFor();
    await eventually(() => questionsIn(shop.calls).length).toBe(1);
    await answerConsent(page, "granted");
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    const shown = page.locator(`${campaigns}:visible`);
    expect(await shown.count()).toBe(1);
    const [selection] = selectionsIn(shop.calls);
    expect(selection?.action).toBe(await shown.getAttribute("data-action"));

    await page.locator("#new-products").scrollIntoViewIfNeeded();
    await eventually(() => namesTracked(shop.calls)).toContain("item_impression");
    await page.locator("#sale-products .card").first().click();
    await page.locator("#buy-one").click();
    await page.getByText("View basket").click();
    await page.locator("#order").click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();

    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    const [reward] = rewardsIn(shop.calls);
    expect(reward).toMatchObject({ event_type: "purchase", query_id: selection?.query_id });
    expect(namesTracked(shop.calls)).toEqual([
      "page_view",
      "view_item_list",
      "item_impression",
      "view_item",
      "add_to_cart",
      "view_cart",
      "purchase",
    ]);
    const purchases = tracksIn(shop.calls).filter(({ name }) => name === "purchase");
    expect(purchases).toMatchObject([{ params: { transaction_id: reward?.["order_id"] } }]);
  });

  it("shows in the demonstration's window what the edge has, by no secret of a server's", async ({
    page,
    shop,
  }) => {
    const keys: string[] = [];
    page.on("request", (request) => {
      const { authorization } = request.headers();
      if (authorization !== undefined) keys.push(authorization);
    });
    await page.goto(`${shop.url}/tagged/`);
    await answerConsent(page, "granted");
    await page.locator(".panel summary").click();
    const known = page.locator("#panel-kept");
    await eventually(() => known.innerText()).toContain("track view_item_list");
    expect(keys.filter((key) => key.includes("sk_"))).toEqual([]);
  });

  it("reports and keeps nothing of a visitor who declines", async ({ context, page, shop }) => {
    await page.goto(`${shop.url}/tagged/`);
    await eventually(() => questionsIn(shop.calls).length).toBe(1);
    await answerConsent(page, "denied");
    await page.locator("#new-products .card").first().click();
    await page.locator("#buy-one").click();
    await page.getByText("is in your basket").waitFor();
    expect(shop.calls.filter(({ path }) => path.startsWith("/v3/collect/"))).toEqual([]);
    const [question] = questionsIn(shop.calls);
    expect(question).not.toHaveProperty("consumer_id");
    const { cookies, local } = await storedIn(context);
    expect(cookies).toEqual([]);
    expect(local.filter((name) => name.startsWith("nextmove"))).toEqual([]);
  });
});
