/** Files of dist/ under a name that never changes its content, and their hashes to publish. */
import { createHash } from "node:crypto";
import { copyFile, readFile, writeFile } from "node:fs/promises";

/** For a tag's `integrity`: https://www.w3.org/TR/sri-2/ */
const integrityOf = (content: Buffer): string =>
  `sha384-${createHash("sha384").update(content).digest("base64")}`;

/**
 * Copies `<file>` to `<name>-<version>.js`, its map beside it, and writes `integrity.json`: name of each copy -> hash.
 *
 * @param files name -> file of the folder
 */
export async function writeVersioned(
  folder: URL,
  version: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const integrity: Record<string, string> = {};
  for (const [name, file] of Object.entries(files)) {
    const copy = `${name}-${version}.js`;
    await copyFile(new URL(file, folder), new URL(copy, folder));
    await copyFile(new URL(`${file}.map`, folder), new URL(`${copy}.map`, folder));
    integrity[copy] = integrityOf(await readFile(new URL(copy, folder)));
  }
  const published = JSON.stringify({ version, integrity }, null, 2);
  await writeFile(new URL("integrity.json", folder), `${published}\n`);
}
