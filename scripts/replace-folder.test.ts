import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

import { replaceFolder } from "./replace-folder.ts";

it("leaves what is new, and nothing of what was there before", () => {
  const root = mkdtempSync(join(tmpdir(), "replace-"));
  const [folder, next] = [join(root, "site"), join(root, "site-next")];
  const write = (path: string, text: string) => writeFileSync(path, text);
  mkdirSync(join(folder, "gone"), { recursive: true });
  mkdirSync(join(next, "spa"), { recursive: true });
  write(join(folder, "index.html"), "old");
  write(join(folder, "gone", "page.html"), "old");
  write(join(next, "index.html"), "new");
  write(join(next, "spa", "shop.js"), "new");

  replaceFolder(folder, next);

  expect(readFileSync(join(folder, "index.html"), "utf8")).toBe("new");
  expect(readFileSync(join(folder, "spa", "shop.js"), "utf8")).toBe("new");
  expect(existsSync(join(folder, "gone"))).toBe(false);
  expect(existsSync(next)).toBe(false);
});

it("makes a folder that was not there", () => {
  const root = mkdtempSync(join(tmpdir(), "replace-"));
  const next = join(root, "next");
  mkdirSync(next);
  writeFileSync(join(next, "a.txt"), "a");
  replaceFolder(join(root, "new"), next);
  expect(readFileSync(join(root, "new", "a.txt"), "utf8")).toBe("a");
});
