import { describe, expect, it } from "vitest";
import { labelGame, mushroomGame, rewardColumnsGame } from "./game.ts";
import type { Table } from "./table.ts";

const withRows = (rows: Table["rows"]): Table => ({
  columns: ["color", "size", "label"],
  rows,
  lines: rows.map((_, i) => i + 2),
  decimalComma: false,
});

const labelled = withRows([
  ["red", 1, "stop"],
  ["blue", 2, "go"],
]);

describe("games", () => {
  it("reward a label with 1", () => {
    const game = labelGame(labelled, "label");
    expect(game.actions).toEqual(["go", "stop"]);
    expect([game.expected(0, 0), game.expected(0, 1)]).toEqual([0, 1]);
    expect(game.observations[0]).toEqual({ c: ["color=red"], n: [["size", 1]] });
  });

  it("leave out rows without a label, and say how many", () => {
    const game = labelGame(withRows([...labelled.rows, ["red", 3, undefined]]), "label");
    expect(game).toMatchObject({ actions: ["go", "stop"], unlabelled: 1 });
    expect(game.observations).toHaveLength(2);
    const mushrooms = mushroomGame(
      withRows([
        ["red", 1, "e"],
        ["red", 2, undefined],
      ]),
      "label",
    );
    expect(mushrooms).toMatchObject({ unlabelled: 1, observations: { length: 1 } });
  });

  it("show rows wider and longer than what a page may send", () => {
    const width = 300;
    const columns = Array.from({ length: width }, (_, i) => `answer to question ${i}`);
    const row = columns.map((name, i) => (i % 2 === 0 ? i : name));
    const table = { ...withRows([]), columns: [...columns, "label"], lines: [2, 3] };
    const { observations } = labelGame(
      {
        ...table,
        rows: [
          [...row, "go"],
          [...row, "stop"],
        ],
      },
      "label",
    );
    expect(observations.map(({ c, n }) => c.length + n.length)).toEqual([width, width]);
  });

  it("refuse a column of labels that leaves nothing to choose", () => {
    const same = withRows([
      ["red", 1, "go"],
      ["red", 2, "go"],
      ["red", 2, undefined],
    ]);
    expect(() => labelGame(same, "label")).toThrow('column "label" has fewer than two values');
    const empty = withRows([["red", 1, undefined]]);
    expect(() => labelGame(empty, "label")).toThrow('column "label" has fewer than two values');
    expect(() => mushroomGame(empty, "label")).toThrow('column "label" is empty');
  });

  it("take rewards from columns, scaled to [−1, 1]", () => {
    const rewards: Table = {
      columns: ["x", "r:a", "r:b"],
      rows: [
        ["p", -4, 2],
        ["q", 1, undefined],
      ],
      lines: [2, 3],
      decimalComma: false,
    };
    const game = rewardColumnsGame(rewards, "r:");
    expect(game).toMatchObject({ actions: ["a", "b"], scale: 4, range: [-4, 2] });
    expect(game.expected(1, 1)).toBe(0);
    expect(() => rewardColumnsGame(rewards, "none:")).toThrow(/fewer than two columns/);
  });

  it("name the reward that is no number and its line", () => {
    const rewards: Table = {
      columns: ["x", "r:a", "r:b"],
      rows: [
        ["p", "1", 2],
        ["q", undefined, 2],
        ["r", "NA", 2],
        ["s", "1,5", 2],
        ["t", "much", 2],
      ],
      lines: [2, 3, 4, 5, 6],
      decimalComma: true,
    };
    expect(() => rewardColumnsGame(rewards, "r:")).toThrow(
      'column "r:a" holds "much" on line 6, not a reward',
    );
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
        decimalComma: false,
      },
      "class",
    );
    expect([0, 1].map((row) => game.expected(row, 0))).toEqual([5, -15]);
    expect(game.reward(1, 0, () => 0.2)).toBe(5);
    expect(game.reward(1, 0, () => 0.8)).toBe(-35);
    expect(game.reward(0, 1, () => 0.5)).toBe(0);
  });

  it("know mushrooms by e and p, or the words, only", () => {
    const words = withRows([
      ["red", 1, "poisonous"],
      ["red", 2, "edible"],
    ]);
    expect([0, 1].map((row) => mushroomGame(words, "label").expected(row, 0))).toEqual([-15, 5]);
    expect(() => mushroomGame(labelled, "label")).toThrow(
      'column "label" holds "stop" on line 2, neither e (edible) nor p (poisonous)',
    );
  });
});
