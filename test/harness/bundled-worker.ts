import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestProject } from "vitest/node";

import { bundleDevelopmentWorker } from "./bundle-worker.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The Worker, bundled for raw workerd, for those who kill it. */
    workerdConfigPath: string;
  }
}

/** vitest's global set-up: bundling takes a second, and is the same for all files of a suite. */
export default function bundleOnce(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "nextmove-bundle-"));
  project.provide("workerdConfigPath", bundleDevelopmentWorker(folder));
  return () => rmSync(folder, { recursive: true });
}
