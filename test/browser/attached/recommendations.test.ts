import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { eventually } from "../visit/eventually.ts";
import { it } from "../visit/it.ts";
import { openPage } from "./open-page.ts";

const list = (more = "", beside = "<li>Our own choice</li>") => `
  <ul data-nextmove-recommend data-nextmove-limit="4" ${more}>
    <template>
      <li><a data-nextmove-field="link">
        <img data-nextmove-field="image_link" alt="" width="20" height="20">
        <b data-nextmove-field="title"></b>
        <span data-nextmove-field="price"></span>
        <s data-nextmove-field="price_before"></s>
        <small data-nextmove-field="reason"></small>
      </a></li>
    </template>
    ${beside}
  </ul>`;
const open = (page: Page, body: string) => openPage(page, { script: "recommendations", body });
const titles = (page: Page) => page.locator("ul li:visible b").allTextContents();
const asked = (page: Page) => page.evaluate(() => window.recorder.recorded.recommend);
const reported = (page: Page) =>
  page.evaluate(() => {
    const { select, reward } = window.recorder.recorded;
    return {
      selected: select.map(({ action }) => action),
      rewards: reward.map(({ event_type, decision }) => `${event_type} ${decision.action}`),
    };
  });
const twoFrames = (page: Page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );

describe("attachRecommendations", () => {
  it("fills the template with what is recommended, as text", async ({ page }) => {
    await open(page, list('data-nextmove-products="sku-9" data-nextmove-kind="similar"'));
    await eventually(() => titles(page)).toEqual(["Dune <i>mug</i>", "Ember teapot"]);
    expect(await asked(page)).toMatchObject([
      { limit: 4, kind: "similar", products: ["sku-9"], state: { page_id: "sku-9" } },
    ]);
    const card = page.locator("li").first();
    expect(await card.innerText()).toMatch(/€18\.00 €22\.00 bought together with Ember teapot/);
    expect(await card.locator("a").getAttribute("href")).toBe("/product?id=sku-1");
    expect(await card.getAttribute("data-nextmove-product")).toBe("sku-1");
    expect(await page.getByText("Our own choice").count()).toBe(0);
  });

  it("takes no address from the feed that is no page's, and leaves out what is not known", async ({
    page,
  }) => {
    await open(page, list());
    const card = page.locator("li").nth(1);
    await eventually(() => card.innerText()).toBe("Ember teapot 62 no currency");
    expect(await card.locator("a").getAttribute("href")).toBeNull();
    expect(await card.locator("img, s, small").count()).toBe(0);
  });

  it("shows no product that the place is about", async ({ page }) => {
    await open(page, list('data-nextmove-products="sku-1 sku-8"'));
    await eventually(() => titles(page)).toEqual(["Ember teapot"]);
  });

  it("keeps what the page put there when nothing is recommended, and reports nothing", async ({
    page,
  }) => {
    const own = (caseId: string) =>
      list(`data-nextmove-case="${caseId}"`, '<li data-nextmove-product="sku-1">Own</li>');
    await open(page, own("down") + own("empty"));
    await eventually(() => page.locator("[data-nextmove-ready]").count()).toBe(2);
    expect(await page.locator("li:visible").allTextContents()).toEqual(["Own", "Own"]);
    await page.getByText("Own").first().click();
    await twoFrames(page);
    expect(await reported(page)).toEqual({ selected: [], rewards: [] });
  });

  it("reports what was scrolled into view, once", async ({ page }) => {
    await open(page, `<div style="height: 3000px">above</div>${list()}`);
    await eventually(() => page.locator("[data-nextmove-ready]").count()).toBe(1);
    await twoFrames(page);
    expect((await reported(page)).selected).toEqual([]);
    for (const place of [3000, 0, 3000]) {
      await page.evaluate((y) => scrollTo(0, y), place);
      await twoFrames(page);
    }
    await eventually(() => reported(page)).toEqual({ selected: ["sku-1"], rewards: [] });
  });

  it("says which product was taken, and rewards its first click", async ({ page }) => {
    await open(page, list());
    await eventually(async () => (await reported(page)).selected).toEqual(["sku-1"]);
    const taken = page.locator("li").nth(1).locator("b");
    await taken.click();
    await taken.click();
    expect(await reported(page)).toEqual({
      selected: ["sku-1", "sku-2"],
      rewards: ["click sku-2"],
    });
  });

  it("asks anew on another page of the same document, and for other products", async ({ page }) => {
    await open(page, list('data-nextmove-products="sku-7"'));
    await eventually(async () => (await asked(page)).length).toBe(1);
    await page.evaluate(() => {
      history.pushState(null, "", "/next");
      window.recorder.visit(location.href);
    });
    await eventually(async () => (await asked(page)).length).toBe(2);
    await page.evaluate(() => {
      const place = document.querySelector("[data-nextmove-recommend]");
      place?.setAttribute("data-nextmove-products", "sku-6");
      window.recorder.visit(location.href);
    });
    await eventually(async () => (await asked(page)).map(({ products }) => products)).toEqual([
      ["sku-7"],
      ["sku-7"],
      ["sku-6"],
    ]);
    await eventually(() => titles(page)).toHaveLength(2);
  });

  it("fills a list that comes later, and shows the page's own once the edge is away", async ({
    page,
  }) => {
    await open(page, "<main></main>");
    await page.evaluate((html) => {
      document.querySelector("main")?.append(document.createRange().createContextualFragment(html));
    }, list());
    await eventually(() => titles(page)).toHaveLength(2);
    await page.evaluate(() => {
      window.recorder.recommends("shop", "unreachable");
      history.pushState(null, "", "/next");
      window.recorder.visit(location.href);
    });
    await eventually(() => page.locator("li:visible").allTextContents()).toEqual([
      "Our own choice",
    ]);
  });
});
