import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const RELEASE_FILE = "/etc/os-release";

/** Whether this is a Debian where packages may be installed without asking: as root, as CI is. */
export const isDebianAsRoot = (): boolean =>
  process.getuid?.() === 0 &&
  existsSync(RELEASE_FILE) &&
  /^ID=debian$/m.test(readFileSync(RELEASE_FILE, "utf8"));

/** Installs one of Debian's packages. Throws if that fails. */
export function installDebianPackage(name: string): void {
  for (const parameters of [["update"], ["install", "--yes", name]]) {
    execFileSync("apt-get", ["--quiet", ...parameters], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
}
