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
  /** The Worker's configuration for development. */
  configFile: string;
};

export type DevelopmentServer = {
  /** True once the server answers, false if it ends before; Wrangler itself has then said why. */
  ready: Promise<boolean>;
  /** Exit code once the server has ended, asked or not; null after a signal. */
  ended: Promise<number | null>;
  /** May be called at any time, also before the server is ready. */
  stop(): Promise<void>;
};

/** Serves the Worker in development mode. */
export function startDevelopmentServer(options: DevelopmentServerOptions): DevelopmentServer {
  const wrangler = spawnWrangler(
    [
      "dev",
      `--config=${options.configFile}`,
      `--port=${options.port}`,
      `--persist-to=${options.stateFolder}`,
      "--var=NEXTMOVE_DEVELOPMENT:true",
      // A log line per request costs a third of the requests per second.
      "--log-level=error",
      "--show-interactive-dev-session=false",
    ],
    // Not a --var: what the configuration lists as a secret is taken from the environment.
    { NEXTMOVE_ROOT_KEY: DEVELOPMENT_ROOT_KEY },
  );
  // All that Wrangler started is in its process group: nothing of it may outlive Wrangler or us.
  process.on("exit", () => killGroup(wrangler.pid));
  const ended = new Promise<number | null>((resolve) => wrangler.once("exit", resolve));
  return {
    // Wrangler's one message to its parent is that it is ready.
    ready: Promise.race([once(wrangler, "message").then(() => true), ended.then(() => false)]),
    ended,
    async stop() {
      wrangler.kill("SIGTERM");
      await Promise.race([ended, delay(STOP_DEADLINE_MS, undefined, { ref: false })]);
      killGroup(wrangler.pid);
    },
  };
}

/** Ends whatever is left of a process group. */
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
