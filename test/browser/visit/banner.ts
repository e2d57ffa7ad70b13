import type { Page } from "playwright-core";

/** What the shop's campaign banner shows. */
export type Banner = { action: string; source: string; title: string };

/** A title that the banner has shown, and since when, ms since the page was opened. */
type Shown = { title: string; at: number };

/** Runs in every page before its own scripts: keeps each title the banner ever shows. */
export function rememberBanners(): void {
  const shown: Shown[] = [];
  Reflect.set(window, "bannersShown", shown);
  new MutationObserver(() => {
    const title = document.querySelector("#banner h1")?.textContent;
    if (title && title !== shown.at(-1)?.title) shown.push({ title, at: performance.now() });
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

const memoryOf = (page: Page): Promise<Shown[]> =>
  page.evaluate(() => Reflect.get(window, "bannersShown"));

/** All titles that the banner has shown since the page was loaded, in order. */
export const bannersShown = async (page: Page): Promise<string[]> =>
  (await memoryOf(page)).map(({ title }) => title);

/** Milliseconds from the question to the edge, once it is answered, to what the banner shows. */
export async function waitOf(page: Page): Promise<number> {
  const asked = await page.evaluate(
    () =>
      performance.getEntriesByType("resource").find(({ name }) => name.includes("/v3/action/"))
        ?.startTime,
  );
  const [first] = await memoryOf(page);
  return (first?.at ?? Number.NaN) - (asked ?? Number.NaN);
}

/** Intersection observers run right after a frame: two frames later they know. */
export const noticed = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      }),
  );
