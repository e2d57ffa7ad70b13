import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { findFirefox } from "./firefox-path.ts";

describe("findFirefox", () => {
  it("takes the path that the user names, wherever it is", () => {
    expect(findFirefox({ FIREFOX_PATH: "/opt/own/firefox", PATH: "/usr/bin" })).toBe(
      "/opt/own/firefox",
    );
  });

  it("finds the program on PATH, Debian's before another", () => {
    const folder = mkdtempSync(join(tmpdir(), "nextmove-path-"));
    for (const name of ["firefox", "firefox-esr"]) writeFileSync(join(folder, name), "");
    expect(findFirefox({ PATH: `/nonexistent:${folder}` })).toBe(join(folder, "firefox-esr"));
  });
});
