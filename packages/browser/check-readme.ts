/**
 * `node check-readme.ts [--write]`: whether the sizes that the README promises are those of dist/;
 * with `--write`, puts them there. And whether what it links to is in the package.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import packageJson from "./package.json" with { type: "json" };

const README = new URL("README.md", import.meta.url);

/** A row of its table of sizes: `| … | `sizes/index.js` | 8.9 kB |` */
const ROW = /^(\|.*\| `(?<file>[\w./-]+\.js)` +\| +)(?<size>[\d.]+ kB)( +\|)$/gm;

/** A link to another file: `](src/server/README.md)` */
const LINK = /\]\((?!https?:|#)(?<path>[^)#]+)/g;

const sizeOf = (file: string): string => {
  const { length } = brotliCompressSync(readFileSync(new URL(`dist/${file}`, import.meta.url)));
  return `${(length / 1000).toFixed(1)} kB`;
};

const readme = readFileSync(README, "utf8");
const rows = [...readme.matchAll(ROW)].map(({ groups }) => groups ?? {});
if (rows.length === 0) throw new Error("the README has no table of sizes");
const wrong = rows.filter(({ file = "", size }) => sizeOf(file) !== size);

if (process.argv.includes("--write")) {
  const right = readme.replace(
    ROW,
    (_row, before, file, _size, after) => before + sizeOf(file) + after,
  );
  writeFileSync(README, right);
} else if (wrong.length > 0) {
  for (const { file = "", size } of wrong) {
    console.error(`README.md: ${file} is ${sizeOf(file)}, not ${size}`);
  }
  console.error("node packages/browser/check-readme.ts --write puts it right");
  process.exitCode = 1;
}

for (const { groups } of readme.matchAll(LINK)) {
  const path = groups?.["path"] ?? "";
  if (packageJson.files.includes(path) || path.startsWith("dist/")) continue;
  console.error(`README.md: ${path} is not in the package`);
  process.exitCode = 1;
}
