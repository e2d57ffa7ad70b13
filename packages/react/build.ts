/** Builds dist/: the npm entry with its types and source map; `nextmove` has to be built before. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));

async function declareTypes(): Promise<void> {
  const tsc = spawn("tsc", ["-p", folder], { stdio: "inherit" });
  const [code] = await once(tsc, "close");
  if (code !== 0) throw new Error("the types do not build");
}

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
  declareTypes(),
]);
