import { expect } from "vitest";

import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { answerConsent } from "./visit/shopping.ts";

it.for(["/", "/tagged/", "/spa/"])(
  "The panel of %s on a phone comes into view when it is opened",
  async (path, { page, shop }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(shop.url + path);
    await answerConsent(page, "granted");
    const summary = page.locator(".panel summary");
    const topOf = async () => (await summary.boundingBox())?.y ?? Number.NaN;
    // As one who has scrolled to where it can just be seen.
    await summary.evaluate((element) =>
      element.scrollIntoView({ block: "end", behavior: "instant" }),
    );
    expect(await topOf()).toBeGreaterThan(400);
    await summary.click();
    await eventually(topOf).toBeLessThan(300);
  },
);
