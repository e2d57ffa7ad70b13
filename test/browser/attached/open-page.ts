import { build } from "esbuild";
import type { Page } from "playwright-core";

/** A shop's page of a test: served under this origin whatever its path. */
export const SHOP = "https://shop.test";

type Content = {
  /** Script of the page: a file of `pages/`, bundled. */
  script: string;
  body: string;
  head?: string;
  headers?: Record<string, string>;
};

/** Opens a page with this content, whose script runs as a deferred one does. */
export async function openPage(page: Page, content: Content): Promise<void> {
  const { script, body, head = "", headers = {} } = content;
  const { outputFiles } = await build({
    entryPoints: [new URL(`pages/${script}.ts`, import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2020",
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error(`${script} was not bundled`);
  await page.route(`${SHOP}/**`, (route) =>
    route.request().url().endsWith("/page.js")
      ? route.fulfill({ contentType: "text/javascript", body: bundle.text })
      : route.fulfill({
          contentType: "text/html",
          headers,
          body: `<!doctype html><html lang="en"><head><title>Shop</title>
            <link rel="icon" href="data:," />${head}
            <script defer src="/page.js"></script></head><body>${body}</body></html>`,
        }),
  );
  await page.goto(`${SHOP}/`);
}
