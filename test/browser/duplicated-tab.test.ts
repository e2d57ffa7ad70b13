import { describe, expect, onTestFinished } from "vitest";

import { startSite } from "./edge/site.ts";
import { trackedIn } from "./edge/wire.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";

describe("a tab opened with a copy of another one's storage", () => {
  it("shares no number with it", async ({ context, page, shop }) => {
    const site = await startSite(shop.url);
    onTestFinished(() => site.close());
    await page.goto(`${site.url}/first`);
    await page.waitForFunction(() => window.nextmove?.inspect);
    const opened = context.waitForEvent("page");
    await page.evaluate(() => void window.open("/second"));
    const copy = await opened;
    await copy.waitForFunction(() => window.nextmove?.inspect);
    for (const each of [page, copy]) await each.evaluate(() => window.nextmove?.track?.("search"));
    const numbered = () =>
      new Set(trackedIn(shop.calls).map(({ tab, seq }) => `${tab} ${seq}`)).size;
    await eventually(numbered).toBe(4);
    expect(new Set(trackedIn(shop.calls).map(({ tab }) => tab)).size).toBe(2);
  });
});
