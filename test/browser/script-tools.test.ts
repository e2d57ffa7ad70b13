import { describe, expect } from "vitest";

import { it } from "./visit/it.ts";

describe("what the script tag loads when it is asked for", () => {
  it("checks the installation against the edge", async ({ page, shop }) => {
    await page.goto(shop.url);
    const report = await page.evaluate(() => window.nextmove?.check?.());
    expect(report?.findings.filter(({ level }) => level === "error")).toEqual([]);
    expect(report?.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["clock_right", "cookies_work"]),
    );
    expect(report?.ok).toBe(true);
  });

  it("finds a key that the edge does not know", async ({ page, shop }) => {
    await page.route("**/*", async (route) => {
      if (route.request().resourceType() !== "document") return route.continue();
      const response = await route.fetch();
      const body = (await response.text()).replaceAll("pk_test_demo", "pk_test_nobody");
      return route.fulfill({ response, body });
    });
    await page.goto(shop.url);
    const report = await page.evaluate(() => window.nextmove?.check?.());
    expect(report?.ok).toBe(false);
    expect(report?.findings[0]?.code).toBe("unauthorized");
  });

  it("shows the overlay", async ({ page, shop }) => {
    await page.goto(shop.url);
    await page.evaluate(() => window.nextmove?.overlay?.());
    const overlay = page.getByRole("dialog", { name: "Nextmove" });
    await overlay.getByRole("button", { name: "Close" }).click();
    await expect.poll(() => overlay.count()).toBe(0);
  });
});
