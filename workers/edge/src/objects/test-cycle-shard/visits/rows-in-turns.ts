import type { EventRow } from "./event-row.ts";

/** Rows read at once: some hundred kilobytes. */
const TURN_ROWS = 2_000;

/**
 * The rows of a table by visitor and key, read in turns: a reading that was left in the middle would
 * keep the table from being dropped.
 *
 * @param columns as a row has them, or what stands in for those that are not wanted
 * @param after begins after this visitor
 */
export function* rowsInTurns(
  sql: SqlStorage,
  table: string,
  columns: string,
  after: string,
  turnRows: number = TURN_ROWS,
): Generator<EventRow, void> {
  // As one text: to take row by row across the border to SQLite costs several times as much.
  const read = (where: string, ...place: string[]): EventRow[] => {
    const rows = `SELECT * FROM ${table} WHERE ${where} ORDER BY visitor, key LIMIT ${turnRows}`;
    const [turn] = sql
      .exec<{ text: string }>(
        `SELECT json_group_array(json_array(${columns})) AS text FROM (${rows})`,
        ...place,
      )
      .toArray();
    return JSON.parse(turn?.text ?? "[]") as EventRow[];
  };
  let rows = read("visitor > ?", after);
  for (;;) {
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < turnRows) return;
    const [visitor, key] = last;
    rows = read("(visitor, key) > (?, ?)", visitor, key);
  }
}
