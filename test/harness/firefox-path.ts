import { findProgram } from "./find-program.ts";

const FIREFOX = {
  // The extended support release first, which is Debian's.
  names: ["firefox-esr", "firefox"],
  paths: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
};

/** The system's Firefox: $FIREFOX_PATH, else the first on PATH; undefined if there is none. */
export const findFirefox = (environment: NodeJS.ProcessEnv): string | undefined =>
  environment["FIREFOX_PATH"] || findProgram(FIREFOX, environment);
