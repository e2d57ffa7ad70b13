import { availableParallelism } from "node:os";

import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

import { DEVELOPMENT_ROOT_KEY } from "./scripts/development-server.ts";

/** How long a test may take on a machine that may be busy: what hangs is found as well by then. */
const TIMEOUT_MS = 60_000;
/** ... that plays many rounds, each with a Worker started anew. */
const CRASH_TIMEOUT_MS = 300_000;

// Where Wrangler looks for what the Worker's configuration lists as a secret.
process.env["NEXTMOVE_ROOT_KEY"] = DEVELOPMENT_ROOT_KEY;

/**
 * What asks only whether, not when: files side by side, those of a worker in one process, because
 * loading everything anew for each costs more than their tests. vitest by itself would leave a core
 * free; more than 4 workers would not be worth their servers.
 */
const SIDE_BY_SIDE = {
  isolate: false,
  maxWorkers: Math.min(4, availableParallelism()),
  sequence: { groupOrder: 0 },
};

/** What watches when things happen: one suite after the other, file by file. */
const onItsOwn = (order: number) => ({
  isolate: false,
  fileParallelism: false,
  sequence: { groupOrder: order },
});

/** A suite of test/: against the running Worker. */
const blackBox = (name: string, folder = name) => ({
  name,
  include: [`test/${folder}/**/*.test.ts`],
  testTimeout: TIMEOUT_MS,
  hookTimeout: TIMEOUT_MS,
});

/** A server for each worker, shared by all of its files. */
const SERVERS = "test/harness/servers.ts";
/** The Worker, for those who start it themselves. */
const BUNDLED = "test/harness/bundled-worker.ts";

export default defineConfig({
  test: {
    projects: [
      {
        // The packages by their sources: nothing has to be built for units.
        resolve: { tsconfigPaths: true },
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
          setupFiles: "test/harness/undo-fakes.ts",
          testTimeout: TIMEOUT_MS,
          ...SIDE_BY_SIDE,
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
          setupFiles: "workers/edge/test/set-clock-right.ts",
          testTimeout: TIMEOUT_MS,
          ...SIDE_BY_SIDE,
        },
      },
      { test: { ...blackBox("conformance"), globalSetup: [SERVERS, BUNDLED], ...SIDE_BY_SIDE } },
      { test: { ...blackBox("fuzz"), globalSetup: SERVERS, ...SIDE_BY_SIDE } },
      {
        test: {
          ...blackBox("crash"),
          globalSetup: BUNDLED,
          testTimeout: CRASH_TIMEOUT_MS,
          ...SIDE_BY_SIDE,
        },
      },
      {
        test: {
          ...blackBox("browser"),
          exclude: ["test/browser/firefox/**"],
          globalSetup: ["test/browser/share-suite.ts", BUNDLED],
          ...onItsOwn(1),
        },
      },
      {
        test: {
          ...blackBox("firefox", "browser/firefox"),
          globalSetup: "test/browser/firefox/share-shop.ts",
          ...onItsOwn(2),
        },
      },
    ],
  },
});
