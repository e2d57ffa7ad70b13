import type { Page } from "playwright-core";

/** Waits until the script tag has its script; before that, calls only wait in the stub. */
export const isRunning = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => window.nextmove?.inspect);

/** Decides on the page, and says at once that the decision is on the screen. Where it comes from. */
export const decideAndShow = (page: Page): Promise<string | undefined> =>
  page.evaluate(async () => {
    const decision = await window.nextmove?.decide?.({ deadline: 10_000 });
    decision?.shown();
    return decision?.source;
  });

/** Tracks so many searches, at once. */
export const trackSearches = (page: Page, count: number): Promise<void> =>
  page.evaluate((times) => {
    for (let n = 1; n <= times; n += 1) window.nextmove?.track?.("search", { search_term: `${n}` });
  }, count);

/** What waits on this page to be confirmed. */
export const waitingOn = (page: Page): Promise<number | undefined> =>
  page.evaluate(() => window.nextmove?.inspect?.().journal.events);
