import type { TestProject } from "vitest/node";

import { startServer } from "../../../harness/server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the server that the suite's files share listens. */
    serverUrl: string;
  }
}

/** vitest's global set-up: one server for all files that do not travel in time. */
export default async function shareServer(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  project.provide("serverUrl", server.url);
  return () => server.close();
}
