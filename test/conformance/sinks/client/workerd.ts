import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { inject } from "vitest";

import { startRawWorkerd } from "../../../harness/raw-workerd.ts";

/** The Worker in development mode without Wrangler around it, with empty storage that is gone at the end. */
export async function startWorkerd(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "nextmove-sinks-"));
  const configPath = inject("workerdConfigPath");
  const server = await startRawWorkerd({ configPath, stateFolder: join(folder, "state") });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
