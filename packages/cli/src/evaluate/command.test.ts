import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = fileURLToPath(new URL("../../bin/nextmove.js", import.meta.url));

const decision = (i: number) => ({
  state: { device: i % 3 === 0 ? "mobile" : "desktop", basket: { value: i % 7 } },
  actions: ["a", "b"],
  action: i % 2 === 0 ? "a" : "b",
  propensity: 0.5,
  reward: i % 4 === 0 ? 1 : 0,
});
const lines = Array.from({ length: 200 }, (_, i) => JSON.stringify(decision(i)));
const log = `${lines.join("\n")}\n`;

/** Rows in the layout of the Open Bandit Dataset: two items, drawn evenly, at two positions. */
const openBandit = [
  ",timestamp,item_id,position,click,propensity_score,user_feature_0,user-item_affinity_0",
  ...Array.from({ length: 400 }, (_, i) =>
    [i, "2019-11-24 00:00:00+00:00", i % 2, 1 + (i % 3), Number(i % 8 === 0), 0.5, "u", 0].join(
      ",",
    ),
  ),
].join("\n");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nextmove-evaluate-"));
  const file = (name: string, content: string | Buffer): void =>
    writeFileSync(join(folder, name), content);
  file("log.ndjson", log);
  file("log.ndjson.gz", gzipSync(log));
  file("broken.gz", gzipSync(log).subarray(0, 100));
  file("obd.csv", openBandit);
  file("other.csv", "item,click\n1,0\n");
  file("empty.ndjson", "\n\n");
  file(
    "mixed.ndjson",
    [
      ...lines,
      "",
      "{",
      JSON.stringify({ ...decision(0), action: "c" }),
      JSON.stringify({ ...decision(0), reward: "much" }),
      JSON.stringify({ ...decision(0), propensity: null }),
      JSON.stringify({ ...decision(0), propensity: 0 }),
      JSON.stringify({ ...decision(0), evaluation: false }),
      JSON.stringify({ kind: "end", rows: 200 }),
    ].join("\n"),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function evaluate(args: readonly string[], input?: string | Buffer) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "evaluate", ...args], {
    cwd: folder,
    encoding: "utf8",
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

const report = (args: readonly string[], input?: string | Buffer) => {
  const { status, stdout, stderr } = evaluate([...args, "--json"], input);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
};

describe("nextmove evaluate", () => {
  it("prints the report as JSON", () => {
    const estimate = {
      value: expect.closeTo(0.25, 9),
      standard_error: expect.any(Number),
      interval: [expect.any(Number), expect.any(Number)],
    };
    expect(report(["log.ndjson", "--target", "logged"])).toEqual({
      file: "log.ndjson",
      target: "logged",
      decisions: 200,
      left_out: { bad_lines: 0, no_propensity: 0, not_for_evaluation: 0 },
      confidence: 0.95,
      logged: estimate,
      estimates: {
        ips: estimate,
        snips: estimate,
        dr: estimate,
        "switch-dr": { ...estimate, switch_at: null },
      },
      weights: {
        mean: 1,
        max: 1,
        max_share: 1 / 200,
        effective_sample_size: 200,
        effective_share: 1,
        clipped_share: 0,
      },
      supported: true,
      warnings: [],
    });
  });

  it.each([
    ["a packed file", "log.ndjson.gz", undefined],
    ["the standard input", "-", log],
    ["the standard input, packed", "-", gzipSync(log)],
  ])("reads %s", (_, file, input) => {
    const { decisions, logged } = report([file, "--target", "logged"], input);
    expect(decisions).toBe(200);
    expect(logged.value).toBeCloseTo(0.25, 9);
  });

  it("prints a table for people", () => {
    const { stdout } = evaluate(["log.ndjson", "--target", "uniform", "--estimator", "ips"]);
    expect(stdout).toContain("log.ndjson: 200 decisions, target uniform\n");
    expect(stdout).toMatch(/^logged policy +0\.2500 +0\.19\d\d to 0\.31\d\d$/m);
    expect(stdout).toMatch(/^ips +0\.2500 /m);
    expect(stdout).not.toMatch(/^dr/m);
    expect(stdout).toContain("as good as 200 decisions of the target's own (100 %)");
    expect(stdout).not.toContain("warning");
  });

  it("warns when the log is too small to tell", () => {
    const { stdout } = evaluate(["log.ndjson", "--limit", "50"]);
    expect(stdout).toContain("log.ndjson: 50 decisions, target engine\n");
    expect(stdout).toContain("warning: the log can't support this answer");
  });

  it("counts and names what it cannot use", () => {
    const { status, stdout, stderr } = evaluate(["mixed.ndjson", "--clip", ".8", "--json"]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      decisions: 200,
      supported: false,
      warnings: [{ code: "clipped" }],
      left_out: { bad_lines: 3, no_propensity: 2, not_for_evaluation: 1 },
    });
    expect(stderr.trim().split("\n")).toEqual([
      "nextmove: mixed.ndjson: left out 3 lines with no decision that can be read",
      "nextmove: mixed.ndjson, line 202: not JSON",
      "nextmove: mixed.ndjson, line 203: action: not one of actions",
      expect.stringMatching(/^nextmove: mixed.ndjson, line 204: reward: /),
      "nextmove: mixed.ndjson: left out 2 lines without a propensity",
      "nextmove: mixed.ndjson: left out a line marked as not for evaluation",
    ]);
  });

  it("reads the layout of the Open Bandit Dataset", () => {
    const { decisions, logged, estimates, observed } = report([
      "obd.csv",
      "--format",
      "obd",
      "--target-log",
      "obd.csv",
    ]);
    expect({ decisions, logged: logged.value, observed: observed.value }).toEqual({
      decisions: 400,
      logged: 0.125,
      observed: 0.125,
    });
    expect(estimates.snips.value).toBeCloseTo(0.125, 2);
  });

  it.each([
    ["a file that is not there", ["none.ndjson"], "there is no file none.ndjson"],
    ["a file that breaks off", ["broken.gz"], "cannot read broken.gz"],
    ["nothing to evaluate", ["empty.ndjson"], "empty.ndjson has no decision to evaluate"],
    ["a table of another layout", ["other.csv", "--format", "obd"], "has no column item_id"],
    ["a policy nobody knows", ["log.ndjson", "--target", "best"], "Allowed choices are engine"],
    ["a share that is none", ["log.ndjson", "--confidence", "95"], "between 0 and 1"],
    [
      "two targets",
      ["log.ndjson", "--target", "uniform", "--target-log", "log.ndjson"],
      "cannot be used with option",
    ],
  ])("exits with 2 and one line for %s", (_, args, message) => {
    const { status, stderr } = evaluate(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
