import { describe, expect, it } from "vitest";
import type { Game } from "./game.ts";
import { labelGame, rewardColumnsGame } from "./game.ts";
import type { RunOptions } from "./run.ts";
import { playOnce } from "./run.ts";
import type { Table } from "./table.ts";

/** The label follows `color`, which half of the rows share. */
const table: Table = {
  columns: ["color", "noise", "label"],
  rows: Array.from({ length: 200 }, (_, i) => {
    const color = i % 2 === 0 ? "red" : "blue";
    return [color, (i * 37) % 11, color === "red" ? "stop" : "go"];
  }),
  lines: Array.from({ length: 200 }, (_, i) => i + 2),
  decimalComma: false,
};

function play(game: Game, more: Partial<RunOptions> = {}): ReturnType<typeof playOnce> {
  const options = { steps: 1000, seed: "s", delay: 0, shards: 1, syncEvery: 0, ...more };
  return playOnce(game, options, () => undefined);
}

describe("playOnce", () => {
  const game = labelGame(table, "label");

  it("learns a table that can be learned", () => {
    expect(play(game).regretPercentOfUniform).toBeLessThan(5);
  });

  it("gives the same for the same seed, another for another", () => {
    const { regretPercentOfUniform, rewardMean } = play(game);
    expect(play(game)).toMatchObject({ regretPercentOfUniform, rewardMean });
    const others = ["t", "u", "v"].map((seed) => play(game, { seed }).rewardMean);
    expect(new Set([rewardMean, ...others]).size).toBeGreaterThan(1);
  });

  it("learns with rewards that come late, and over shards that sync", () => {
    expect(play(game, { delay: 50 }).regretPercentOfUniform).toBeLessThan(25);
    const sharded = { shards: 3, syncEvery: 50 };
    expect(play(game, sharded).regretPercentOfUniform).toBeLessThan(10);
    expect(play(game, { ...sharded, delay: 50 }).regretPercentOfUniform).toBeLessThan(35);
  });

  it("decides the same when all rewards are a thousandth", () => {
    const rewards = (unit: number): Table => ({
      ...table,
      columns: ["color", "reward:a", "reward:b"],
      rows: table.rows.map(([color], i) => [
        color,
        color === "red" ? unit : 0,
        (i % 3) * 0.4 * unit,
      ]),
    });
    const [whole, thousandth] = [1, 0.001].map((unit) =>
      play(rewardColumnsGame(rewards(unit), "reward:")),
    );
    expect(thousandth?.regretPercentOfUniform).toBeCloseTo(whole?.regretPercentOfUniform ?? NaN, 9);
  });
});
