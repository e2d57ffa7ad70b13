import { type BrowserServer, chromium } from "playwright-core";

import { findChromium } from "./chromium-path.ts";

// Chromium looks for updates, lists and Google's hosts on its own: noise in the request log of a
// test, and minutes of timeouts on a machine without a network.
const NO_BACKGROUND_TRAFFIC = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

// Visitors have the back/forward cache; Playwright by itself turns it off.
const NOT_A_VISITORS = ["--disable-back-forward-cache"];

/**
 * Starts the system's Chromium, headless, for any number of test files to connect to. Throws if
 * there is none: `npm test` installs it.
 */
export async function serveChromium(): Promise<BrowserServer> {
  const executablePath = findChromium(process.env);
  if (executablePath === undefined) throw new Error("No Chromium found: set CHROMIUM_PATH");
  return chromium.launchServer({
    executablePath,
    // The sandbox refuses to run as root, which CI and containers are.
    chromiumSandbox: process.getuid?.() !== 0,
    args: NO_BACKGROUND_TRAFFIC,
    ignoreDefaultArgs: NOT_A_VISITORS,
  });
}
