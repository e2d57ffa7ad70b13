import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

/** Trees whose folders import in one direction, so that each can be read without those above it. */
const TREES = [
  "packages/engine/src",
  "packages/contract/src",
  "packages/statistics/src",
  "packages/browser/src",
  "packages/cli/src",
  "workers/edge/src",
];

const IMPORT = /^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)"/gm;

/** A file that lies in the tree itself stands for itself: it is imported from anywhere. */
const folderOf = (tree: string, file: string): string => {
  const folder = relative(tree, dirname(file));
  return folder === "" ? relative(tree, file) : folder;
};

/** What each folder imports of its tree, tests left out. */
const readImports = (tree: string): Map<string, Set<string>> => {
  const imports = new Map<string, Set<string>>();
  const files = globSync(`${tree}/**/*.ts`, {
    exclude: (path) => /\.(test|fake)\.ts$/.test(path),
  });
  for (const file of files) {
    const folder = folderOf(tree, file);
    const imported = imports.get(folder) ?? new Set();
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(IMPORT)) {
      const other = folderOf(tree, join(dirname(file), specifier));
      if (other !== folder) imported.add(other);
    }
    imports.set(folder, imported);
  }
  return imports;
};

/** Folders that import each other: what is left when those are taken away that nobody, or nothing, imports. */
const circles = (imports: ReadonlyMap<string, ReadonlySet<string>>): string[] => {
  let left = [...imports.keys()];
  for (let before = Infinity; left.length < before;) {
    before = left.length;
    const isImported = (folder: string) => left.some((other) => imports.get(other)?.has(folder));
    const importsSome = (folder: string) => left.some((other) => imports.get(folder)?.has(other));
    left = left.filter((folder) => isImported(folder) && importsSome(folder));
  }
  return left.sort();
};

describe("circles", () => {
  it("finds folders that import each other, by way of others, too", () => {
    const imports = new Map([
      ["above", new Set(["a"])],
      ["a", new Set(["b"])],
      ["b", new Set(["c", "below"])],
      ["c", new Set(["a"])],
      ["below", new Set<string>()],
    ]);
    expect(circles(imports)).toEqual(["a", "b", "c"]);
  });
});

it.each(TREES)("the folders of %s import in one direction", (tree) => {
  const imports = readImports(tree);
  expect(imports.size).toBeGreaterThan(1);
  expect(circles(imports)).toEqual([]);
});
