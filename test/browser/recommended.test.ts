import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";
import { describe, expect } from "vitest";

import { loadFeed } from "../../demo-site/range/load-feed.ts";
import { SITE_FOLDER } from "../../scripts/build.ts";
import type { Call } from "./edge/front.ts";
import { rewardsIn, selectionsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { eventually } from "./visit/eventually.ts";
import { it as withVisitor } from "./visit/it.ts";
import { addToBasket, openAccepted, placeOrder } from "./visit/shopping.ts";

/** A shop whose edge knows its products, as `npm start` tells them. */
const it = withVisitor.extend("recommending", async ({ openFront, shopUrl }) => {
  await loadFeed(shopUrl, readFileSync(`${SITE_FOLDER}/feed.xml`, "utf8"));
  return openFront({ recommends: true });
});

const shelf = (page: Page) => page.locator(".recommended[aria-busy=false]");
const cards = (page: Page) => shelf(page).locator(".card");
const namesOn = (page: Page) => cards(page).locator(".card-name").allTextContents();
const reasonsOn = (page: Page) => cards(page).locator(".card-reason").allTextContents();

const questionsIn = (calls: readonly Call[]): { query_id: string; state: object }[] =>
  calls
    .filter(({ path }) => path === "/v3/recommendation/shop")
    .map(({ body }) => JSON.parse(body));

describe("products recommended by the edge", () => {
  it("stand on a product's page with a reason, and never the product itself", async ({
    page,
    recommending: { url, calls },
  }) => {
    await openAccepted(page, `${url}/product?id=moss-teapot`);
    await cards(page).first().waitFor();
    expect(await shelf(page).getAttribute("data-source")).toBe("edge");
    expect(await namesOn(page)).toHaveLength(4);
    expect(await namesOn(page)).not.toContain("Moss teapot");
    for (const reason of await reasonsOn(page)) expect(reason).not.toBe("");
    expect(questionsIn(calls)).toMatchObject([{ state: { page_id: "moss-teapot" } }]);
  });

  it.for(["/search", "/spa/search"])(
    "are what a search with a slip of the keyboard may have meant: %s",
    async (path, { page, recommending: { url } }) => {
      await openAccepted(page, `${url}${path}?q=teapto`);
      await cards(page).first().waitFor();
      expect((await namesOn(page))[0]).toMatch(/teapot$/);
      await page.goto(`${url}${path}?q=zzzz`);
      await cards(page).nth(3).waitFor();
      await page.goto(`${url}${path}?q=teapot`);
      await page.getByText(/things for “teapot”/).waitFor();
      expect(await page.locator(".recommended").count()).toBe(0);
    },
  );

  it("are rewarded by the click and by the purchase pages later, beside the banner", async ({
    page,
    recommending: { url, calls },
  }) => {
    await openAccepted(page, url);
    await bannerOf(page);
    await page.goto(`${url}/product?id=kelp-mug`);
    await shelf(page).scrollIntoViewIfNeeded();
    await eventually(() => selectionsIn(calls).length).toBe(2);
    const taken = cards(page).nth(1);
    const name = await taken.locator(".card-name").innerText();
    await taken.click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await addToBasket(page);
    await page.goto(`${url}/checkout`);
    const order = await placeOrder(page);

    const [question] = questionsIn(calls);
    const [banner] = selectionsIn(calls);
    const rewards = () =>
      new Set(rewardsIn(calls).map(({ event_type, query_id }) => `${event_type} ${query_id}`));
    await eventually(rewards).toEqual(
      new Set([
        `click ${question?.query_id}`,
        `add_to_basket ${banner?.query_id}`,
        `purchase ${banner?.query_id}`,
        `purchase ${question?.query_id}`,
        expect.stringMatching(/^purchase /), // The incentive of the checkout.
      ]),
    );
    const purchases = rewardsIn(calls).filter(({ event_type }) => event_type === "purchase");
    expect(new Set(purchases.map(({ order_id }) => order_id))).toEqual(new Set([order]));
  });

  it.for(["/product?id=kelp-mug", "/spa/product/kelp-mug"])(
    "are shown when they fill half of the window, though they are taller than two: %s",
    async (path, { page, recommending: { url, calls } }) => {
      await page.setViewportSize({ width: 390, height: 240 });
      await openAccepted(page, url + path);
      await cards(page).first().waitFor();
      expect((await shelf(page).boundingBox())?.height).toBeGreaterThan(2 * 240);
      await shelf(page).scrollIntoViewIfNeeded();
      await eventually(() => selectionsIn(calls)).toHaveLength(1);
    },
  );

  it("stand below the basket, and are none that is in it", async ({
    page,
    recommending: { url },
  }) => {
    await openAccepted(page, `${url}/product?id=tide-bowl`);
    await addToBasket(page);
    await page.goto(`${url}/basket`);
    await cards(page).first().waitFor();
    expect(await shelf(page).getAttribute("data-source")).toBe("edge");
    expect(await namesOn(page)).not.toContain("Tide bowl");
  });

  it("change with the product in the single-page shop", async ({
    page,
    recommending: { url, calls },
  }) => {
    await openAccepted(page, `${url}/spa/product/rowan-casserole`);
    await cards(page).first().waitFor();
    expect(await reasonsOn(page)).toHaveLength(4);
    const name = await cards(page).first().locator(".card-name").innerText();
    await cards(page).first().click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await cards(page).first().waitFor();
    expect(await namesOn(page)).not.toContain(name);
    const [question] = questionsIn(calls);
    await eventually(() => rewardsIn(calls)).toMatchObject([
      { event_type: "click", query_id: question?.query_id },
    ]);
  });

  it("stand below the basket of the single-page shop", async ({ page, recommending: { url } }) => {
    await openAccepted(page, `${url}/product?id=tide-bowl`);
    await addToBasket(page);
    await page.goto(`${url}/spa/basket`);
    await cards(page).first().waitFor();
    expect(await reasonsOn(page)).toHaveLength(4);
    expect(await namesOn(page)).not.toContain("Tide bowl");
  });

  it("fill the elements of the tagged shop, and lead to its own pages", async ({
    page,
    recommending: { url },
  }) => {
    await openAccepted(page, `${url}/product?id=tide-bowl`);
    await addToBasket(page);
    const reasons = page.locator("#beside .card-reason");
    for (const path of ["/tagged/basket", "/tagged/product?id=tide-bowl"]) {
      await page.goto(url + path);
      await eventually(() => reasons.count()).toBe(4);
      expect(await page.locator("#beside .card-name").allTextContents()).not.toContain("Tide bowl");
    }
    const card = page.locator("#beside .card").first();
    const name = await card.locator(".card-name").innerText();
    await card.click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/tagged/product");
  });

  it("are told by the demonstration's window, with their kind", async ({
    page,
    recommending: { url },
  }) => {
    await openAccepted(page, `${url}/product?id=moss-teapot`);
    await page.locator(".panel summary").click();
    const told = page.locator("#panel-products");
    await eventually(() => told.locator("li").count()).toBe(4);
    await eventually(() => told.innerText()).toContain("by this visit");
    expect(await told.innerText()).toContain("similar to Moss teapot");
  });

  it("give way to the shop's own where there are none", async ({ page, shop }) => {
    await openAccepted(page, `${shop.url}/product?id=dune-mug`);
    await cards(page).first().waitFor();
    expect(await shelf(page).getAttribute("data-source")).toBe("default");
    expect(await namesOn(page)).toContain("Ember teapot");
    expect(await reasonsOn(page)).toEqual([]);
  });
});
