import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { DEVELOPMENT_ROOT_KEY } from "../../scripts/development-server.ts";
import { runWrangler } from "../../scripts/wrangler.ts";
import { readWorkerConfiguration } from "../../scripts/worker-configuration.ts";
import { workerdConfig } from "./workerd-config.ts";

/**
 * Bundles a Worker as a deployment would, and writes the workerd configuration beside it.
 *
 * @param configPath the Worker's wrangler.jsonc
 * @param folder where the bundle goes
 * @param variables text bindings on top of the configuration's own
 * @returns the path of the workerd configuration
 */
export function bundleWorker(
  configPath: string,
  folder: string,
  variables: Record<string, string> = {},
): string {
  runWrangler("deploy", "--dry-run", "--outdir", folder, "--config", configPath);
  const config = readWorkerConfiguration(configPath);
  const path = join(folder, "workerd.capnp");
  const text = workerdConfig({
    module: `${basename(config.main, ".ts")}.js`,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags ?? [],
    durableObjects: Object.fromEntries(
      config.durable_objects.bindings.map((object) => [object.name, object.class_name]),
    ),
    variables: { ...config.vars, ...variables },
  });
  writeFileSync(path, text);
  return path;
}

/** Bundles Nextmove's Worker in development mode: with the demo account and its known keys. */
export function bundleDevelopmentWorker(folder: string): string {
  return bundleWorker("workers/edge/wrangler.jsonc", folder, {
    NEXTMOVE_DEVELOPMENT: "true",
    NEXTMOVE_ROOT_KEY: DEVELOPMENT_ROOT_KEY,
  });
}
