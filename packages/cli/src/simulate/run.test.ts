import { describe, expect, it } from "vitest";
import type { Game } from "./game.ts";
import { labelGame, mushroomGame, rewardColumnsGame } from "./game.ts";
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
      columns: ["color", "reward:a", "reward:b"],
      rows: table.rows.map(([color], i) => [
        color,
        color === "red" ? unit : 0,
        (i % 3) * 0.4 * unit,
      ]),
      lines: table.lines,
    });
    const [whole, thousandth] = [1, 0.001].map((unit) =>
      play(rewardColumnsGame(rewards(unit), "reward:")),
    );
    expect(thousandth?.regretPercentOfUniform).toBeCloseTo(whole?.regretPercentOfUniform ?? NaN, 9);
  });
});

describe("games", () => {
  it("reward a label with 1", () => {
    const game = labelGame(table, "label");
    expect(game.actions).toEqual(["go", "stop"]);
    expect([game.expected(0, 0), game.expected(0, 1)]).toEqual([0, 1]);
    expect(game.observations[0]).toEqual({ c: ["color=red"], n: [["noise", 0]] });
  });

  it("take rewards from columns, scaled to [−1, 1]", () => {
    const rewards: Table = {
      columns: ["x", "r:a", "r:b"],
      rows: [
        ["p", -4, 2],
        ["q", 1, undefined],
      ],
      lines: [2, 3],
    };
    const game = rewardColumnsGame(rewards, "r:");
    expect(game).toMatchObject({ actions: ["a", "b"], scale: 4, range: [-4, 2] });
    expect(game.expected(1, 1)).toBe(0);
    expect(() => rewardColumnsGame(rewards, "none:")).toThrow(/fewer than two columns/);
  });

  it("pay +5 for a safe mushroom, +5 or −35 for a poisonous one, nothing for passing", () => {
    const game = mushroomGame(
      {
        columns: ["class", "odor"],
        rows: [
          ["e", "n"],
          ["p", "f"],
        ],
        lines: [2, 3],
      },
      "class",
    );
    expect([0, 1].map((row) => game.expected(row, 0))).toEqual([5, -15]);
    expect(game.reward(1, 0, () => 0.2)).toBe(5);
    expect(game.reward(1, 0, () => 0.8)).toBe(-35);
    expect(game.reward(0, 1, () => 0.5)).toBe(0);
  });
});
