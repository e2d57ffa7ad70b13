// Makes a fresh clone runnable: runs before `npm start`, `npm test` and the other commands, so it
// is plain JavaScript for the system's own Node (20 or newer) and imports nothing but Node itself.
// Installing also brings the newer Node that Wrangler needs, which npm's scripts then find first.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

if (!isInstalled()) {
  console.log("Installing dependencies (once, about a minute)...");
  try {
    // Not `npm ci`: it refuses where a registry lacks an optional build for some other platform.
    // Errors only: on Node 20 npm would warn of engines that the Node it installs satisfies.
    const parameters = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
    execFileSync("npm", parameters, { stdio: "inherit" });
  } catch {
    console.error("Installing failed; npm says above why. It needs the npm registry this once.");
    process.exit(1);
  }
}

/** Whether node_modules holds exactly what the lock file says. */
function isInstalled() {
  const installed = lockedPackages("node_modules/.package-lock.json");
  if (installed === undefined) return false;
  return Object.entries(lockedPackages("package-lock.json") ?? {}).every(
    ([path, { optional, version }]) =>
      !path.startsWith("node_modules/") ||
      // Optional packages are the builds for other platforms.
      optional ||
      (path in installed && installed[path].version === version),
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function lockedPackages(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, "utf8")).packages : undefined;
}
