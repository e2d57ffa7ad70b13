import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "./evaluate.ts";
import { evaluate, train } from "./evaluate.ts";
import { predictionsOf } from "./predictions.ts";
import { readVisits } from "./read-visits.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nextmove-recommendations-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Trains on the first text, tests on the second. */
async function report(trainText: string, testText: string): Promise<Report> {
  const training = await readVisits(fileOf("train", trainText));
  const predictions = [...predictionsOf(await readVisits(fileOf("test", testText)))];
  const recommender = train(training, () => undefined);
  const now = Math.max(...training.times);
  let ticks = 0;
  return evaluate(recommender, predictions, training.itemIds.length, now, () => (ticks += 0.5));
}

/** 1 is always followed by 2, 3 by 4. */
const sessions = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? [1, 2] : [3, 4]));
const lines = sessions.map((session) => JSON.stringify({ session })).join("\n");
const rows = (delimiter: string): string =>
  sessions
    .flatMap((items, s) => items.map((item, i) => [s, item, 1e9 + s * 60 + i].join(delimiter)))
    .join("\n");

describe("evaluating recommendations", () => {
  it("measures hits, ranks, coverage and time, of the whole and of each part", async () => {
    const { recommender, parts } = await report(lines, '{"session":[1],"next":2}\n');
    expect(recommender).toEqual({
      "HR@5": 1,
      "HR@10": 1,
      "HR@20": 1,
      "MRR@20": 1,
      "coverage@20": 1,
      p50_us: 500,
      p90_us: 500,
    });
    expect(parts.sequential_rules).toMatchObject({ "MRR@20": 1, "coverage@20": 0.25 });
    expect(parts.association_rules).toMatchObject({ "MRR@20": 1, "coverage@20": 0.25 });
    expect(parts.session_items).toMatchObject({ "HR@20": 0, "coverage@20": 0.25 });
    // All four were seen as often; 2 is the second in the table.
    expect(parts.popularity).toMatchObject({ "HR@20": 1, "MRR@20": 0.5, "coverage@20": 1 });
    // 1 itself is first: neighbours contain it too.
    expect(parts.session_knn).toMatchObject({ "HR@20": 1, "MRR@20": 0.5, "coverage@20": 0.5 });
  });

  it("predicts every item of a test session but the first from those before it", async () => {
    const { parts } = await report(lines, '{"session":[1,2,5]}\n{"session":[3]}\n');
    expect(parts.sequential_rules).toMatchObject({ "HR@5": 0.5, "HR@20": 0.5, "MRR@20": 0.5 });
  });

  it("learns from a next item that is given apart as from the session's last", async () => {
    const apart = '{"session":[1],"next":2}\n{"session":[3],"next":4}\n'.repeat(20);
    expect(await report(apart, apart)).toEqual(await report(lines, apart));
  });

  it("asks for a next item that is given apart alone, and of an empty session too", async () => {
    const visits = await readVisits(
      fileOf("apart", '{"session":[1,2],"next":3}\n{"session":[],"next":4}\n{"session":[5,6]}\n'),
    );
    expect([...predictionsOf(visits)]).toEqual([
      { session: ["1", "2"], next: "3" },
      { session: [], next: "4" },
      { session: ["5"], next: "6" },
    ]);
  });

  it("reads commas or tabs, with and without a header, columns in any order", async () => {
    const texts = [
      rows(","),
      rows("\t"),
      `\uFEFFSessionId\tItemId\tTime\n${rows("\t")}`,
      `Time,ItemId,Other,SessionId\n${rows(",")
        .split("\n")
        .map((row) => row.split(",").reverse().toSpliced(2, 0, "x").join(","))
        .join("\n")}`,
    ];
    for (const text of texts) {
      expect((await report(text, text)).recommender["MRR@20"]).toBe(1);
    }
  });

  it("goes by the times, not by the lines", async () => {
    const backwards = rows(",").split("\n").reverse().join("\n");
    const { parts } = await report(backwards, backwards);
    expect(parts.sequential_rules["MRR@20"]).toBe(1);
  });

  it("reads times as seconds, milliseconds and dates", async () => {
    const visits = await readVisits(
      fileOf("times", "1,a,1600000000\n1,b,1600000000000\n1,c,2020-09-13T12:26:40Z\n1,d,soon"),
    );
    expect([...visits.times.subarray(0, 4)]).toEqual([1.6e12, 1.6e12, 1.6e12, 0]);
  });

  it("says what is wrong with a file", async () => {
    const wrong: [string, string][] = [
      ["", "is empty"],
      ['{"session":[1]}\n{"session":', "line 2: not JSON"],
      ['{"session":1}', 'line 1: not {"session":[ids]} with or without "next"'],
      ["1\n2\n", "no columns of sessions and items"],
      ["SessionId,Time\n1,2", "the header names no ItemId"],
    ];
    for (const [text, message] of wrong) {
      await expect(readVisits(fileOf("wrong", text))).rejects.toThrow(message);
    }
  });
});
