import { pipeline } from "node:stream";
import { parse } from "csv-parse";
import { z } from "zod";
import { openFile, readLines as linesOf } from "../files/read-lines.ts";
import { CommandFailure, fileFailure } from "../failure.ts";
import { sniffDelimiter } from "../files/sniff-delimiter.ts";
import type { Visits } from "./visits.ts";
import { addView, createVisits } from "./visits.ts";

const SAMPLE_CHARACTERS = 65_536;

/**
 * Reads sessions, a piece of the file at a time: JSON lines, or rows of session, item and time; `.gz`
 * is unpacked.
 */
export async function readVisits(file: string): Promise<Visits> {
  if (file === "-") {
    throw new CommandFailure(
      "sessions are read twice, which the standard input can't be: name a file",
    );
  }
  try {
    const sample = await readSample(file);
    if (sample.trim() === "") throw new CommandFailure(`${file} is empty`);
    return await (sample.trimStart().startsWith("{") ? readLines(file) : readRows(file, sample));
  } catch (error) {
    throw error instanceof CommandFailure ? error : fileFailure(file, error);
  }
}

async function readSample(file: string): Promise<string> {
  let sample = "";
  for await (const piece of openFile(file).setEncoding("utf8") as AsyncIterable<string>) {
    sample += piece;
    if (sample.length >= SAMPLE_CHARACTERS) break;
  }
  return sample.replace(/^\uFEFF/, "");
}

const itemId = z.union([z.string(), z.number()]).transform(String);
const sessionLine = z.object({ session: z.array(itemId), next: itemId.optional() });

async function readLines(file: string): Promise<Visits> {
  const visits = createVisits();
  for await (const { number, text } of linesOf(file)) {
    const { session, next } = parseLine(file, number, text);
    const at = visits.sessionCount;
    visits.sessionCount += 1;
    for (const item of session) addView(visits, at, item, 0);
    if (next === undefined) continue;
    addView(visits, at, next, 0);
    visits.withNext.add(at);
  }
  return visits;
}

function parseLine(file: string, number: number, text: string): z.infer<typeof sessionLine> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CommandFailure(`${file}, line ${number}: not JSON`, { cause: error });
  }
  const parsed = sessionLine.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new CommandFailure(`${file}, line ${number}: not {"session":[ids]} with or without "next"`);
}

interface Columns {
  readonly session: number;
  readonly item: number;
  readonly time: number;
  readonly header: boolean;
}

async function readRows(file: string, sample: string): Promise<Visits> {
  const visits = createVisits();
  const delimiter = sniffDelimiter(sample);
  const sessions = new Map<string, number>();
  let columns: Columns | undefined;
  const rows = pipeline(
    openFile(file),
    parse({ bom: true, delimiter, trim: true, relax_quotes: true, skip_empty_lines: true }),
    () => undefined, // an error of the file is met by whoever reads the rows
  );
  try {
    for await (const row of rows as AsyncIterable<string[]>) {
      if (columns === undefined) {
        columns = columnsOf(file, row);
        if (columns.header) continue;
      }
      const key = row[columns.session] ?? "";
      const session = sessions.get(key) ?? visits.sessionCount;
      if (session === visits.sessionCount) {
        sessions.set(key, session);
        visits.sessionCount += 1;
      }
      addView(visits, session, row[columns.item] ?? "", milliseconds(row[columns.time] ?? ""));
    }
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`cannot read ${file}: ${reason}`, { cause: error });
  }
  return visits;
}

/** By name where the first row has names, else the first three. */
function columnsOf(file: string, first: readonly string[]): Columns {
  if (first.length < 2) throw new CommandFailure(`${file}: no columns of sessions and items`);
  const named = (pattern: RegExp): number => first.findIndex((name) => pattern.test(name));
  const session = named(/^session/i);
  const item = named(/^item/i);
  if (session === -1 && item === -1) return { session: 0, item: 1, time: 2, header: false };
  if (session === -1 || item === -1) {
    throw new CommandFailure(
      `${file}: the header names no ${item === -1 ? "ItemId" : "SessionId"}`,
    );
  }
  return { session, item, time: named(/^(event)?(time|date)/i), header: true };
}

const FIRST_MILLISECONDS = 1e11; // as seconds the year 5138, as milliseconds 1973

/** A time in seconds or milliseconds since 1970, or as a date; 0 when it is neither. */
function milliseconds(text: string): number {
  const number = text === "" ? NaN : Number(text);
  if (Number.isFinite(number)) return number < FIRST_MILLISECONDS ? number * 1000 : number;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : date;
}
