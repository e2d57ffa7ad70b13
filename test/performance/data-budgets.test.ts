import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const script = fileURLToPath(new URL("data-budgets.ts", import.meta.url));

/** Rows of the Open Bandit Dataset: two items, drawn evenly, one in so many clicked. */
const banditLog = (rowsPerClick: number): string =>
  [
    "item_id,position,click,propensity_score",
    ...Array.from({ length: 400 }, (_, n) => `${n % 2},1,${Number(n % rowsPerClick === 0)},0.5`),
  ].join("\n");

/** What the script says of a shop where 1 is always followed by 2, and of two logs that are alike. */
const judge = (changes: Record<string, string>): { status: number | null; missed: string[] } => {
  const folder = mkdtempSync(join(tmpdir(), "nextmove-data-budgets-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = {
    "retailrocket/train.jsonl": '{"session":[1,2]}\n'.repeat(40),
    "retailrocket/test.jsonl": '{"session":[1],"next":2}\n',
    "obd/random_men_men.csv": banditLog(8),
    "obd/bts_men_men.csv": banditLog(8),
    ...changes,
  };
  for (const part of ["retailrocket", "obd"]) mkdirSync(join(folder, part));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { status, stdout } = spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
  const rows = stdout.split("\n").map((line) => line.trim().split(/ {2,}/));
  const judged = rows.filter(([what, , , met]) => met && what !== "what" && !isTime(what));
  expect(judged).toHaveLength(10);
  return { status, missed: judged.flatMap(([what = "", , , met]) => (met === "no" ? what : [])) };
};

/** What depends on the machine. */
const isTime = (what: string | undefined): boolean =>
  what === "lists, p50" || what === "lists, learning";

const ESTIMATORS = ["ips", "snips", "dr", "switch-dr"];

it("ends with 0 where quality is what it has to be, however long it took", () => {
  expect(judge({})).toEqual({ status: 0, missed: [] });
});

it("ends with 1 where lists are not what they have to be", () => {
  expect(judge({ "retailrocket/test.jsonl": '{"session":[1],"next":3}\n' })).toEqual({
    status: 1,
    missed: ["lists, HR@20", "lists, MRR@20"],
  });
});

it("ends with 1 where an interval does not cover what the other log earned", () => {
  expect(judge({ "obd/bts_men_men.csv": banditLog(2) })).toEqual({
    status: 1,
    missed: [
      ...ESTIMATORS.map((name) => `bts by random's log, ${name}`),
      ...ESTIMATORS.map((name) => `random by bts's log, ${name}`),
    ],
  });
});
