import { findProgram } from "./find-program.ts";

const CHROMIUM = {
  names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
  paths: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
};

/** The system's Chromium or Chrome: $CHROMIUM_PATH, else the first on PATH; undefined if none. */
export const findChromium = (environment: NodeJS.ProcessEnv): string | undefined =>
  environment["CHROMIUM_PATH"] || findProgram(CHROMIUM, environment);
