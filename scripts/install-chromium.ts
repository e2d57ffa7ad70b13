import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

import { findChromium } from "../test/harness/chromium-path.ts";

const HOW_TO_INSTALL = `The browser tests need Chromium or Chrome, and none was found. Install it
  Debian          sudo apt-get install chromium
  Fedora          sudo dnf install chromium
  macOS           brew install --cask google-chrome
or set CHROMIUM_PATH to its program.`;

/** Makes sure that the browser tests find a Chromium; on Debian as root it installs Debian's. */
export function installChromium(): void {
  if (findChromium(process.env) !== undefined) return;
  if (!isDebian() || process.getuid?.() !== 0) throw new Error(HOW_TO_INSTALL);
  for (const parameters of [["update"], ["install", "--yes", "chromium"]]) {
    execFileSync("apt-get", ["--quiet", ...parameters], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
}

function isDebian(): boolean {
  const file = "/etc/os-release";
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, "utf8"));
}
