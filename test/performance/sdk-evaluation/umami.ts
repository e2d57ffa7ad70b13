import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";

// The newest that is published on npm: newer trackers come only with the server, and do a little more.
const VERSION = "2.10.0";
const SHA512 =
  "+lmrnV0751R6U2rkIgVAlE1nWI7yZawlMlJDguW9tlFacCKhnGeCyc7tCMIhNNYIiGIQy4DEX5IzJhm4b3+dPA==";
const FOLDER = "dist/peers";
const ARCHIVE = `${FOLDER}/umami-${VERSION}.tgz`;

/**
 * The source of umami's tracker; undefined where npm's registry cannot be reached. It is fetched once
 * rather than installed, because its package is the whole server with 54 dependencies.
 */
export function umamiSource(): string | undefined {
  if (!existsSync(ARCHIVE) && !fetchArchive()) return undefined;
  const sha512 = createHash("sha512").update(readFileSync(ARCHIVE)).digest("base64");
  if (sha512 !== SHA512) throw new Error(`${ARCHIVE} is not umami ${VERSION} as it was published`);
  return execFileSync("tar", ["-xzOf", ARCHIVE, "package/src/tracker/index.js"]).toString();
}

function fetchArchive(): boolean {
  mkdirSync(FOLDER, { recursive: true });
  const parameters = ["pack", `umami@${VERSION}`, "--pack-destination", FOLDER, "--loglevel=error"];
  try {
    execFileSync("npm", parameters, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
