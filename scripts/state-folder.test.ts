import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { claimStateFolder } from "./state-folder.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const claimed = (path: string, port: number) => {
  const claim = claimStateFolder(path, port);
  if (!claim.ok) throw new Error(claim.reason);
  return claim;
};

describe("claimStateFolder", () => {
  it("gives a folder to one server at a time, and says to whom", () => {
    const first = claimed(folder, 8787);
    expect(claimStateFolder(folder, 9000)).toEqual({
      ok: false,
      reason: `is in use by the server on port 8787 (process ${process.pid}): stop that`,
    });
    first.release();
    claimed(folder, 9000).release();
  });

  it("refuses what an earlier layout has stored, which its objects could not read", () => {
    mkdirSync(join(folder, "v3"));
    const claim = claimStateFolder(folder, 8787);
    expect(claim.ok ? "" : claim.reason).toMatch(/earlier version/);
  });

  it("takes again what it has stored itself", () => {
    claimed(folder, 8787).release();
    mkdirSync(join(folder, "v3"));
    claimed(folder, 8787).release();
  });

  it("makes a folder that is missing", () => {
    claimed(join(folder, "a", "b"), 8787).release();
  });

  it("refuses what can never be a folder, and says why", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    for (const path of [file, join(file, "inside")]) {
      const claim = claimStateFolder(path, 8787);
      expect(claim.ok ? "" : claim.reason).toMatch(/^cannot be used \((EEXIST|ENOTDIR): /);
    }
  });

  it("refuses a folder that it cannot write into", () => {
    // A lock that is no database stands for any file that cannot be written: root may write them all.
    writeFileSync(join(folder, "in-use.sqlite"), "not a database".repeat(100));
    const claim = claimStateFolder(folder, 8787);
    expect(claim.ok ? "" : claim.reason).toMatch(/^cannot be used \(file is not a database\)/);
  });
});
