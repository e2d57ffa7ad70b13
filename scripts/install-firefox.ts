import { findFirefox } from "../test/harness/firefox-path.ts";
import { installDebianPackage, isDebianAsRoot } from "./debian.ts";

/**
 * Whether there is a Firefox for the tests that need one; on Debian as root it installs Debian's.
 * Chromium is in every distribution, Firefox of a version that can be driven is not: without it
 * those tests are no part of the run.
 */
export function haveFirefox(): boolean {
  if (findFirefox(process.env) !== undefined) return true;
  if (!isDebianAsRoot()) return false;
  installDebianPackage("firefox-esr");
  return findFirefox(process.env) !== undefined;
}
