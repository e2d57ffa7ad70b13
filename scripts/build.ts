// `npm run build`: everything a server, a deployment or a test needs, into dist/.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";

import { buildSync } from "esbuild";

/** What a deployment serves beside the API: the SDK's script files. */
const SDK_FOLDER = "dist/sdk";
/** What `npm start` serves beside the API: the demo shop and the SDK. */
export const SITE_FOLDER = "dist/site";

/** Name under which a page loads a file of the SDK -> its name in the package. */
const SDK_FILES = { "nextmove.js": "nextmove.js", "nextmove-stub.js": "stub.js" };

/** In this order: the second is built upon the first. */
const PACKAGES = ["nextmove", "@nextmove/react"];

export function buildAll(): void {
  for (const name of PACKAGES) {
    execFileSync("npm", ["run", "build", "--workspace", name, "--loglevel=error"], {
      stdio: "inherit",
    });
  }
  for (const folder of [SDK_FOLDER, SITE_FOLDER]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [served, built] of Object.entries(SDK_FILES)) {
      cpSync(`packages/browser/dist/${built}`, `${folder}/${served}`);
    }
  }
  cpSync("demo-site/public", SITE_FOLDER, { recursive: true });
  buildSinglePageShop();
}

/** The demo shop as a single page: from the built packages, as a shop would install them. */
function buildSinglePageShop(): void {
  buildSync({
    entryPoints: ["demo-site/spa/src/main.tsx"],
    outfile: `${SITE_FOLDER}/spa/shop.js`,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    // Not the repository's: that one leads to the sources of the packages.
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx" } },
    logLevel: "warning",
  });
  cpSync("demo-site/spa/index.html", `${SITE_FOLDER}/spa/index.html`);
}

if (import.meta.main) buildAll();
