import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { findChromium } from "./chromium-path.ts";

describe("findChromium", () => {
  it("takes the path that the user names, wherever it is", () => {
    expect(findChromium({ CHROMIUM_PATH: "/opt/own/chrome", PATH: "/usr/bin" })).toBe(
      "/opt/own/chrome",
    );
  });

  it("finds the program under any of its names on PATH", () => {
    const folder = mkdtempSync(join(tmpdir(), "nextmove-path-"));
    writeFileSync(join(folder, "chromium-browser"), "");
    expect(findChromium({ PATH: `/nonexistent:${folder}` })).toBe(join(folder, "chromium-browser"));
  });
});
