/** A second pass over what esbuild has built: Terser also inlines what is called once. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type CompressOptions, minify, type MinifyOptions, type SourceMapOptions } from "terser";

/** What the source map beside the file is to become, named in the file or only beside it. */
export type MapKind = "linked" | "external";

/** Another pass sees what the one before has inlined; a fifth finds nothing more. */
const PASSES = 4;

/** `unsafe_arrows`: no function is used as a constructor. */
const COMPRESS: CompressOptions = {
  passes: PASSES,
  unsafe_arrows: true,
  lhs_constants: false,
  sequences: false,
};

/** Makes a built file something else in its place, and its source map with it. */
async function rewrite(file: URL, map: MapKind, options: MinifyOptions): Promise<void> {
  const name = fileURLToPath(file).replace(/^.*[/\\]/, "");
  const mapFile = new URL(`${file.href}.map`);
  const sourceMap: SourceMapOptions = {
    content: await readFile(mapFile, "utf8"),
    filename: name,
    ...(map === "linked" && { url: `${name}.map` }),
  };
  const made = await minify(await readFile(file, "utf8"), {
    ecma: 2020,
    // Each file is a module, or a function of its own that a classic script calls.
    module: true,
    ...options,
    sourceMap,
  });
  await writeFile(file, made.code ?? "");
  if (typeof made.map === "string") await writeFile(mapFile, made.map);
}

/**
 * Makes a minified file smaller.
 *
 * @param preamble a comment that it begins with
 */
export const makeSmaller = (file: URL, map: MapKind, preamble?: string): Promise<void> =>
  rewrite(file, map, {
    compress: COMPRESS,
    format: { comments: false, ...(preamble && { preamble }) },
  });

/**
 * Makes a module smaller that a page's own bundler is going to minify, and legible until then. That
 * gives no name twice in nested functions, as Terser does: so what is called once stays where it is,
 * with names that its neighbours have too.
 */
export const prepareToMinify = (file: URL): Promise<void> =>
  rewrite(file, "linked", {
    compress: { ...COMPRESS, reduce_funcs: false, inline: false },
    mangle: false,
    // Bundlers leave out what is marked as pure.
    format: { beautify: true, comments: /[@#]__PURE__/ },
  });
