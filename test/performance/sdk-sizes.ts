import { spawnSync } from "node:child_process";

export type SdkSize = { name: string; size: number; sizeLimit?: number };

/** Compressed sizes of the SDK's files in bytes, as the package's own check measures them. */
export function sdkSizes(): SdkSize[] {
  // Its exit code says whether a limit is broken, which is for `npm test` to judge.
  const { stdout } = spawnSync("size-limit", ["--json"], { cwd: "packages/browser" });
  const sizes: SdkSize[] = JSON.parse(stdout.toString());
  return sizes;
}
