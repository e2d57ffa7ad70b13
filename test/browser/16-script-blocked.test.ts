import { describe, expect } from "vitest";

import { bannerOf, bannersShown } from "./visit/banner.ts";
import { it } from "./visit/it.ts";
import { addToBasket, incentiveOf, openAccepted, placeOrder } from "./visit/shopping.ts";
import { waitingIn } from "./visit/storage.ts";

describe("where a blocker", () => {
  for (const { what, paths } of [
    { what: "stops the script", paths: /^\/nextmove\.js/ },
    { what: "stops script and stub", paths: /^\/nextmove/ },
    { what: "stops the calls to the edge", paths: /^\/v3\// },
  ]) {
    it(`${what}, the shop shows its own choices and sells`, async ({
      context,
      page,
      openFront,
    }) => {
      const shop = await openFront({ deadlineMs: undefined });
      shop.disturb(paths, "refuse");
      await openAccepted(page, shop.url);
      const { source, title } = await bannerOf(page);
      expect(source).toBe("default");
      expect(await bannersShown(page)).toEqual([title]);
      await page.goto(`${shop.url}/product?id=ember-teapot`);
      await addToBasket(page);
      await page.goto(`${shop.url}/checkout`);
      expect(await incentiveOf(page)).toEqual({ action: "no_incentive", source: "default" });
      expect(await placeOrder(page)).toMatch(/^LM-/);
      expect(await waitingIn(context)).toBe(0);
    });
  }
});
