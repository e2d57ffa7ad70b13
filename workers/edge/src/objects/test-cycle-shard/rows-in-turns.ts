import type { EventRow } from "./event-row.ts";

/** Rows read at once: some hundred kilobytes. */
const TURN_ROWS = 2_000;

/**
 * The rows of a table by visitor and key, read in turns: a reading that was left in the middle would
 * keep the table from being dropped.
 *
 * @param names of the columns, as a row has them
 * @param after begins after this visitor
 */
export function* rowsInTurns(
  sql: SqlStorage,
  table: string,
  names: string,
  after: string,
  turnRows: number = TURN_ROWS,
): Generator<EventRow, void> {
  const read = (where: string, ...place: string[]): EventRow[] => [
    ...sql
      .exec(
        `SELECT ${names} FROM ${table} WHERE ${where} ORDER BY visitor, key LIMIT ${turnRows}`,
        ...place,
      )
      .raw<EventRow>(),
  ];
  let rows = read("visitor > ?", after);
  for (;;) {
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < turnRows) return;
    const [visitor, key] = last;
    rows = read("(visitor, key) > (?, ?)", visitor, key);
  }
}
