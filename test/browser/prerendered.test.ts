import { describe, expect, onTestFinished } from "vitest";

import { startSite } from "./edge/site.ts";
import { trackedIn } from "./edge/wire.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { flush, storedIn } from "./visit/storage.ts";

/** The browser of the tests does not prerender, so the page is told what one that does would say. */
const PRERENDERED = `
  var isPrerendered = true;
  Object.defineProperty(document, "prerendering", { get: () => isPrerendered });
  Object.defineProperty(document, "visibilityState", {
    get: () => (isPrerendered ? "hidden" : "visible"),
  });
  function show() {
    isPrerendered = false;
    document.dispatchEvent(new Event("prerenderingchange"));
    document.dispatchEvent(new Event("visibilitychange"));
  }`;

describe("a prerendered page", () => {
  it("says nothing before it is shown, then what happened meanwhile", async ({
    context,
    page,
    shop,
  }) => {
    const site = await startSite(shop.url, { first: PRERENDERED });
    onTestFinished(() => site.close());
    await page.goto(`${site.url}/next`);
    await page.waitForFunction(() => window.nextmove?.inspect);
    await page.evaluate(() =>
      window.nextmove?.track?.("view_item", { items: [{ item_id: "sku-1" }] }),
    );
    await flush(page);
    expect(shop.calls).toEqual([]);
    expect((await storedIn(context)).databases).toEqual({});

    await page.evaluate("show()");
    await eventually(() => trackedIn(shop.calls).map(({ name }) => name)).toEqual([
      "view_item",
      "page_view",
    ]);
  });
});
