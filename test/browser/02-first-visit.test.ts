import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { questionsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { it } from "./visit/it.ts";
import { addToBasket } from "./visit/shopping.ts";
import { storedIn } from "./visit/storage.ts";

const GA_COOKIES = [
  { name: "_ga", value: "GA1.1.1111111111.1700000000" },
  { name: "_ga_DEMO", value: "GS2.1.s1700000000$o1$g1$t1700000100$j60$l0$h0" },
];

describe("before a visitor has answered the question about consent", () => {
  it("the banner is decided, and the browser keeps nothing", async ({ context, page, shop }) => {
    await page.goto(shop.url);
    expect(await bannerOf(page)).toMatchObject({ source: "edge" });
    expect(await storedIn(context)).toEqual({ cookies: [], local: [], databases: {} });
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it("nothing is sent that could tell who it is", async ({ context, page, shop }) => {
    const ids = GA_COOKIES.map(({ value }) => value);
    await context.addCookies(GA_COOKIES.map((cookie) => ({ ...cookie, url: shop.url })));
    await page.goto(shop.url);
    await bannerOf(page);
    await page.reload();
    await bannerOf(page);

    expect(questionsIn(shop.calls)).toHaveLength(2);
    for (const { consumer_id, aliases } of questionsIn(shop.calls)) {
      expect({ consumer_id, aliases }).toEqual({ consumer_id: undefined, aliases: undefined });
    }
    for (const { headers, body } of shop.calls) {
      expect(headers).not.toHaveProperty("cookie");
      expect(ids.filter((id) => body.includes(id.slice("GA1.1.".length)))).toEqual([]);
    }
  });

  it("what it does is not reported", async ({ page, shop }) => {
    const ledger = await openLedger(shop, "shop");
    await page.goto(shop.url);
    await bannerOf(page);
    await page.goto(`${shop.url}/product?id=dune-mug`);
    await addToBasket(page);
    await page.goto(shop.url);
    await bannerOf(page);

    expect(await ledger.read()).toEqual({ decisions: 2, selections: 0, rewards: 0 });
    expect(shop.calls).toHaveLength(2);
  });
});
