import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { startOtherOrigin } from "./edge/other-origin.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";

/** A shop that has a slot and Consent Mode in its pages, and adds nothing but the script tag. */
const pageWithSlot = (endpoint: string) => `<!doctype html>
<html lang="en">
  <head>
    <title>Another shop</title>
    <link rel="icon" href="data:," />
    <script>
      window.dataLayer = [];
      function gtag() { dataLayer.push(arguments); }
      gtag("consent", "default", { analytics_storage: "denied" });
    </script>
    <script async src="${endpoint}/nextmove.shop.js" data-key="pk_test_demo" data-case="shop"></script>
  </head>
  <body>
    <div data-nextmove-slot data-nextmove-deadline="10000">
      <a data-nextmove-action="free_shipping" href="#shipping">Free shipping</a>
      <a data-nextmove-action="gift_wrap" href="#gift" hidden>Gift wrap</a>
    </div>
    <button onclick="gtag('consent', 'update', { analytics_storage: 'granted' })">Agree</button>
  </body>
</html>`;

describe("a slot on a page that says consent to Google only", () => {
  it("is decided at once, and reported once the visitor agrees", async ({
    page,
    context,
    shop,
    onTestFinished,
  }) => {
    const ledger = await openLedger(shop, "shop");
    const site = await startOtherOrigin(pageWithSlot(shop.url));
    onTestFinished(() => site.close());
    await page.goto(site.url);
    const shown = page.locator("[data-nextmove-ready] [data-nextmove-action]:visible");
    await shown.click();
    expect(await shown.count()).toBe(1);
    expect(await context.cookies()).toEqual([]);
    await ledger.reaches({ decisions: 1, selections: 0, rewards: 0 });

    await page.getByRole("button", { name: "Agree" }).click();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await eventually(async () => (await context.cookies()).map(({ name }) => name)).toEqual([
      "nextmove_id",
    ]);
  });
});
