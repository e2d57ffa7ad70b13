import type { TestProject } from "vitest/node";

import { serveChromium } from "../harness/chromium.ts";
import { startServer } from "../harness/server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the demo shop and the Worker are served, as `npm start` does. */
    shopUrl: string;
    /** Where Playwright finds the running Chromium. */
    chromiumEndpoint: string;
  }
}

/** vitest's global set-up: what takes seconds to start is started once. */
export default async function shareSuite(project: TestProject): Promise<() => Promise<void>> {
  const [server, chromium] = await Promise.all([startServer(), serveChromium()]);
  project.provide("shopUrl", server.url);
  project.provide("chromiumEndpoint", chromium.wsEndpoint());
  return async () => void (await Promise.all([chromium.close(), server.close()]));
}
