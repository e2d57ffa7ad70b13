// `npm run build`: everything a server, a deployment or a test needs, into dist/.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";

/** What a deployment serves beside the API: the SDK's script files. */
const SDK_FOLDER = "dist/sdk";
/** What `npm start` serves beside the API: the demo shop and the SDK. */
export const SITE_FOLDER = "dist/site";

/** Name under which a page loads a file of the SDK -> its name in the package. */
const SDK_FILES = { "nextmove.js": "nextmove.js", "nextmove-stub.js": "stub.js" };

export function buildAll(): void {
  execFileSync("npm", ["run", "build", "--workspace", "nextmove", "--loglevel=error"], {
    stdio: "inherit",
  });
  for (const folder of [SDK_FOLDER, SITE_FOLDER]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [served, built] of Object.entries(SDK_FILES)) {
      cpSync(`packages/browser/dist/${built}`, `${folder}/${served}`);
    }
  }
  cpSync("demo-site/public", SITE_FOLDER, { recursive: true });
}

if (import.meta.main) buildAll();
