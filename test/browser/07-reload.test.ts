import { describe, expect } from "vitest";

import { questionsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { it } from "./visit/it.ts";
import { openAccepted } from "./visit/shopping.ts";
import { visitorIdIn } from "./visit/storage.ts";

describe("a visitor who comes back", () => {
  it("sees the shop again, not what the server tells machines", async ({ page, shopUrl }) => {
    await page.goto(shopUrl);
    const response = await page.reload();
    expect(await response?.headerValue("content-type")).toContain("text/html");
    await bannerOf(page);
  });

  it("is the same visitor after a reload and in a new tab", async ({ context, page, shop }) => {
    await openAccepted(page, shop.url);
    await bannerOf(page);
    const id = await visitorIdIn(context);
    expect(id).toMatch(/^[\da-f-]{36}$/);

    await page.reload();
    await bannerOf(page);
    const tab = await context.newPage();
    await tab.goto(shop.url);
    await bannerOf(tab);

    expect(await visitorIdIn(context)).toBe(id);
    const [first, ...later] = questionsIn(shop.calls);
    expect(first?.consumer_id).toBeUndefined();
    expect(later.map(({ consumer_id }) => consumer_id)).toEqual([id, id]);
  });
});
