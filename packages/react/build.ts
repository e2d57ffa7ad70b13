/** Builds dist/: the npm entry with its types and source map; `nextmove` has to be built before. */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { declareTypes } from "../../scripts/declare-types.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

await rm(new URL("dist", import.meta.url), { recursive: true, force: true });
await Promise.all([
  build({
    absWorkingDir: folder,
    entryPoints: ["src/index.ts"],
    outdir: "dist",
    bundle: true,
    packages: "external",
    format: "esm",
    target: "es2020",
    sourcemap: true,
    logLevel: "warning",
  }),
  declareTypes(folder),
]);
