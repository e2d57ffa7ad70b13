import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a program may be. */
export type Whereabouts = {
  /** Under any of these names on PATH, the first that is found anywhere. */
  names: readonly string[];
  /** Or at one of these paths. */
  paths: readonly string[];
};

/** The path of a program that is installed; undefined if it is not. */
export function findProgram(
  { names, paths }: Whereabouts,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const folders = (environment["PATH"] ?? "").split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...paths].find((path) => existsSync(path));
}
