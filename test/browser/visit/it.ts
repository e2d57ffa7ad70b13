import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect, inject, test } from "vitest";

import { pageWithScriptTag, startOtherOrigin } from "../edge/other-origin.ts";
import { type Front, type FrontOptions, startFront } from "../edge/front.ts";
import { type OwnEdge, startOwnEdge } from "../edge/own-edge.ts";
import { rememberBanners } from "./banner.ts";

/** How long a step of a visitor may take on a machine that may be busy. */
const STEP_TIMEOUT_MS = 15_000;

/** What a shop waits for a decision in tests that are not about waiting. */
const PATIENCE_MS = 10_000;

/** A shop with a Worker of its own that can be killed. */
export type OwnShop = Front & { edge: OwnEdge };

/**
 * A test with a visitor: `context` is a browser without a past, `page` its first tab. `shop` is the
 * served demo shop behind a web server that sees and can disturb what is sent, `ownShop` the same
 * with a Worker of its own, `otherSite` a page elsewhere with the script tag of `shop`. A test fails when anything in its browser threw and nobody caught it.
 */
export const it = test
  .extend("shopUrl", { scope: "worker" }, inject("shopUrl"))
  .extend("endpoint", { scope: "worker" }, inject("chromiumEndpoint"))
  .extend("browser", { scope: "worker" }, async ({ endpoint }, { onCleanup }): Promise<Browser> => {
    const browser = await chromium.connect(endpoint);
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("context", async ({ browser }, { onCleanup }): Promise<BrowserContext> => {
    const context = await browser.newContext();
    context.setDefaultTimeout(STEP_TIMEOUT_MS);
    const uncaught: string[] = [];
    context.on("weberror", (error) => uncaught.push(String(error.error())));
    await context.addInitScript(rememberBanners);
    onCleanup(async () => {
      await context.close();
      expect(uncaught).toEqual([]);
    });
    return context;
  })
  .extend("page", ({ context }): Promise<Page> => context.newPage())
  .extend("openFront", async ({ shopUrl }, { onCleanup }) => {
    const fronts: Front[] = [];
    onCleanup(async () => void (await Promise.all(fronts.map((front) => front.close()))));
    return async (options: Partial<FrontOptions>): Promise<Front> => {
      const front = await startFront({ edgeUrl: shopUrl, deadlineMs: PATIENCE_MS, ...options });
      fronts.push(front);
      return front;
    };
  })
  .extend("shop", ({ openFront }): Promise<Front> => openFront({}))
  .extend("otherSite", async ({ shop }, { onCleanup }): Promise<string> => {
    const site = await startOtherOrigin(pageWithScriptTag(shop.url));
    onCleanup(() => site.close());
    return site.url;
  })
  .extend("ownShop", async ({ openFront }, { onCleanup }): Promise<OwnShop> => {
    const edge = await startOwnEdge(inject("workerdConfigPath"));
    onCleanup(() => edge.close());
    return { ...(await openFront({ edgeUrl: edge.url })), edge };
  });
