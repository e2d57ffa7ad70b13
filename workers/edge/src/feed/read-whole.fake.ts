import { FeedReader, type Outcome, type ReaderOptions } from "./feed-reader.ts";
import type { Entry } from "./fields/patch.ts";

export const OPTIONS: ReaderOptions = {
  kind: "replace",
  mode: "lenient",
  merge: true,
  contentType: "",
};

interface Whole {
  format: string;
  broken: { line: number; code: string } | undefined;
  outcomes: Outcome[];
  entries: Entry[];
  /** Line and code of what was rejected. */
  rejected: [number, string][];
  warnings: [number, string][];
}

/** Reads a document that comes in these pieces. */
export const readPieces = (
  pieces: readonly Uint8Array[],
  options: Partial<ReaderOptions> = {},
): Whole => {
  const reader = new FeedReader({ ...OPTIONS, ...options });
  const outcomes: Outcome[] = [];
  // Not spread into a call: a piece may bring more than an argument list holds.
  const take = (some: readonly Outcome[]) => {
    for (const outcome of some) outcomes.push(outcome);
  };
  for (const piece of pieces) for (const some of reader.write(piece)) take(some);
  for (const some of reader.end()) take(some);
  const { format, broken } = reader;
  return {
    format,
    broken: broken && { line: broken.line, code: broken.code },
    outcomes,
    entries: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.entry] : [])),
    rejected: outcomes.flatMap((each) => (each.ok ? [] : [[each.problem.line, each.problem.code]])),
    warnings: outcomes
      .flatMap((each) => (each.ok ? each.warnings : []))
      .map(({ line, code }) => [line, code]),
  };
};

export const readWhole = (
  document: string | Uint8Array,
  options: Partial<ReaderOptions> = {},
): Whole =>
  readPieces(
    [typeof document === "string" ? new TextEncoder().encode(document) : document],
    options,
  );

/** The items of a document that has nothing wrong. */
export const itemsOf = (document: string, options: Partial<ReaderOptions> = {}) => {
  const { entries, rejected, warnings, broken } = readWhole(document, options);
  if (broken || rejected.length > 0 || warnings.length > 0) {
    throw new Error(`expected nothing wrong: ${JSON.stringify({ broken, rejected, warnings })}`);
  }
  return entries.map((entry) => (entry.op === "put" ? entry.item : entry));
};
