#!/usr/bin/env node
// The sources are TypeScript that Node runs as it is from 22.18 and 23.6 on; in the place of an older
// one the Node that npm installed beside this project (dev dependency `node`) takes over.
import { spawnSync } from "node:child_process";
import module from "node:module";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
if (process.features.typescript) {
  // What was compiled once starts in a third of the time from then on.
  module.enableCompileCache();
  await import(main);
} else {
  const newer = fileURLToPath(new URL("../../../node_modules/.bin/node", import.meta.url));
  const run = spawnSync(newer, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  if (run.error) {
    console.error(
      "nextmove needs Node 24, or 22 from 22.18 on; run `npm install` in the project, which brings one.",
    );
    process.exit(1);
  }
  process.exit(run.status ?? 1);
}
