import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { INTERNAL_NAMES } from "./internal-names.ts";

const folder = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), "utf8");

/** Without comments, where a word is only a word. */
const codeOf = (path: string) => read(path).replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");

describe("INTERNAL_NAMES", () => {
  it.each([
    "src/api.ts", // what the page calls
    "src/event-map.ts",
    "src/script-tag/stub-call.ts", // what the stub of another version has kept
    "src/context/wire.ts", // what the edge reads
    "src/storage/entry.ts", // what an earlier page has stored
    "src/visitor/session/running-session.ts",
    "src/visitor/visit/visit.ts",
    "src/visitor/visit/visit-state.ts",
  ])("declares none of the names of %s", (path) => {
    const declared = [...codeOf(path).matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name);
    expect(declared.length).toBeGreaterThan(1);
    expect(INTERNAL_NAMES.filter((name) => declared.includes(name))).toEqual([]);
  });

  it("has no name that the browser's own objects have", () => {
    const [lib = ""] = globSync("node_modules/@typescript/*/lib/lib.dom.d.ts", {
      cwd: new URL("../../", folder),
    });
    const dom = read(`../../${lib}`);
    expect(dom).toContain("sessionStorage");
    expect(INTERNAL_NAMES.filter((name) => new RegExp(`\\b${name}\\??[(:]`).test(dom))).toEqual([]);
  });
});
