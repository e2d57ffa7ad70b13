import { findChromium } from "../test/harness/chromium-path.ts";
import { installDebianPackage, isDebianAsRoot } from "./debian.ts";

const HOW_TO_INSTALL = `The browser tests need Chromium or Chrome, and none was found. Install it
  Debian          sudo apt-get install chromium
  Fedora          sudo dnf install chromium
  macOS           brew install --cask google-chrome
or set CHROMIUM_PATH to its program.`;

/** Makes sure that the browser tests find a Chromium; on Debian as root it installs Debian's. */
export function installChromium(): void {
  if (findChromium(process.env) !== undefined) return;
  if (!isDebianAsRoot()) throw new Error(HOW_TO_INSTALL);
  installDebianPackage("chromium");
}
