import puppeteer, { type Browser } from "puppeteer-core";

/**
 * Starts this Firefox, headless, driven by WebDriver BiDi: Playwright drives only one that it has
 * patched itself. Throws without one: `npm test` installs it, or leaves out what needs it.
 */
export async function startFirefox(executablePath: string | undefined): Promise<Browser> {
  if (executablePath === undefined) throw new Error("No Firefox found: set FIREFOX_PATH");
  return puppeteer.launch({ browser: "firefox", executablePath, headless: true });
}
