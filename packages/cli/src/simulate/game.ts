import type { Observation, Random } from "@nextmove/engine";
import { observe } from "@nextmove/engine";
import { CommandFailure } from "../failure.ts";
import type { Cell, Table } from "./table.ts";
import { columnIndex } from "./table.ts";

/** A table turned into a contextual bandit. */
export interface Game {
  readonly actions: readonly string[];
  readonly observations: readonly Observation[];
  /** Rewards are divided by this to lie in [−1, 1] for the engine. */
  readonly scale: number;
  /** Least and greatest reward. */
  readonly range: readonly [number, number];
  /** The reward of an action (by index) in a row; `random` decides what is left to chance. */
  readonly reward: (row: number, action: number, random: Random) => number;
  readonly expected: (row: number, action: number) => number;
}

/** Reward 1 when the action is the row's label. */
export function labelGame(table: Table, label: string): Game {
  const column = columnIndex(table, label);
  const labels = table.rows.map((row) => text(row[column]));
  const actions = [...new Set(labels)].sort();
  if (actions.length < 2) throw new CommandFailure(`column "${label}" has one value only`);
  const right = labels.map((value) => actions.indexOf(value));
  const reward = (row: number, action: number): number => (right[row] === action ? 1 : 0);
  return {
    actions,
    observations: observeRows(table, new Set([column])),
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
  const rewards = table.rows.map((row) => columns.map((column) => numberOf(table, row, column)));
  const all = rewards.flat();
  const [least, greatest] = bounds(all);
  const expected = (row: number, action: number): number => rewards[row]?.[action] ?? 0;
  return {
    actions: columns.map((column) => (table.columns[column] ?? "").slice(prefix.length)),
    observations: observeRows(table, new Set(columns)),
    scale: Math.max(Math.abs(least), Math.abs(greatest)) || 1,
    range: [least, greatest],
    reward: expected,
    expected,
  };
}

const EAT_SAFE = 5;
const EAT_POISONOUS: readonly [lucky: number, unlucky: number] = [5, -35];

/** The mushroom game (Blundell et al. 2015): to eat or not to eat, of `e`dible and `p`oisonous ones. */
export function mushroomGame(table: Table, label: string): Game {
  const column = columnIndex(table, label);
  const poisonous = table.rows.map((row) => text(row[column]).startsWith("p"));
  const [lucky, unlucky] = EAT_POISONOUS;
  return {
    actions: ["eat", "pass"],
    observations: observeRows(table, new Set([column])),
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

function observeRows(table: Table, hidden: ReadonlySet<number>): Observation[] {
  return table.rows.map((row) => {
    const shown = table.columns.flatMap((name, i): [string, Cell][] =>
      hidden.has(i) ? [] : [[name, row[i]]],
    );
    const observed = observe(Object.fromEntries(shown));
    if (!observed.ok) throw new CommandFailure(observed.error.message);
    return observed.value;
  });
}

function text(cell: Cell): string {
  return cell === undefined ? "(missing)" : String(cell);
}

function numberOf(table: Table, row: readonly Cell[], column: number): number {
  const cell = row[column] ?? 0;
  if (typeof cell === "number") return cell;
  throw new CommandFailure(`column "${table.columns[column]}" holds "${cell}", not a reward`);
}

function bounds(values: readonly number[]): [number, number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return [least, greatest];
}
