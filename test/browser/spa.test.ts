import type { Page } from "playwright-core";
import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { pagesViewed, tracksIn } from "./edge/tracks.ts";
import { questionsIn, rewardsIn, selectionsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { addToBasket, basketCount, openAccepted, placeOrder } from "./visit/shopping.ts";

/** Campaigns whose button leads to another page of the single-page shop. */
const WITHIN = ["new_arrivals", "free_shipping", "gift_wrap", "summer_sale"];

/** From now on no other campaigns are possible on this page. */
const offerOnly = (page: Page, campaigns: readonly string[]): Promise<unknown> =>
  page.route("**/v3/action/shop", (route) => {
    const question: object = route.request().postDataJSON();
    return route.continue({ postData: JSON.stringify({ ...question, actions: campaigns }) });
  });

describe("the shop as a single page", () => {
  it("goes from the banner to the purchase without another page load", async ({ page, shop }) => {
    const banners = await openLedger(shop, "shop");
    const offers = await openLedger(shop, "checkout");
    await offerOnly(page, WITHIN);
    let documents = 0;
    page.on("request", (request) => {
      if (request.isNavigationRequest()) documents += 1;
    });
    await openAccepted(page, `${shop.url}/spa/`);
    const { action, source } = await bannerOf(page);
    expect(source).toBe("edge");
    await page.locator("#banner a").click();
    await page.locator(".listing-head h1, .product h1, #banner h1").first().waitFor();

    await page.locator("[data-shelf=table]").click();
    await page.getByText("Dune mug").click();
    await addToBasket(page);
    expect(await basketCount(page)).toBe("1");
    await page.getByText("View basket").click();
    await page.getByText("Go to checkout").click();
    const orderId = await placeOrder(page);

    // The banner that is drawn anew for a way back to the front page is another decision.
    await eventually(() => rewardsIn(shop.calls).map((reward) => reward["order_id"])).toContain(
      orderId,
    );
    expect(documents).toBe(1);
    const [shown] = selectionsIn(shop.calls);
    expect(shown).toMatchObject({ action });
    await banners.reaches({ decisions: 1, selections: 1, rewards: 3 });
    await offers.reaches({ decisions: 1, selections: 1, rewards: 1 });
  });

  it("is left by the campaign whose page is elsewhere, which asks for no other", async ({
    page,
    shop,
  }) => {
    const ledger = await openLedger(shop, "shop");
    await offerOnly(page, ["member_points"]);
    await openAccepted(page, `${shop.url}/spa/`);
    await bannerOf(page);
    await page.locator("#banner a").click();
    await page.waitForURL(`${shop.url}/service#circle`);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
  });

  it("views a page for each change of the address, and none twice", async ({ page, shop }) => {
    await openAccepted(page, `${shop.url}/spa/category?c=table`);
    await page.getByText("Dune mug").click();
    await page.getByRole("heading", { name: "Dune mug" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Table" }).waitFor();
    await page.locator(".logo").first().click();
    await bannerOf(page);
    await eventually(() => pagesViewed(shop.calls)).toEqual([
      "/spa/category",
      "/spa/product/dune-mug",
      "/spa/category",
      "/spa/",
    ]);
    const viewed = tracksIn(shop.calls).filter(({ name }) => name === "view_item");
    expect(viewed).toMatchObject([{ params: { items: [{ item_id: "dune-mug" }] } }]);
  });

  it("shows in the panel what was decided for the page that is on the screen", async ({
    page,
    shop,
  }) => {
    const headline = page.locator("#panel-headline");
    await openAccepted(page, `${shop.url}/spa/`);
    await bannerOf(page);
    await eventually(() => headline.textContent()).toContain("%");
    await page.locator("[data-shelf=table]").click();
    await page.getByRole("heading", { name: "Table" }).waitFor();
    expect(await headline.textContent()).toBe("no decision on this page");
    await page.getByText("Dune mug").click();
    await eventually(() => headline.textContent()).toBe("4 products");
    await page.locator(".logo").first().click();
    await bannerOf(page);
    await eventually(() => headline.textContent()).toContain("%");
    await page.locator(".panel summary").click();
    await eventually(() => page.locator("#panel-decisions section").count()).toBe(1);
    expect(await page.locator("#panel-products section").count()).toBe(0);
  });

  it("asks anew for a banner that comes back, with what the visit has told", async ({
    page,
    shop,
  }) => {
    const ledger = await openLedger(shop, "shop");
    await openAccepted(page, `${shop.url}/spa/`);
    await bannerOf(page);
    await page.goto(`${shop.url}/spa/product/dune-mug`);
    await page.getByRole("heading", { name: "Dune mug" }).waitFor();
    await page.locator(".logo").first().click();
    await bannerOf(page);
    const [first, second, ...more] = questionsIn(shop.calls);
    expect(more).toEqual([]);
    expect(first?.state).not.toHaveProperty("products_viewed");
    expect(second?.state).toMatchObject({ products_viewed: ["dune-mug"] });
    await ledger.reaches({ decisions: 2, selections: 2, rewards: 0 });
  });
});
