/**
 * Builds dist/: the npm entries with their types and source maps, and the scripts for the tag with
 * what they load later.
 */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { calledAtStart } from "./called-at-start.ts";
import { compileEarly, constantFunctions } from "./compiled-early.ts";
import { INTERNAL_NAMES } from "./src/internal-names.ts";
import { makeSmaller, type MapKind, prepareToMinify } from "./smaller.ts";
import { declareTypes } from "../../scripts/declare-types.ts";
import packageJson from "./package.json" with { type: "json" };
import { buildUsed } from "./used.ts";
import { writeVersioned } from "./versioned.ts";

/** npm: `nextmove` and `nextmove/<name>`. */
const ENTRIES = [
  "src/tracker/index.ts",
  "src/index.ts",
  "src/datalayer/index.ts",
  "src/segment/index.ts",
  "src/ga/index.ts",
  "src/cookieless/index.ts",
  "src/consent-sources/index.ts",
  "src/impressions/index.ts",
  "src/visible/index.ts",
  "src/slots/index.ts",
  "src/recommendations/index.ts",
  "src/test-cycle/index.ts",
  "src/check/index.ts",
  "src/overlay/index.ts",
  "src/server/index.ts",
  "src/testing/index.ts",
];

/** For the tag: classic scripts, by the name they are served under. */
const SCRIPTS = { nextmove: "src/script.ts", "nextmove.shop": "src/shop.ts" };
const STUB = { stub: "src/stub.ts" };

/** What a page that pins a version loads, as `<name>-<version>.js`. */
const PINNED = {
  "nextmove-stub": "stub.js",
  nextmove: "nextmove.js",
  "nextmove.shop": "nextmove.shop.js",
};

/** ES modules that the scripts load when they are asked for. */
const LAZY = { "nextmove-check": "src/check/index.ts", "nextmove-overlay": "src/overlay/index.ts" };

/**
 * Nearly all of a script runs when it is loaded: V8 (Chromium 136) then compiles its functions on
 * another thread while it loads, instead of each at its first call.
 * @see https://v8.dev/blog/explicit-compile-hints
 */
const COMPILED_WHEN_LOADED = "//# allFunctionsCalledOnLoad";

const folder = fileURLToPath(new URL(".", import.meta.url));

const common: BuildOptions = {
  absWorkingDir: folder,
  bundle: true,
  outdir: "dist",
  target: "es2020",
  logLevel: "warning",
};
/** Within one build a name is the same everywhere; builds share only objects of the public API. */
const shortNames: BuildOptions = { mangleProps: new RegExp(`^(${INTERNAL_NAMES.join("|")})$`) };
const npm: BuildOptions = {
  ...common,
  ...shortNames,
  entryPoints: ENTRIES,
  outbase: "src",
  format: "esm",
};

/** Builds files, and does something with each; returns them. */
async function buildAnd(
  options: BuildOptions,
  refine: (file: URL) => Promise<void>,
): Promise<readonly URL[]> {
  const { metafile } = await build({ ...options, metafile: true });
  const built = Object.keys(metafile.outputs).filter((path) => path.endsWith(".js"));
  const files = built.map((path) => new URL(path, import.meta.url));
  await Promise.all(files.map(refine));
  return files;
}

/** Builds minified files, and makes those that were built smaller still. */
const buildSmall = (options: BuildOptions, map: MapKind, preamble?: string) =>
  buildAnd({ ...options, minify: true, sourcemap: map }, (file) =>
    makeSmaller(file, map, preamble),
  );

await rm(new URL("dist", import.meta.url), { recursive: true, force: true });
const [modules] = await Promise.all([
  buildAnd(
    {
      ...npm,
      packages: "external",
      plugins: [constantFunctions],
      splitting: true,
      chunkNames: "shared/[hash]",
      sourcemap: true,
    },
    prepareToMinify,
  ),
  // Whoever serves a script names its map in a header: a comment would be paid for by every page.
  buildSmall(
    {
      ...common,
      ...shortNames,
      entryPoints: SCRIPTS,
      format: "iife",
    },
    "external",
    COMPILED_WHEN_LOADED,
  ),
  buildSmall({ ...common, entryPoints: STUB, format: "iife" }, "external"),
  buildSmall({ ...common, entryPoints: LAZY, format: "esm" }, "linked"),
  declareTypes(folder),
]);
const called = await calledAtStart(
  new URL("dist/tracker/index.js", import.meta.url),
  "createTracker",
);
await Promise.all(modules.map((file) => compileEarly(file, called)));
await buildUsed(new URL("dist/", import.meta.url));
await writeVersioned(new URL("dist/", import.meta.url), packageJson.version, PINNED);
