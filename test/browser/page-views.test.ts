import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { startSite } from "./edge/site.ts";
import { trackedIn } from "./edge/wire.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { flush } from "./visit/storage.ts";

const WITHOUT_NAVIGATION = `Object.defineProperty(window, "navigation", { value: undefined });`;

describe("page views", () => {
  for (const [how, first] of [
    ["by the Navigation API", ""],
    ["by the history, where there is none", WITHOUT_NAVIGATION],
  ] as const) {
    it(`are told once for each real change of the address, ${how}`, async ({ page, shop }) => {
      const site = await startSite(shop.url, { first });
      onTestFinished(() => site.close());
      const delivery = await openDelivery(shop);
      await page.goto(`${site.url}/home`);
      await page.waitForFunction(() => window.nextmove?.inspect);
      // As a router does it: replaceState first, then pushState, and a query that only sorts.
      await page.evaluate(() => {
        history.replaceState({ scroll: 0 }, "");
        history.pushState({}, "", "/products");
        history.replaceState({}, "", "/products");
        history.replaceState({}, "", "/products?sort=price");
        history.pushState({}, "", "/basket#top");
        location.hash = "#bottom";
      });
      await page.goBack();
      await page.goBack();
      await page.waitForURL(/products/);
      await flush(page);
      const views = () =>
        trackedIn(shop.calls)
          .filter(({ name }) => name === "page_view")
          .map(({ params }) => String(params["page_location"]).replace(site.url, ""));
      await eventually(views).toEqual(["/home", "/products", "/products", "/basket", "/products"]);
      const ids = trackedIn(shop.calls).map(({ page_id }) => page_id);
      expect(new Set(ids).size).toBe(5);
      await delivery.reaches(5);
    });
  }

  it("are another one when the page comes out of the cache", async ({ page, shop }) => {
    const site = await startSite(shop.url);
    onTestFinished(() => site.close());
    const delivery = await openDelivery(shop);
    await page.goto(`${site.url}/one`);
    await page.evaluate(() => addEventListener("pageshow", () => Reflect.set(window, "isBack", 1)));
    // Chromium keeps no page whose requests or transactions the next one waits for.
    await flush(page);
    await page.goto(`${site.url}/two`);
    await page.goBack({ waitUntil: "commit" });
    await page.waitForFunction(() => Reflect.get(window, "isBack") === 1);
    await flush(page);
    const numbered = () => trackedIn(shop.calls).map(({ tab, seq }) => `${tab} ${seq}`);
    await eventually(() => new Set(numbered()).size).toBe(3);
    expect(new Set(trackedIn(shop.calls).map(({ page_id }) => page_id)).size).toBe(3);
    await delivery.reaches(3);
  });
});
