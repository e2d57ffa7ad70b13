import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { eventually } from "../visit/eventually.ts";
import { it } from "../visit/it.ts";
import { openPage } from "./open-page.ts";

const product = (id: string) =>
  `<li data-nextmove-product="${id}" style="height: 200px; width: 200px">${id}</li>`;
const tracked = (page: Page) =>
  page.evaluate(() =>
    window.recorder.recorded.track.map(({ name, params }) => ({ name, items: params["items"] })),
  );
/** Lets the browser notice what is on the screen now, which takes it a frame or two. */
const look = (page: Page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );

describe("attachImpressions", () => {
  it("tracks together what was on the screen for a second, once", async ({ page }) => {
    await page.clock.install();
    const list = `<ul data-nextmove-list="bestsellers">${product("sku-1")}${product("sku-2")}</ul>`;
    const far = `<div style="height: 3000px"></div>${product("sku-3")}`;
    await openPage(page, { script: "impressions", body: list + far });
    await look(page);
    await page.clock.runFor(900);
    expect(await tracked(page)).toEqual([]);
    await page.clock.runFor(700);
    const first = {
      name: "item_impression",
      items: [
        { item_id: "sku-1", item_list_id: "bestsellers" },
        { item_id: "sku-2", item_list_id: "bestsellers" },
      ],
    };
    await eventually(() => tracked(page)).toEqual([first]);
    await page.evaluate(() => scrollTo(0, 4000));
    await look(page);
    await page.clock.runFor(2000);
    await page.evaluate(() => scrollTo(0, 0));
    await look(page);
    await page.clock.runFor(2000);
    expect(await tracked(page)).toEqual([
      first,
      { name: "item_impression", items: [{ item_id: "sku-3" }] },
    ]);
  });

  it("works beside MooTools, whose Array.from is another", async ({ page }) => {
    await page.clock.install();
    const head = `<script>
      Array.from = (item) => (typeof item?.length === "number" ? [].slice.call(item) : [item]);
    </script>`;
    await openPage(page, { script: "impressions", body: product("sku-1"), head });
    await look(page);
    await page.clock.runFor(1600);
    expect(await tracked(page)).toHaveLength(1);
  });

  it("counts the time in the background for nothing", async ({ page }) => {
    await page.clock.install();
    await openPage(page, { script: "impressions", body: product("sku-1") });
    await look(page);
    await turn(page, "hidden");
    await page.clock.runFor(5000);
    await turn(page, "visible");
    await page.clock.runFor(900);
    expect(await tracked(page)).toEqual([]);
    await page.clock.runFor(700);
    expect(await tracked(page)).toHaveLength(1);
  });

  it("tells what it has before the page goes", async ({ page }) => {
    await page.clock.install();
    await openPage(page, { script: "impressions", body: product("sku-1") });
    await look(page);
    await page.clock.runFor(1050);
    expect(await tracked(page)).toEqual([]);
    await turn(page, "hidden");
    expect(await tracked(page)).toHaveLength(1);
  });

  it("starts anew with each page view, and for a place that shows another product", async ({
    page,
  }) => {
    await page.clock.install();
    await openPage(page, { script: "impressions", body: product("sku-1") });
    const pass = async () => {
      await look(page);
      await page.clock.runFor(1600);
    };
    await pass();
    await page.evaluate(() => {
      document.querySelector("li")?.setAttribute("data-nextmove-product", "sku-2");
    });
    await pass();
    await page.evaluate(() => window.recorder.visit("https://shop.test/next"));
    await pass();
    expect((await tracked(page)).map(({ items }) => items)).toEqual([
      [{ item_id: "sku-1" }],
      [{ item_id: "sku-2" }],
      [{ item_id: "sku-2" }],
    ]);
  });

  it("stops", async ({ page }) => {
    await page.clock.install();
    await openPage(page, { script: "impressions", body: product("sku-1") });
    await page.evaluate(() => window.stopAttached());
    await look(page);
    await page.clock.runFor(3000);
    expect(await tracked(page)).toEqual([]);
  });
});

/** As when the visitor turns to another tab and back, which a headless browser cannot. */
const turn = (page: Page, visibility: DocumentVisibilityState) =>
  page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, visibility);
