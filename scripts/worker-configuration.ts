import { experimental_readRawConfig as readRawConfig } from "wrangler";

/** What is read or set of a wrangler.jsonc here; the rest is carried along. */
export type WorkerConfiguration = {
  main: string;
  compatibility_date: string;
  compatibility_flags?: string[];
  durable_objects: { bindings: { name: string; class_name: string }[] };
  vars?: Record<string, string>;
  assets?: { directory?: string };
  r2_buckets?: { binding: string; bucket_name: string }[];
  secrets?: { required: string[] };
};

/** A Worker's configuration as its wrangler.jsonc says it: paths relative to that file. */
export function readWorkerConfiguration(configPath: string): WorkerConfiguration {
  // Wrangler publishes no types for this export.
  const { rawConfig }: { rawConfig: WorkerConfiguration } = readRawConfig({ config: configPath });
  return rawConfig;
}
