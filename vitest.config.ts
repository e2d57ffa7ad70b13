import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** How long a black-box test may take: it talks to real processes on a machine that may be busy. */
const BLACK_BOX_TIMEOUT_MS = 30_000;

/** A suite of test/: against the running Worker, so one suite after the other, file by file. */
function blackBox(name: string, order: number, timeoutMs = BLACK_BOX_TIMEOUT_MS) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
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
            "scripts/**/*.test.ts",
            "test/harness/*.test.ts",
          ],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The Worker's own tests run inside workerd, beside real Durable Objects.
        plugins: [cloudflareTest({ wrangler: { configPath: "./workers/edge/wrangler.jsonc" } })],
        test: {
          name: "edge",
          include: ["workers/edge/src/**/*.test.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      blackBox("conformance", 2),
      blackBox("fuzz", 3),
      blackBox("crash", 4, 300_000),
      blackBox("browser", 5),
    ],
  },
});
