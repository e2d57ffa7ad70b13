import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

import { DEVELOPMENT_ROOT_KEY } from "./scripts/development-server.ts";

/** How long a black-box test may take: it talks to real processes on a machine that may be busy. */
const BLACK_BOX_TIMEOUT_MS = 30_000;

// Where Wrangler looks for what the Worker's configuration lists as a secret.
process.env["NEXTMOVE_ROOT_KEY"] = DEVELOPMENT_ROOT_KEY;

/** One server for all files of a suite, for `inject("serverUrl")`. */
const SHARED_SERVER = "test/conformance/nba/client/server-url.ts";

type SuiteOptions = {
  timeoutMs?: number;
  globalSetup?: string;
  /** Where its tests are, when not in the folder of its name. */
  folder?: string;
  /** What is in that folder, but of another suite. */
  exclude?: string[];
};

/** A suite of test/: against the running Worker, so one suite after the other, file by file. */
function blackBox(name: string, order: number, options: SuiteOptions = {}) {
  const { timeoutMs = BLACK_BOX_TIMEOUT_MS, globalSetup = [], exclude = [] } = options;
  const { folder = name } = options;
  return {
    test: {
      name,
      include: [`test/${folder}/**/*.test.ts`],
      exclude,
      globalSetup,
      // Files that share a server share nothing else, and loading everything anew costs more than
      // their tests.
      isolate: options.globalSetup === undefined,
      testTimeout: timeoutMs,
      hookTimeout: BLACK_BOX_TIMEOUT_MS,
      fileParallelism: false,
      sequence: { groupOrder: order },
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "packages/*/src/**/*.test.ts",
            "workers/*/src/**/*.test.ts",
            "demo-site/**/*.test.{ts,js}",
            "scripts/**/*.test.ts",
            "test/harness/*.test.ts",
            "test/performance/*.test.ts",
          ],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // What needs real Durable Objects runs inside workerd; the Worker's pure modules are units.
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./workers/edge/wrangler.jsonc" },
            miniflare: {
              bindings: { NEXTMOVE_DEVELOPMENT: "true" },
              // A deployment may have one, for sinks of the kind `r2`.
              r2Buckets: ["ARCHIVE"],
            },
          }),
        ],
        test: {
          name: "edge",
          include: ["workers/edge/test/**/*.test.ts"],
          testTimeout: BLACK_BOX_TIMEOUT_MS,
          sequence: { groupOrder: 1 },
        },
      },
      blackBox("conformance", 2, { globalSetup: SHARED_SERVER }),
      blackBox("fuzz", 3, { globalSetup: SHARED_SERVER }),
      blackBox("crash", 4, { timeoutMs: 300_000 }),
      blackBox("browser", 5, {
        globalSetup: "test/browser/share-suite.ts",
        exclude: ["test/browser/firefox/**"],
      }),
      blackBox("firefox", 6, {
        globalSetup: "test/browser/firefox/share-shop.ts",
        folder: "browser/firefox",
      }),
    ],
  },
});
