import { parse } from "csv-parse";
import { CommandFailure } from "../failure.ts";
import type { RowOrReason } from "./logged-row.ts";
import { rowOf } from "./logged-row.ts";
import { openFile } from "../files/read-lines.ts";

/** Columns of the Open Bandit Dataset (Saito et al. 2020) that a log must have. */
const NEEDED = ["item_id", "position", "click", "propensity_score"] as const;
type Needed = (typeof NEEDED)[number];
type Cells = Readonly<Record<string, string>> & Readonly<Record<Needed, string>>;

/**
 * Reads a log in the layout of the Open Bandit Dataset: one row for each item shown, with its place,
 * the probability of that item at that place, and whether it was clicked. The items that could have
 * been shown are those of the item context file, or, without it, those the log itself shows.
 *
 * @param items path of the item context file
 */
export async function* readOpenBandit(
  file: string,
  items: string | undefined,
): AsyncGenerator<{ number: number; read: RowOrReason }, void> {
  const rows: { number: number; cells: Cells }[] = [];
  for await (const row of table(file)) {
    const missing = NEEDED.find((column) => row.cells[column] === undefined);
    if (missing) throw new CommandFailure(`${file} has no column ${missing}`);
    rows.push({ ...row, cells: row.cells as Cells });
  }
  const known = items === undefined ? rows.map(({ cells }) => cells) : await itemRows(items);
  const actions = [...new Set(known.map((cells) => cells["item_id"] ?? ""))].sort();
  for (const { number, cells } of rows) yield { number, read: readCells(cells, actions) };
}

function readCells(cells: Cells, actions: readonly string[]): RowOrReason {
  const { item_id: action, position, click, propensity_score } = cells;
  const propensity = Number(propensity_score);
  if (!(propensity >= 0 && propensity <= 1)) return { bad: "propensity_score: no probability" };
  const reward = Number(click);
  if (click === "" || !Number.isFinite(reward)) return { bad: "click: no number" };
  return rowOf({ state: stateOf(cells), actions, action, propensity, reward, position });
}

/** Who the visitor is; an affinity of 0 says that nothing is known of the visitor and that item. */
function stateOf(cells: Cells): Record<string, string | number> {
  const state: Record<string, string | number> = {};
  for (const [column, cell] of Object.entries(cells)) {
    if (column.startsWith("user_feature_")) state[column] = cell;
    else if (column.startsWith("user-item_affinity_") && Number(cell) !== 0) {
      state[column] = Number(cell);
    }
  }
  return state;
}

async function itemRows(file: string): Promise<Readonly<Record<string, string>>[]> {
  const rows: Readonly<Record<string, string>>[] = [];
  for await (const { cells } of table(file)) rows.push(cells);
  return rows;
}

/** What the parser gives for a line when asked for its number. */
interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

async function* table(
  file: string,
): AsyncGenerator<{ number: number; cells: Readonly<Record<string, string>> }, void> {
  const input = openFile(file);
  const parser = parse({ bom: true, columns: true, info: true, skip_empty_lines: true });
  input.on("error", (error) => parser.destroy(error));
  for await (const { record, info } of input.pipe(parser) as AsyncIterable<Parsed>) {
    yield { number: info.lines, cells: record };
  }
}
