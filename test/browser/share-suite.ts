import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestProject } from "vitest/node";

import { bundleDevelopmentWorker } from "../harness/bundle-worker.ts";
import { serveChromium } from "../harness/chromium.ts";
import { startServer } from "../harness/server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the demo shop and the Worker are served, as `npm start` does. */
    shopUrl: string;
    /** The Worker, bundled for raw workerd, for those who kill it. */
    workerdConfigPath: string;
    /** Where Playwright finds the running Chromium. */
    chromiumEndpoint: string;
  }
}

/** vitest's global set-up: what takes seconds to start is started once. */
export default async function shareSuite(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "nextmove-browser-"));
  const [server, chromium] = await Promise.all([startServer(), serveChromium()]);
  project.provide("shopUrl", server.url);
  project.provide("chromiumEndpoint", chromium.wsEndpoint());
  project.provide("workerdConfigPath", bundleDevelopmentWorker(folder));
  return async () => {
    await Promise.all([chromium.close(), server.close()]);
    rmSync(folder, { recursive: true });
  };
}
