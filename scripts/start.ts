// `npm start`: builds, then serves the API and the demo shop until Ctrl-C.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { stop as stopEsbuild } from "esbuild";

import { loadFeed } from "../demo-site/range/load-feed.ts";
import { buildAll, SITE_FOLDER } from "./build.ts";
import { writeDevelopmentConfiguration } from "./development-configuration.ts";
import { portProblem, startDevelopmentServer } from "./development-server.ts";
import { claimStateFolder } from "./state-folder.ts";

const DEFAULT_PORT = 8787;
const CONFIG_FILE = "dist/wrangler.development.json";

const port = Number(process.env["PORT"] ?? DEFAULT_PORT);
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error(
    `PORT is ${process.env["PORT"]}, which is no port. Leave it out for ${DEFAULT_PORT}.`,
  );
  process.exit(1);
}
const stateFolder = resolve(process.env["NEXTMOVE_STATE"] ?? ".nextmove/state");

const problem = await portProblem(port);
if (problem !== undefined) {
  const reason = problem === "EADDRINUSE" ? "is taken" : `cannot be used (${problem})`;
  console.error(`Port ${port} ${reason}. Choose another: PORT=${port + 1} npm start`);
  process.exit(1);
}
const claim = claimStateFolder(stateFolder, port);
if (!claim.ok) {
  console.error(
    `The state folder ${stateFolder} ${claim.reason}. Or choose another: NEXTMOVE_STATE=folder npm start`,
  );
  process.exit(1);
}
const origin = `http://localhost:${port}`;
buildAll(origin);
// It would stay beside the server, and at times report a crash of its own on Ctrl-C.
await stopEsbuild();
writeDevelopmentConfiguration(CONFIG_FILE, SITE_FOLDER);
const server = startDevelopmentServer({ port, stateFolder, configFile: CONFIG_FILE });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void server.stop());
if (await server.ready) {
  // Without its products the shop shows its own choice: no reason not to start.
  await loadFeed(origin, readFileSync(`${SITE_FOLDER}/feed.xml`, "utf8")).catch(
    (error: unknown) => {
      console.error(`The demo shop's feed was not loaded: ${String(error)}`);
    },
  );
  console.log(`Nextmove is ready at ${origin} (state in ${stateFolder}, Ctrl-C stops)`);
}
process.exitCode = (await server.ended) ?? 0;
claim.release();
