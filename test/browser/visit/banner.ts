import type { Page } from "playwright-core";

/** What the shop's campaign banner shows. */
export type Banner = { action: string; source: string; title: string };

/** Runs in every page before its own scripts: keeps each title the banner ever shows. */
export function rememberBanners(): void {
  const shown: string[] = [];
  Reflect.set(window, "bannersShown", shown);
  new MutationObserver(() => {
    const title = document.querySelector("#banner h1")?.textContent;
    if (title && title !== shown.at(-1)) shown.push(title);
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

/** Waits until the banner shows something, and the shop has noticed that it is on the screen. */
export async function bannerOf(page: Page): Promise<Banner> {
  await page.locator("#banner[data-action] h1").waitFor();
  await noticed(page);
  return page.locator("#banner").evaluate((banner) => ({
    action: banner.dataset["action"] ?? "",
    source: banner.dataset["source"] ?? "",
    title: banner.querySelector("h1")?.textContent ?? "",
  }));
}

/** All that the banner has shown since the page was loaded, in order. */
export const bannersShown = (page: Page): Promise<unknown> =>
  page.evaluate(() => Reflect.get(window, "bannersShown"));

/** Intersection observers are told of a frame right after it: two frames later they know. */
export const noticed = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      }),
  );
