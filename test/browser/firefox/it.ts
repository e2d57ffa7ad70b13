import type { Browser, BrowserContext, Page } from "puppeteer-core";
import { expect, inject, test } from "vitest";

import { findFirefox } from "../../harness/firefox-path.ts";
import { startFirefox } from "../../harness/firefox.ts";
import { type Front, startFront } from "../edge/front.ts";
import { type SiteOptions, startSite } from "../edge/site.ts";

/** How long a step of a visitor may take on a machine that may be busy. */
const STEP_TIMEOUT_MS = 15_000;

/** What a shop waits for a decision in tests that are not about waiting. */
const PATIENCE_MS = 10_000;

/** What Firefox notes of requests and cookies that came to nothing: no code of the page threw it. */
const NOTE = /^Error: (Cross-Origin Request Blocked:|Cookie “\w+” has been rejected)/;

/**
 * A test with a visitor who has Firefox: `context` is a browser without a past, `openTab` opens a tab
 * of it, `page` is its first. `shop` is the served demo shop behind a web server that sees and can
 * disturb what is sent, `openSite` makes a site of one page with the script tag of `shop`. A test
 * fails when anything in its browser threw and nobody caught it.
 */
export const it = test
  .extend("shopUrl", { scope: "worker" }, inject("shopUrl"))
  .extend("program", { scope: "worker" }, findFirefox(process.env))
  .extend("browser", { scope: "worker" }, async ({ program }, { onCleanup }): Promise<Browser> => {
    const browser = await startFirefox(program);
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("context", async ({ browser }, { onCleanup }): Promise<BrowserContext> => {
    const context = await browser.createBrowserContext();
    onCleanup(() => context.close());
    return context;
  })
  .extend("openTab", async ({ context }, { onCleanup }) => {
    const uncaught: string[] = [];
    onCleanup(() => expect(uncaught.filter((error) => !NOTE.test(error))).toEqual([]));
    return async (): Promise<Page> => {
      const tab = await context.newPage();
      tab.setDefaultTimeout(STEP_TIMEOUT_MS);
      tab.on("pageerror", (error) => uncaught.push(String(error)));
      return tab;
    };
  })
  .extend("page", ({ openTab }): Promise<Page> => openTab())
  .extend("shop", async ({ shopUrl }, { onCleanup }): Promise<Front> => {
    const front = await startFront({ edgeUrl: shopUrl, deadlineMs: PATIENCE_MS });
    onCleanup(() => front.close());
    return front;
  })
  .extend("openSite", async ({ shop }, { onCleanup }) => {
    const sites: { close(): Promise<void> }[] = [];
    onCleanup(async () => void (await Promise.all(sites.map((site) => site.close()))));
    return async (options: SiteOptions = {}): Promise<string> => {
      const site = await startSite(shop.url, options);
      sites.push(site);
      return site.url;
    };
  });
