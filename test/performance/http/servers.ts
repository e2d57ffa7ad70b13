import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundleDevelopmentWorker, bundleWorker } from "../../harness/bundle-worker.ts";
import { type RawWorkerd, startRawWorkerd } from "../../harness/raw-workerd.ts";
import { CASE_ID } from "./traffic.ts";

/** Objects that the decisions are spread over, on both sides. */
export const SHARDS = 4;

const ADMIN = { authorization: "Bearer ak_test_demo" };

export type BenchServer = {
  workerd: RawWorkerd;
  stateFolder: string;
  /** kill -9 and start again on the same storage. */
  restart(): Promise<void>;
  /** Stops it and removes what it stored. */
  remove(): Promise<void>;
};

/**
 * Nextmove on raw workerd with the case that is measured.
 *
 * @param inspector where its inspector listens
 */
export async function startNextmove(inspector?: string): Promise<BenchServer> {
  const server = await start(bundleDevelopmentWorker, inspector);
  const url = `${server.workerd.url}/v3/cases/${CASE_ID}`;
  const body = JSON.stringify({ shards: SHARDS });
  const response = await fetch(url, { method: "PUT", headers: ADMIN, body });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return server;
}

/** The floor Worker on raw workerd, with as many objects. */
export function startFloor(shards = SHARDS): Promise<BenchServer> {
  return start((folder) =>
    bundleWorker("test/performance/floor/wrangler.jsonc", folder, { SHARDS: String(shards) }),
  );
}

async function start(bundle: (folder: string) => string, inspector?: string): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), "nextmove-bench-"));
  const options = {
    configPath: bundle(folder),
    stateFolder: join(folder, "state"),
    ...(inspector === undefined ? {} : { inspector }),
  };
  const workerd = await startRawWorkerd(options);
  const server: BenchServer = {
    workerd,
    stateFolder: options.stateFolder,
    async restart() {
      await server.workerd.stop("SIGKILL");
      server.workerd = await startRawWorkerd(options);
    },
    async remove() {
      await server.workerd.stop();
      rmSync(folder, { recursive: true });
    },
  };
  return server;
}

export type RowsWritten = { log: number; beside: number };

/** Rows that the objects of the measured case have written since they woke, in their event logs and beside them. */
export async function rowsWritten(server: BenchServer): Promise<RowsWritten> {
  const response = await fetch(`${server.workerd.url}/dev/cases/${CASE_ID}/rows`);
  const rows: { rows_written: number; beside_rows_written: number } = await response.json();
  return { log: rows.rows_written, beside: rows.beside_rows_written };
}
