import type { Observation, ObservationLimits, Random } from "@nextmove/engine";
import { observe } from "@nextmove/engine";
import { boundsOf } from "../bounds.ts";
import { CommandFailure } from "../failure.ts";
import type { Cell, Table } from "./table.ts";
import { columnIndex, numberIn } from "./table.ts";

/** A table turned into a contextual bandit. */
export interface Game {
  readonly actions: readonly string[];
  readonly observations: readonly Observation[];
  /** Rows of the table left out because their label is missing. */
  readonly unlabelled: number;
  /** Rewards are divided by this to lie in [−1, 1] for the engine. */
  readonly scale: number;
  /** Least and greatest reward. */
  readonly range: readonly [number, number];
  /** The reward of an action (by index) in a row; `random` decides what is left to chance. */
  readonly reward: (row: number, action: number, random: Random) => number;
  readonly expected: (row: number, action: number) => number;
}

/** A row of a table is no visitor's state: nothing has to fit into a row of the log. */
const ROW_LIMITS: ObservationLimits = { depth: 1, features: Infinity, bytes: Infinity };

/** Reward 1 when the action is the row's label. */
export function labelGame(table: Table, label: string): Game {
  const column = columnIndex(table, label);
  const { labels, ...shown } = labelledRows(table, column);
  const actions = [...new Set(labels)].sort();
  if (actions.length < 2) throw new CommandFailure(`column "${label}" has fewer than two values`);
  const right = labels.map((value) => actions.indexOf(value));
  const reward = (row: number, action: number): number => (right[row] === action ? 1 : 0);
  return {
    actions,
    ...shown,
    scale: 1,
    range: [0, 1],
    reward,
    expected: reward,
  };
}

/** One column per action holds its reward. */
export function rewardColumnsGame(table: Table, prefix: string): Game {
  const columns = table.columns.flatMap((name, i) => (name.startsWith(prefix) ? [i] : []));
  if (columns.length < 2) {
    throw new CommandFailure(`fewer than two columns begin with "${prefix}"`);
  }
  const rewards = table.rows.map((_, row) => columns.map((column) => rewardIn(table, row, column)));
  const all = rewards.flat();
  const [least, greatest] = boundsOf(all);
  const expected = (row: number, action: number): number => rewards[row]?.[action] ?? 0;
  return {
    actions: columns.map((column) => (table.columns[column] ?? "").slice(prefix.length)),
    observations: observeRows(table, table.rows, new Set(columns)),
    unlabelled: 0,
    scale: Math.max(Math.abs(least), Math.abs(greatest)) || 1,
    range: [least, greatest],
    reward: expected,
    expected,
  };
}

const EAT_SAFE = 5;
const CLASSES = ["e", "edible", "p", "poisonous"];
const EAT_POISONOUS: readonly [lucky: number, unlucky: number] = [5, -35];

/** The mushroom game (Blundell et al. 2015): to eat or not to eat, of `e`dible and `p`oisonous ones. */
export function mushroomGame(table: Table, label: string): Game {
  const column = columnIndex(table, label);
  const { labels, ...shown } = labelledRows(table, column);
  if (labels.length === 0) throw new CommandFailure(`column "${label}" is empty`);
  const foreign = table.rows.findIndex((row) => !CLASSES.includes(String(row[column] ?? "e")));
  if (foreign !== -1) {
    throw badCell(table, foreign, column, "neither e (edible) nor p (poisonous)");
  }
  const poisonous = labels.map((value) => value.startsWith("p"));
  const [lucky, unlucky] = EAT_POISONOUS;
  return {
    actions: ["eat", "pass"],
    ...shown,
    scale: Math.abs(unlucky),
    range: [unlucky, EAT_SAFE],
    reward: (row, action, random) => {
      if (action === 1) return 0;
      if (!poisonous[row]) return EAT_SAFE;
      return random() < 0.5 ? lucky : unlucky;
    },
    expected: (row, action) => {
      if (action === 1) return 0;
      return poisonous[row] ? (lucky + unlucky) / 2 : EAT_SAFE;
    },
  };
}

/** The rows whose label is known: what is seen of them and, by itself, the label. */
function labelledRows(
  table: Table,
  column: number,
): { labels: string[]; observations: Observation[]; unlabelled: number } {
  const rows = table.rows.filter((row) => row[column] !== undefined);
  return {
    labels: rows.map((row) => String(row[column])),
    observations: observeRows(table, rows, new Set([column])),
    unlabelled: table.rows.length - rows.length,
  };
}

function observeRows(
  table: Table,
  rows: Table["rows"],
  hidden: ReadonlySet<number>,
): Observation[] {
  return rows.map((row) => {
    const shown = table.columns.flatMap((name, i): [string, Cell][] =>
      hidden.has(i) ? [] : [[name, row[i]]],
    );
    const observed = observe(Object.fromEntries(shown), ROW_LIMITS);
    if (!observed.ok) throw new CommandFailure(observed.error.message);
    return observed.value;
  });
}

/** One cell that is no number makes its whole column texts: the numbers in it are read again. */
function rewardIn(table: Table, row: number, column: number): number {
  const cell = table.rows[row]?.[column];
  const reward = typeof cell === "string" ? numberIn(cell, table.decimalComma) : cell;
  if (Number.isNaN(reward)) throw badCell(table, row, column, "not a reward");
  return reward ?? 0;
}

function badCell(table: Table, row: number, column: number, why: string): CommandFailure {
  const [name, cell, line] = [table.columns[column], table.rows[row]?.[column], table.lines[row]];
  return new CommandFailure(`column "${name}" holds "${cell}" on line ${line}, ${why}`);
}
