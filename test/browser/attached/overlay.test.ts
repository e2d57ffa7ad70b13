import { describe, expect } from "vitest";
import { eventually } from "../visit/eventually.ts";
import { it } from "../visit/it.ts";
import { openPage } from "./open-page.ts";

const STRICT = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
};
const content = { script: "overlay", body: "<button>Buy</button>" };

describe("showOverlay", () => {
  it("shows what happens, and its styles, under the strictest policy", async ({ page }) => {
    const violations: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") violations.push(message.text());
    });
    const head = '<link rel="icon" href="/page.js" />';
    await openPage(page, { ...content, headers: STRICT, head });
    const overlay = page.getByRole("dialog", { name: "Nextmove" });
    expect(await overlay.evaluate((element) => getComputedStyle(element).display)).toBe("flex");
    violations.length = 0; // The page's own icon is not allowed.
    await page.evaluate(async () => {
      await window.recorder.decide({ actions: ["a", "<img src=x onerror=alert(1)>"] });
      window.recorder.consent("denied", "tcf: purpose 1 refused");
    });
    await eventually(() => overlay.locator(".log b").allTextContents()).toEqual([
      "denied",
      "<img src=x onerror=alert(1)>",
    ]);
    await eventually(() => overlay.locator(".consent").textContent()).toBe(
      "Consent deniedtcf: purpose 1 refused",
    );
    expect(violations).toEqual([]);
  });

  it("can be used by keyboard alone, and gives the focus back", async ({ page }) => {
    await openPage(page, content);
    await page.evaluate(() => {
      window.stopAttached();
      document.querySelector("button")?.focus();
      window.stopAttached = window.showAgain();
    });
    const focused = () =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Check");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("✕");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Delivery");
    await page.keyboard.press("Escape");
    expect(await page.locator("nextmove-overlay").count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Buy");
  });

  it("is there once, however often it is asked for", async ({ page }) => {
    await openPage(page, content);
    await page.evaluate(() => window.showAgain());
    expect(await page.locator("nextmove-overlay").count()).toBe(1);
  });

  it("shows what the check finds", async ({ page }) => {
    await openPage(page, content);
    await page.route("https://edge.test/**", (route) =>
      route.fulfill({
        status: 401,
        headers: { "access-control-allow-origin": "*" },
        json: { error: { code: "unauthorized", message: "no such key" } },
      }),
    );
    await page.getByRole("button", { name: "Check" }).click();
    await eventually(() => page.locator(".findings li").first().textContent()).toBe(
      "errorThe edge refuses: no such key.",
    );
  });
});
