import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes `folder` what `next` is, and removes `next`. File by file, so that whoever reads the folder
 * meanwhile finds each of them, in its old or its new form.
 */
export function replaceFolder(folder: string, next: string): void {
  cpSync(next, folder, { recursive: true });
  const kept = new Set(readdirSync(next, { recursive: true, encoding: "utf8" }));
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!kept.has(path)) rmSync(join(folder, path), { recursive: true, force: true });
  }
  rmSync(next, { recursive: true, force: true });
}
