/**
 * `node check-readme.ts [--write]`: whether the sizes that the README promises, and the repository's,
 * are those of dist/; with `--write`, puts them there. And whether what it links to is in the package.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import packageJson from "./package.json" with { type: "json" };

const README = new URL("README.md", import.meta.url);
const REPOSITORY_README = new URL("../../README.md", import.meta.url);

/** A row of its table of sizes: `| … | `sizes/index.js` | 8.9 kB |` */
const ROW = /^(\|.*\| `(?<file>[\w./-]+\.js)` +\| +)(?<size>[\d.]+ kB)( +\|)$/gm;

/** What the repository's README says of files in its own words. */
const CLAIMS = [
  { file: "nextmove.js", words: /(?<=`nextmove.js`, brotli +\| )[\d.]+ kB/ },
  { file: "stub.js", words: /(?<=\(stub )[\d.]+ kB/ },
  { file: "stub.js", words: /(?<=The stub \()[\d.]+ kB/ },
];

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

let about = readFileSync(REPOSITORY_README, "utf8");
for (const { file, words } of CLAIMS) {
  const [said] = words.exec(about) ?? [];
  if (said === undefined) throw new Error(`the repository's README does not tell ${words.source}`);
  if (said === sizeOf(file)) continue;
  about = about.replace(words, sizeOf(file));
  if (process.argv.includes("--write")) continue;
  console.error(`the repository's README.md: ${file} is ${sizeOf(file)}, not ${said}`);
  process.exitCode = 1;
}
if (process.argv.includes("--write")) writeFileSync(REPOSITORY_README, about);

for (const { groups } of readme.matchAll(LINK)) {
  const path = groups?.["path"] ?? "";
  if (packageJson.files.includes(path) || path.startsWith("dist/")) continue;
  console.error(`README.md: ${path} is not in the package`);
  process.exitCode = 1;
}
