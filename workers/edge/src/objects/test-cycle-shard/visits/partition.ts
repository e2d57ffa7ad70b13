import { RETENTION_MS } from "../../../test-cycle/retention.ts";

/**
 * Events are parted by the UTC month they happened in: a report reads those of its period, the same
 * event always goes to the same part whenever it comes again, and forgetting is a `DROP`.
 */

/** What happened longer before it was received than anything is kept: one part, whatever it claims. */
const PAST = "event_past";
const MONTH = /^event_(\d{4})(\d{2})$/;

/** Name of the table an event belongs to. */
export const partitionOf = ({ at, receivedAt }: { at: number; receivedAt: number }): string => {
  if (at < receivedAt - RETENTION_MS) return PAST;
  const date = new Date(at);
  const month = date.getUTCFullYear() * 100 + date.getUTCMonth() + 1;
  return `event_${month}`;
};

export const isPartition = (table: string): boolean => table === PAST || MONTH.test(table);

/** Whether a table may hold what happened from `from` to before `to`. */
export const overlaps = (table: string, from: number, to: number): boolean => {
  const [, year, month] = MONTH.exec(table) ?? [];
  if (year === undefined || month === undefined) return table === PAST;
  const start = Date.UTC(Number(year), Number(month) - 1);
  const end = Date.UTC(Number(year), Number(month));
  return start < to && from < end;
};
