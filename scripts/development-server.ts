import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { spawnWrangler } from "./wrangler.ts";

/** How long a stopping Wrangler may take before it is ended by force; it needs about .1 s. */
const STOP_DEADLINE_MS = 5_000;

/** Public on purpose: with it come only the demo account and its well-known keys. */
export const DEVELOPMENT_ROOT_KEY = "nextmove-development-root-key-never-deploy-this";

export type DevelopmentServerOptions = {
  port: number;
  /** Folder of the Durable Objects' SQLite files. */
  stateFolder: string;
  /** Folder of the static files: the demo shop and the SDK. */
  siteFolder: string;
};

export type DevelopmentServer = {
  /** Resolves when the server has ended, asked or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

/** Serves the Worker in development mode. Resolves when it answers; rejects if it never will. */
export async function startDevelopmentServer(
  options: DevelopmentServerOptions,
): Promise<DevelopmentServer> {
  const wrangler = spawnWrangler(
    [
      "dev",
      "--config=workers/edge/wrangler.jsonc",
      `--port=${options.port}`,
      `--persist-to=${options.stateFolder}`,
      `--assets=${options.siteFolder}`,
      "--var=NEXTMOVE_DEVELOPMENT:true",
      // A log line per request costs a third of the requests per second.
      "--log-level=error",
      "--show-interactive-dev-session=false",
    ],
    // Not a --var: what the configuration lists as a secret is taken from the environment.
    { NEXTMOVE_ROOT_KEY: DEVELOPMENT_ROOT_KEY },
  );
  const ended = once(wrangler, "exit").then(() => undefined);
  // Wrangler's one message to its parent is that the server is ready.
  const isReady = await Promise.race([
    once(wrangler, "message").then(() => true),
    ended.then(() => false),
  ]);
  if (!isReady) throw new Error(`Wrangler ended with code ${wrangler.exitCode} before it served`);
  return {
    ended,
    async stop() {
      wrangler.kill("SIGTERM");
      await Promise.race([ended, delay(STOP_DEADLINE_MS, undefined, { ref: false })]);
      killGroup(wrangler.pid);
    },
  };
}

/** Ends whatever is left of a process group, so that no workerd outlives its Wrangler. */
function killGroup(groupId: number | undefined): void {
  if (groupId === undefined) return;
  try {
    process.kill(-groupId, "SIGKILL");
  } catch {
    // ESRCH: all of it has ended, as it should.
  }
}

/** Why a server cannot listen on the port: a code such as EADDRINUSE; undefined if it can. */
export function portProblem(port: number): Promise<string | undefined> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    probe.listen(port, () => probe.close(() => resolve(undefined)));
  });
}
