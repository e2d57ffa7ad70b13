import type { Page } from "playwright-core";

import * as inPage from "./in-page.ts";

/** Waits until the script tag has its script; before that, calls only wait in the stub. */
export const isRunning = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => window.nextmove?.inspect);

/** Decides on the page, and says at once that the decision is on the screen. Where it comes from. */
export const decideAndShow = (page: Page): Promise<string | undefined> =>
  page.evaluate(inPage.decideAndShow);

/** Tracks this many searches, at once. */
export const trackSearches = (page: Page, count: number): Promise<void> =>
  page.evaluate(inPage.trackSearches, count);

/** What waits on this page to be confirmed. */
export const waitingOn = (page: Page): Promise<number | undefined> => page.evaluate(inPage.waiting);
