import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const PROGRAM = join(
  dirname(createRequire(import.meta.url).resolve("wrangler/package.json")),
  "bin/wrangler.js",
);

const DIE_WITH_PARENT = new URL("die-with-parent.ts", import.meta.url).href;

/** Where Wrangler says nothing of itself, asks nothing of the network and keeps no traces. */
export const QUIET_ENVIRONMENT: NodeJS.ProcessEnv = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_METRICS: "false",
  // The local trace store and its page halve the requests per second: docs/decisions/0001.
  X_LOCAL_EXPLORER: "false",
  X_LOCAL_OBSERVABILITY: "false",
};

/** Runs a Wrangler command to its end with its report hidden. Throws if it fails. */
export function runWrangler(...parameters: string[]): void {
  execFileSync(process.execPath, [PROGRAM, ...parameters], {
    env: { ...process.env, ...QUIET_ENVIRONMENT },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/**
 * Starts a Wrangler command that goes on. In a process group of its own, so that Ctrl-C reaches
 * only us and everything Wrangler started can be ended together, also by itself when we are killed;
 * its messages come by IPC.
 */
export function spawnWrangler(parameters: string[], environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ["--import", DIE_WITH_PARENT, PROGRAM, ...parameters], {
    detached: true,
    env: { ...process.env, ...QUIET_ENVIRONMENT, ...environment },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}
