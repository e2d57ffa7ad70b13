// `npm run build`: everything a server, a deployment or a test needs, into dist/.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";

/** What a deployment serves beside the API: the SDK's script files. */
const SDK_FOLDER = "dist/sdk";
/** What `npm start` serves beside the API: the demo shop and the SDK. */
export const SITE_FOLDER = "dist/site";

/** The files of the SDK that a page loads by a script tag. */
const SDK_FILES = ["nextmove.js", "nextmove-stub.js"];

export function buildAll(): void {
  execFileSync("npm", ["run", "build", "--workspace", "nextmove", "--silent"], {
    stdio: "inherit",
  });
  for (const folder of [SDK_FOLDER, SITE_FOLDER]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const file of SDK_FILES) cpSync(`packages/browser/dist/${file}`, `${folder}/${file}`);
  }
  cpSync("demo-site/public", SITE_FOLDER, { recursive: true });
}

if (import.meta.main) buildAll();
