import type { TestProject } from "vitest/node";

import { startServer } from "../../harness/server.ts";

/** vitest's global set-up: the demo shop and the Worker, served once. */
export default async function shareShop(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  project.provide("shopUrl", server.url);
  return () => server.close();
}
