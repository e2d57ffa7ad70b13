import { CommandFailure, fileFailure } from "../failure.ts";
import { createInterner } from "./interner.ts";
import type { LeftOut, LoggedRow, RowOrReason } from "./logged-row.ts";
import { readRow } from "./logged-row.ts";
import { readOpenBandit } from "./open-bandit.ts";
import { readLines } from "../files/read-lines.ts";

export type LogFormat = "ndjson" | "obd";

/** What was read of a log, and what was not. */
export interface Log {
  readonly file: string;
  readonly rows: readonly LoggedRow[];
  readonly leftOut: Readonly<Record<LeftOut | "bad_lines", number>>;
  /** The first lines that could not be read. */
  readonly complaints: readonly string[];
}

export interface ReadOptions {
  readonly format: LogFormat;
  /** The most decisions to read. */
  readonly limit: number;
  /** Of an Open Bandit log: the file that names all items. */
  readonly items: string | undefined;
}

const MOST_COMPLAINTS = 5;

/** Reads a log into memory; lines that cannot be read are counted, and the first of them named. */
export async function readLog(file: string, options: ReadOptions): Promise<Log> {
  const rows: LoggedRow[] = [];
  const leftOut = { bad_lines: 0, no_propensity: 0, not_for_evaluation: 0, closing_line: 0 };
  const complaints: string[] = [];
  const interned = createInterner();
  try {
    for await (const { number, read } of entries(file, options)) {
      if ("row" in read) rows.push(interned(read.row));
      else if ("leftOut" in read) leftOut[read.leftOut] += 1;
      else {
        leftOut.bad_lines += 1;
        if (complaints.length < MOST_COMPLAINTS) complaints.push(`line ${number}: ${read.bad}`);
      }
      if (rows.length >= options.limit) break;
    }
  } catch (error) {
    throw error instanceof CommandFailure ? error : fileFailure(file, error);
  }
  // Several shards are exported one after the other.
  if (!rows.some(({ at }) => Number.isNaN(at))) rows.sort((one, other) => one.at - other.at);
  return { file, rows, leftOut, complaints };
}

async function* entries(
  file: string,
  { format, items }: ReadOptions,
): AsyncGenerator<{ number: number; read: RowOrReason }, void> {
  if (format === "obd") {
    yield* readOpenBandit(file, items);
    return;
  }
  for await (const { number, text } of readLines(file)) yield { number, read: readRow(text) };
}
