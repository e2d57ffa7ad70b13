import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { readWorkerConfiguration, type WorkerConfiguration } from "./worker-configuration.ts";

const CONFIG_PATH = "workers/edge/wrangler.jsonc";

/**
 * The Worker's configuration for development: with a bucket, so that sinks of the kind `r2` can be
 * tried. A deployment has one only if its account has; `wrangler dev` has no parameter for it.
 *
 * @param siteFolder of the static files: the demo shop and the SDK
 */
export function developmentConfiguration(siteFolder: string): WorkerConfiguration {
  const configuration = readWorkerConfiguration(CONFIG_PATH);
  return {
    ...configuration,
    main: resolve(dirname(CONFIG_PATH), configuration.main),
    assets: { ...configuration.assets, directory: resolve(siteFolder) },
    r2_buckets: [{ binding: "ARCHIVE", bucket_name: "nextmove-archive" }],
  };
}

/** Writes it for Wrangler. */
export function writeDevelopmentConfiguration(file: string, siteFolder: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(developmentConfiguration(siteFolder)));
}
