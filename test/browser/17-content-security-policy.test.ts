import type { Page } from "playwright-core";
import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { NONCE, startSite } from "./edge/site.ts";
import { bannerOf } from "./visit/banner.ts";
import { decideAndShow, isRunning } from "./visit/calls.ts";
import { it } from "./visit/it.ts";
import { addToBasket, openAccepted } from "./visit/shopping.ts";

// The demo shop's style sheets have pictures in them, and its panel draws its bars with style
// attributes; the SDK needs nothing of this kind.
const STRICT = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** The directives that pages violate from now on. */
async function violationsIn(page: Page): Promise<string[]> {
  const violated: string[] = [];
  await page.exposeFunction("reportViolation", (directive: string) => violated.push(directive));
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", (event) =>
      Reflect.get(window, "reportViolation")(event.effectiveDirective),
    ),
  );
  return violated;
}

/** Only scripts with the nonce, no code or HTML from texts, and nothing of elsewhere but the edge. */
const strictest = (edge: string): string =>
  `default-src 'none'; script-src 'nonce-${NONCE}'; connect-src ${edge}; img-src data:; ` +
  `base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;

describe("under a content security policy", () => {
  it("that allows the shop's own origin alone, everything works", async ({ page, openFront }) => {
    const shop = await openFront({ pageHeaders: { "content-security-policy": STRICT } });
    const ledger = await openLedger(shop, "shop");
    const violated = await violationsIn(page);
    await openAccepted(page, shop.url);
    expect(await bannerOf(page)).toMatchObject({ source: "edge" });
    await page.goto(`${shop.url}/product?id=dune-mug`);
    await addToBasket(page);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await page.goto("about:blank");
    expect(violated).toEqual([]);
  });

  it("that forgets to allow the edge, the shop shows its own choices", async ({
    page,
    openFront,
  }) => {
    const policy = `${STRICT}; connect-src 'none'`;
    const shop = await openFront({ pageHeaders: { "content-security-policy": policy } });
    const violated = await violationsIn(page);
    await openAccepted(page, shop.url);
    expect(await bannerOf(page)).toMatchObject({ source: "default" });
    await page.goto(`${shop.url}/product?id=dune-mug`);
    await addToBasket(page);
    expect(new Set(violated)).toEqual(new Set(["connect-src"]));
    expect(shop.calls).toEqual([]);
  });

  it("that trusts no text to be script, everything works, its tools as well", async ({
    page,
    shop,
  }) => {
    const headers = { "content-security-policy": strictest(shop.edgeUrl) };
    const site = await startSite(shop.edgeUrl, { headers });
    onTestFinished(() => site.close());
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    const violated = await violationsIn(page);
    await page.goto(site.url);
    await isRunning(page);
    expect(await decideAndShow(page)).toBe("edge");
    await page.evaluate(async () => {
      await window.nextmove?.check?.();
      await window.nextmove?.overlay?.();
      window.nextmove?.reward?.({ event_type: "click" });
    });
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    await delivery.reaches(3);
    expect(violated).toEqual([]);
  });
});
