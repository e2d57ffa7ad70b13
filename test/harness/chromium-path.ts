import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const PROGRAM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const APPLICATION_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The system's Chromium or Chrome: $CHROMIUM_PATH, else the first on PATH; undefined if none. */
export function findChromium(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment["CHROMIUM_PATH"]) return environment["CHROMIUM_PATH"];
  const folders = (environment["PATH"] ?? "").split(delimiter);
  const candidates = PROGRAM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...APPLICATION_PATHS].find((path) => existsSync(path));
}
