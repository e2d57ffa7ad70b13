import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "./evaluate.ts";

const bin = fileURLToPath(new URL("../../bin/nextmove.js", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nextmove-recommendations-"));
  writeFileSync(join(folder, "train"), '{"session":[1,2]}\n'.repeat(40));
  writeFileSync(join(folder, "test"), '{"session":[1],"next":2}\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

function nextmove(...options: string[]): { status: number | null; stdout: string; stderr: string } {
  const args = [bin, "evaluate-recommendations", ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("nextmove evaluate-recommendations", () => {
  it("prints the report as JSON, the recommender first", () => {
    const { stdout, stderr, status } = nextmove("--train", "train", "--test", "test", "--json");
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    const printed = JSON.parse(stdout) as Report;
    expect(Object.keys(printed)).toEqual(["recommender", "parts"]);
    const measures = ["HR@5", "HR@10", "HR@20", "MRR@20", "coverage@20", "p50_us", "p90_us"];
    expect(Object.keys(printed.recommender)).toEqual(measures);
    expect(Object.keys(printed.parts)).toEqual([
      "popularity",
      "session_items",
      "association_rules",
      "sequential_rules",
      "session_knn",
    ]);
    for (const part of Object.values(printed.parts)) expect(Object.keys(part)).toEqual(measures);
    expect(printed.recommender).toMatchObject({ "HR@20": 1, "MRR@20": 1, "coverage@20": 1 });
  });

  it("unpacks what is packed, and says so when that breaks off", () => {
    const packed = join(folder, "train.tsv.gz");
    const rows = Array.from({ length: 20_000 }, (_, n) => `${n % 7_919}\t${n % 997}\t${n}\n`);
    const lines = Array.from({ length: 20_000 }, (_, n) => `{"session":[${n % 7_919},${n}]}\n`);
    const table = gzipSync("SessionId\tItemId\tTime\n".concat(...rows));
    writeFileSync(packed, table);
    const { stdout } = nextmove("--train", packed, "--test", "test", "--json");
    expect((JSON.parse(stdout) as Report).recommender["coverage@20"]).toBeGreaterThan(0);
    for (const bytes of [table, gzipSync(lines.join(""))]) {
      writeFileSync(packed, bytes.subarray(0, bytes.length - 100));
      const { status, stderr } = nextmove("--train", packed, "--test", "test");
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: expect.stringContaining(`cannot read ${packed}`) as string,
      });
    }
  });

  it("says in one line what is wrong", () => {
    expect(nextmove("--train", "train", "--test", "none")).toEqual({
      status: 2,
      stdout: "",
      stderr: "nextmove: there is no file none\n",
    });
    expect(nextmove("--train", "-", "--test", "test")).toEqual({
      status: 2,
      stdout: "",
      stderr: "nextmove: sessions are read twice, which the standard input can't be: name a file\n",
    });
    writeFileSync(join(folder, "head.csv"), "SessionId,ItemId,Time\n");
    expect(nextmove("--train", "head.csv", "--test", "test")).toEqual({
      status: 2,
      stdout: "",
      stderr: "nextmove: head.csv has no session with an item\n",
    });
  });
});
