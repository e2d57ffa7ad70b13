import { describe, expect, onTestFinished } from "vitest";

import { startSite } from "./edge/site.ts";
import { it } from "./visit/it.ts";

describe("the script tag's tools", () => {
  it("are loaded from beside the script when they are asked for", async ({ page, shop }) => {
    // From the Worker itself, which has to allow modules on pages of another origin.
    const site = await startSite(shop.edgeUrl);
    onTestFinished(() => site.close());
    await page.goto(site.url);
    await page.waitForFunction(() => window.nextmove?.check);
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));

    const report = await page.evaluate(() => window.nextmove?.check?.());
    expect(report?.findings).not.toEqual([]);
    await page.evaluate(async () => {
      const close = await window.nextmove?.overlay?.();
      close?.();
    });
    expect(loaded).toContain("/nextmove-check.js");
    expect(loaded).toContain("/nextmove-overlay.js");
  });
});
