import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { describe, expect, onTestFinished } from "vitest";

import { findChromium } from "../harness/chromium-path.ts";
import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import type { OtherOrigin } from "./edge/other-origin.ts";
import { startSite } from "./edge/site.ts";
import { pagesViewed, tracksIn } from "./edge/tracks.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";

/** Where the page that is prerendered tells that its script runs: it can tell nobody else. */
const RUNNING = "/running";
const LAST = `
  const whenRunning = () => (nextmove.inspect ? fetch("${RUNNING}") : setTimeout(whenRunning, 20));
  if (location.pathname === "/next") {
    whenRunning();
    nextmove.track("view_item", { ahead: document.prerendering });
    nextmove.decide({ deadline: 10000 }).then((decision) => decision.shown());
  }
`;

/** Playwright's Chromium does not prerender what it is told to by speculation rules. */
async function launchBrowser(): Promise<Browser> {
  const browser = await puppeteer.launch({
    executablePath: findChromium(process.env) ?? "",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  onTestFinished(() => browser.close());
  return browser;
}

/** Has the browser prerender the next page, until its script runs. */
async function prerender(page: Page, site: OtherOrigin): Promise<void> {
  await page.evaluate(() => {
    const rules = document.createElement("script");
    rules.type = "speculationrules";
    rules.text = JSON.stringify({ prerender: [{ urls: ["/next"], eagerness: "immediate" }] });
    document.head.append(rules);
  });
  await eventually(() => site.paths).toContain(RUNNING);
}

describe("a prerendered page", () => {
  it("says nothing before it is shown, then what happened meanwhile", async ({ shop }) => {
    const site = await startSite(shop.url, { last: LAST });
    onTestFinished(() => site.close());
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    const page = await (await launchBrowser()).newPage();
    await page.goto(`${site.url}/home`);
    await delivery.reaches(1);
    await prerender(page, site);
    // It is another page of the same tab: nothing of it has been told yet, and it has no view.
    expect(pagesViewed(shop.calls)).toEqual(["/home"]);
    expect(tracksIn(shop.calls)).toHaveLength(1);

    // Not at once: the page that is asked is gone before it could answer.
    await page.evaluate(() => void setTimeout(() => location.assign("/next")));
    await eventually(() => pagesViewed(shop.calls)).toEqual(["/home", "/next"]);
    const viewed = tracksIn(shop.calls).filter(({ name }) => name === "view_item");
    expect(viewed).toMatchObject([{ params: { ahead: true } }]);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    await delivery.reaches(4);
  });

  it("that is never shown has happened to nobody", async ({ shop }) => {
    const site = await startSite(shop.url, { last: LAST });
    onTestFinished(() => site.close());
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    const page = await (await launchBrowser()).newPage();
    await page.goto(`${site.url}/home`);
    await prerender(page, site);
    await page.goto(`${site.url}/elsewhere`);
    await delivery.reaches(2);
    expect(pagesViewed(shop.calls)).toEqual(["/home", "/elsewhere"]);
    // What it would have shown was asked for in advance; nobody has seen it.
    await ledger.reaches({ decisions: 1, selections: 0, rewards: 0 });
  });
});
