import { caseStatus } from "@nextmove/contract";
import { describe, expect, onTestFinished } from "vitest";

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

/** What the edge says that it has and has not of what browsers have numbered. */
async function deliveryOf({ edgeUrl }: { edgeUrl: string }) {
  const response = await fetch(`${edgeUrl}/v3/cases/shop/status`, {
    headers: { authorization: "Bearer ak_test_demo" },
  });
  return caseStatus.parse(await response.json()).delivery;
}

describe("a page that is left with more to report than its last moment carries", () => {
  it("has the browser send the rest, without another page", async ({ page, shop }) => {
    const site = await startSite(shop.url, { first: LEAVE });
    onTestFinished(() => site.close());
    const before = await deliveryOf(shop);
    await page.goto(site.url);
    await page.waitForFunction(() => window.nextmove?.inspect);
    await page.evaluate("trackAndLeave()");
    await page.waitForURL("about:blank");
    await eventually(() => numbersIn(shop.calls).size).toBe(EVENTS);
    // With the page view. What came in several parts, some perhaps twice, counts once.
    const received = before.received + EVENTS + 1;
    await eventually(() => deliveryOf(shop)).toEqual({ ...before, received });
  });

  it("sends it from the next page where the browser cannot", async ({ page, shop }) => {
    const first = `Object.defineProperty(window, "fetchLater", { value: undefined });${LEAVE}`;
    const site = await startSite(shop.url, { first });
    onTestFinished(() => site.close());
    await page.goto(site.url);
    await page.waitForFunction(() => window.nextmove?.inspect);
    await page.evaluate("trackAndLeave()");
    await page.waitForURL("about:blank");
    await eventually(() => numbersIn(shop.calls).size).toBeGreaterThan(0);
    expect(numbersIn(shop.calls).size).toBeLessThan(EVENTS);
    await page.goto(site.url);
    await eventually(() => numbersIn(shop.calls).size).toBe(EVENTS);
  });
});
