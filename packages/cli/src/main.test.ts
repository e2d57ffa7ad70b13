import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = fileURLToPath(new URL("../bin/nextmove.js", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nextmove-cli-"));
  const rows = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? "red,stop" : "blue,go"));
  writeFileSync(join(folder, "signs.csv"), `color,label\n${rows.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

function nextmove(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("nextmove simulate", () => {
  it("prints the report as JSON, from any folder", () => {
    const { status, stdout, stderr } = nextmove(
      "simulate",
      "signs.csv",
      "--label",
      "label",
      "--runs",
      "2",
      "--json",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      file: "signs.csv",
      steps: 60,
      runs: 2,
      actions: 2,
      reward_mean: expect.any(Number),
      regret_percent_of_uniform: { mean: expect.any(Number), sd: expect.any(Number) },
      microseconds_per_step: expect.any(Number),
    });
  });

  it.each([
    ["a file that is not there", ["none.csv", "--label", "label"], "there is no file none.csv"],
    ["a column that is not there", ["signs.csv", "--label", "x"], 'there is no column "x"'],
    ["nothing to reward", ["signs.csv"], "say what is rewarded"],
    ["no whole number", ["signs.csv", "--label", "label", "--runs", "1.5"], "whole number"],
  ])("exits with 2 and one line for %s", (_, args, message) => {
    const { status, stderr } = nextmove("simulate", ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
