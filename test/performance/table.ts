import { rounded } from "./summary.ts";

type Cell = string | number | undefined;

/** Prints rows in columns; undefined is an empty cell. */
export function printTable(title: string, head: string[], rows: Cell[][]): void {
  const text = [head, ...rows].map((row) =>
    row.map((cell) => (typeof cell === "number" ? String(rounded(cell)) : (cell ?? ""))),
  );
  const widths = head.map((_, column) => Math.max(...text.map((row) => row[column]?.length ?? 0)));
  console.log(`\n${title}`);
  for (const row of text) {
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`);
  }
}
