/** A second pass over what esbuild has minified: Terser also inlines what is called once. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { minify, type SourceMapOptions } from "terser";

/** What the source map beside the file is to become, named in the file or only beside it. */
export type MapKind = "linked" | "external" | undefined;

/** Another pass sees what the one before has inlined; a fifth finds nothing more. */
const PASSES = 4;

/**
 * Makes a built file smaller in its place, and its source map with it, when it has one.
 *
 * @param preamble a comment that it begins with
 */
export async function makeSmaller(file: URL, map: MapKind, preamble?: string): Promise<void> {
  const name = fileURLToPath(file).replace(/^.*[/\\]/, "");
  const mapFile = new URL(`${file.href}.map`);
  const sourceMap: SourceMapOptions = map
    ? {
        content: await readFile(mapFile, "utf8"),
        filename: name,
        ...(map === "linked" && { url: `${name}.map` }),
      }
    : {};
  const made = await minify(await readFile(file, "utf8"), {
    ecma: 2020,
    // Each file is a module, or a function of its own that a classic script calls.
    module: true,
    // `unsafe_arrows`: no function is used as a constructor.
    compress: { passes: PASSES, unsafe_arrows: true, lhs_constants: false, sequences: false },
    format: { comments: false, ...(preamble && { preamble }) },
    ...(map && { sourceMap }),
  });
  await writeFile(file, made.code ?? "");
  if (map && typeof made.map === "string") await writeFile(mapFile, made.map);
}
