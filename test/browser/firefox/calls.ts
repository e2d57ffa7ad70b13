import type { BrowserContext, Page } from "puppeteer-core";

import * as inPage from "../visit/in-page.ts";

/** Opens an address, and waits until the script tag has its script. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => window.nextmove?.inspect !== undefined);
}

/** Decides on the page, and says at once that the decision is on the screen. Where it comes from. */
export const decideAndShow = (page: Page): Promise<string | undefined> =>
  page.evaluate(inPage.decideAndShow);

/** Tracks this many searches, at once. */
export const trackSearches = (page: Page, count: number): Promise<void> =>
  page.evaluate(inPage.trackSearches, count);

export const sayConsent = (page: Page, state: "pending" | "granted" | "denied"): Promise<unknown> =>
  page.evaluate((said) => window.nextmove?.consent?.(said), state);

/** Lets the page try to send whatever waits; resolves when the attempt is over. */
export const flush = (page: Page): Promise<unknown> =>
  page.evaluate(() => window.nextmove?.flush?.());

/** What waits on this page to be confirmed. */
export const waitingOn = (page: Page): Promise<number | undefined> => page.evaluate(inPage.waiting);

export type Kept = { cookies: string[]; local: string[]; session: string[]; databases: string[] };

/** Names of what the browser keeps of the site on the page. */
export async function keptOf(page: Page, context: BrowserContext): Promise<Kept> {
  const cookies = await context.cookies();
  const stored = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name ?? ""),
  }));
  return { cookies: cookies.map(({ name }) => name), ...stored };
}
