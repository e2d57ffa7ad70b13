import { resolve } from "node:path";

import { createTestHarness } from "wrangler";

import { SITE_FOLDER } from "../../scripts/build.ts";
import { developmentConfiguration } from "../../scripts/development-configuration.ts";
import { DEVELOPMENT_ROOT_KEY } from "../../scripts/development-server.ts";
import { QUIET_ENVIRONMENT } from "../../scripts/wrangler.ts";

export type TestServer = {
  /** Without a trailing slash, as `http://127.0.0.1:34567`. */
  url: string;
  /** `fetch` with a path relative to the server. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
};

/**
 * Serves the Worker and the demo shop as `npm start` does, in development mode, on a free port and
 * with empty storage that is gone at the end. `npm run build` must have made the site.
 */
export async function startServer(): Promise<TestServer> {
  // The harness has no options for these: it reads them from this process's environment.
  Object.assign(process.env, QUIET_ENVIRONMENT);
  const { secrets: _, ...configuration } = developmentConfiguration(SITE_FOLDER);
  const harness = createTestHarness({
    root: resolve("workers/edge"),
    workers: [
      {
        config: {
          ...configuration,
          vars: { NEXTMOVE_DEVELOPMENT: "true", NEXTMOVE_ROOT_KEY: DEVELOPMENT_ROOT_KEY },
        },
      },
    ],
  });
  const { url } = await harness.listen();
  return {
    url: url.origin,
    fetch: (path, init) => fetch(new URL(path, url), init),
    close: () => harness.close(),
  };
}
