/** Builds dist/: the npm entry with its types, the script for the tag, and the inline stub. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));

const common: BuildOptions = {
  absWorkingDir: folder,
  bundle: true,
  outdir: "dist",
  target: "es2020",
  logLevel: "warning",
};

async function declareTypes(): Promise<void> {
  const tsc = spawn("tsc", ["-p", folder], { stdio: "inherit" });
  const [code] = await once(tsc, "close");
  if (code !== 0) throw new Error("the types do not build");
}

await rm(new URL("dist", import.meta.url), { recursive: true, force: true });
await Promise.all([
  build({
    ...common,
    entryPoints: ["src/index.ts"],
    format: "esm",
    packages: "external",
    sourcemap: true,
  }),
  build({
    ...common,
    entryPoints: { nextmove: "src/script.ts", stub: "src/stub.ts" },
    format: "iife",
    minify: true,
  }),
  declareTypes(),
]);
