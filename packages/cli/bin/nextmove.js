#!/usr/bin/env node
// The sources are TypeScript that Node 22.18 and newer runs as it is; on an older Node the one
// that npm installed beside this project (dev dependency `node`) takes over.
import { spawnSync } from "node:child_process";
import module from "node:module";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  // What was compiled once starts in a third of the time from then on.
  module.enableCompileCache();
  await import(main);
} else {
  const newer = fileURLToPath(new URL("../../../node_modules/.bin/node", import.meta.url));
  const run = spawnSync(newer, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  if (run.error) {
    console.error(
      "nextmove needs Node 22.18 or newer; run `npm install` in the project, which brings one.",
    );
    process.exit(1);
  }
  process.exit(run.status ?? 1);
}
