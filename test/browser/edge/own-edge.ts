import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type RawWorkerd, startRawWorkerd } from "../../harness/raw-workerd.ts";

/** A Worker of a test's own, on disk, that can go down and come back at the same address. */
export type OwnEdge = {
  url: string;
  /** kill -9: no answer, no good-bye. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
};

export async function startOwnEdge(configPath: string): Promise<OwnEdge> {
  const stateFolder = mkdtempSync(join(tmpdir(), "nextmove-edge-"));
  let running: RawWorkerd | undefined = await startRawWorkerd({ configPath, stateFolder });
  const { url, port } = running;
  const kill = async () => {
    await running?.stop("SIGKILL");
    running = undefined;
  };
  return {
    url,
    kill,
    async restart() {
      running = await startRawWorkerd({ configPath, stateFolder, port });
    },
    async close() {
      await kill();
      rmSync(stateFolder, { recursive: true });
    },
  };
}
