import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readLog } from "./log.ts";
import { readLines } from "../files/read-lines.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nextmove-log-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const rewardsRead = async (lines: readonly object[]): Promise<number[]> => {
  const file = join(folder, "log");
  const decision = { state: {}, actions: ["a"], action: "a", propensity: 1 };
  writeFileSync(file, lines.map((line) => JSON.stringify({ ...decision, ...line })).join("\n"));
  const { rows } = await readLog(file, { format: "ndjson", limit: Infinity, items: undefined });
  return rows.map(({ reward }) => reward);
};

it("takes decisions in order of time where every line says when it was", async () => {
  const late = { reward: 2, at: "2026-11-22T10:00:00.001Z" };
  const early = { reward: 1, at: Date.UTC(2026, 10, 22, 10) };
  expect(await rewardsRead([late, early])).toEqual([1, 2]);
  expect(await rewardsRead([late, early, { reward: 3 }])).toEqual([2, 1, 3]);
  expect(await rewardsRead([late, { ...early, at: "soon" }])).toEqual([2, 1]);
});

it("numbers the lines of a file, however they end and it begins", async () => {
  const file = join(folder, "lines");
  const long = "x".repeat(200_000);
  writeFileSync(file, `\uFEFFone\r\n\n  \n${long}\nfive`);
  const lines = [];
  for await (const line of readLines(file)) lines.push(line);
  expect(lines).toEqual([
    { number: 1, text: "one" },
    { number: 4, text: long },
    { number: 5, text: "five" },
  ]);
});
