import type { TestProject } from "vitest/node";

import { startServer } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the servers of a suite listen, one for each worker. */
    serverUrls: readonly string[];
  }
}

/**
 * vitest's global set-up: a server for each worker, for all of its files that do not travel in time.
 * Files that run side by side have no server in common, because moving its clock moves all its cases.
 */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const servers = await Promise.all(
    Array.from({ length: project.config.maxWorkers }, () => startServer()),
  );
  project.provide(
    "serverUrls",
    servers.map(({ url }) => url),
  );
  return async () => void (await Promise.all(servers.map((server) => server.close())));
}
