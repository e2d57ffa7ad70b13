import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };

const bin = fileURLToPath(new URL("../bin/nextmove.js", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nextmove-cli-"));
  const rows = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? "red,stop" : "blue,go"));
  writeFileSync(join(folder, "signs.csv"), `color,label\n${rows.join("\n")}\n`);
  writeFileSync(join(folder, "gaps.csv"), `color,label\n${rows.join("\n")}\nred,\nblue,\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

function nextmove(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("nextmove", () => {
  it("says its version", () => {
    const { status, stdout } = nextmove("--version");
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${manifest.version}\n` });
  });

  it("takes the project's Node where its own runs no TypeScript, as 23.0 to 23.5", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--no-strip-types", bin, "--version"],
      { encoding: "utf8" },
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: `${manifest.version}\n`,
      stderr: "",
    });
  });
});

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

  it("counts the rows it leaves out beside the report, not in it", () => {
    const { status, stdout, stderr } = nextmove(
      "simulate",
      "gaps.csv",
      "--label",
      "label",
      "--json",
    );
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: "nextmove: left out 2 rows without a label\n",
    });
    expect(JSON.parse(stdout)).toMatchObject({ steps: 60, actions: 2 });
  });

  it("says what an empty reward counts", () => {
    const help = nextmove("simulate", "--help").stdout.replace(/\s+/g, " ");
    expect(help).toContain("an empty cell counts as 0");
  });

  it.each([
    ["a file that is not there", ["none.csv", "--label", "label"], "there is no file none.csv"],
    ["a column that is not there", ["signs.csv", "--label", "x"], 'there is no column "x"'],
    ["nothing to reward", ["signs.csv"], "say what is rewarded"],
    [
      "labels and reward columns at once",
      ["signs.csv", "--label", "label", "--reward-prefix", "r:"],
      "cannot be used with option '--label <column>'",
    ],
    [
      "mushrooms and reward columns at once",
      ["signs.csv", "--mushroom", "--reward-prefix", "r:"],
      "cannot be used with option '--mushroom'",
    ],
    [
      "mushrooms of another kind",
      ["signs.csv", "--mushroom", "--label", "label"],
      'column "label" holds "stop" on line 2',
    ],
    ["no whole number", ["signs.csv", "--label", "label", "--runs", "1.5"], "whole number"],
  ])("exits with 2 and one line for %s", (_, args, message) => {
    const { status, stderr } = nextmove("simulate", ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
