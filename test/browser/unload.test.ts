import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { startSite } from "./edge/site.ts";
import { trackedIn } from "./edge/wire.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";

const EVENTS = 25;

/** Tracks 75 kB at once, and leaves while the page's own beacon takes 40 kB of the 64 KiB. */
const LEAVE = `
  addEventListener("pagehide", () => navigator.sendBeacon("/own", "x".repeat(40000)));
  function trackAndLeave() {
    for (let n = 0; n < ${EVENTS}; n += 1) {
      nextmove.track("newsletter", { n, text: "x".repeat(3000) });
    }
    location.href = "about:blank";
  }`;

const numbersIn = (calls: Parameters<typeof trackedIn>[0]) =>
  new Set(
    trackedIn(calls)
      .filter(({ name }) => name === "newsletter")
      .map(({ params }) => params["n"]),
  );

describe("a page that is left with more to report than its last moment carries", () => {
  it("has the browser send the rest, without another page", async ({ page, shop }) => {
    const site = await startSite(shop.url, { first: LEAVE });
    onTestFinished(() => site.close());
    const delivery = await openDelivery(shop);
    await page.goto(site.url);
    await page.waitForFunction(() => window.nextmove?.inspect);
    await page.evaluate("trackAndLeave()");
    await page.waitForURL("about:blank");
    await eventually(() => numbersIn(shop.calls).size).toBe(EVENTS);
    // With the page view. What came in several parts, some perhaps twice, counts once.
    await delivery.reaches(EVENTS + 1);
  });

  it("sends it from the next page where the browser cannot", async ({ page, shop }) => {
    const first = `Object.defineProperty(window, "fetchLater", { value: undefined });${LEAVE}`;
    const site = await startSite(shop.url, { first });
    onTestFinished(() => site.close());
    const delivery = await openDelivery(shop);
    await page.goto(site.url);
    await page.waitForFunction(() => window.nextmove?.inspect);
    await page.evaluate("trackAndLeave()");
    await page.waitForURL("about:blank");
    await eventually(() => numbersIn(shop.calls).size).toBeGreaterThan(0);
    expect(numbersIn(shop.calls).size).toBeLessThan(EVENTS);
    await page.goto(site.url);
    await eventually(() => numbersIn(shop.calls).size).toBe(EVENTS);
    await delivery.reaches(EVENTS + 2);
  });
});
