import { type FeedCode, REPORT_LIMIT_PER_CODE } from "@nextmove/contract";
import type { Totals } from "../../../feed/taking/calls.ts";

/** Numbers named in one message. */
const NAMED_LIMIT = 20;

/**
 * Parts that have not come.
 *
 * @param last the number of the last one; null: the highest that has come
 */
export const missingParts = (have: readonly number[], last: number | null): number[] => {
  const known = new Set(have);
  const most = Math.max(1, last ?? 0, ...have);
  return Array.from({ length: most }, (_, index) => index + 1).filter((part) => !known.has(part));
};

export const tellMissing = (missing: readonly number[]): string => {
  const more = missing.length > NAMED_LIMIT ? " and others" : "";
  return `missing: part ${missing.slice(0, NAMED_LIMIT).join(", ")}${more}; send them, then complete=true`;
};

/** What the parts of a feed counted together; at most ten problems of a code, as in a whole one. */
export const mergeTotals = (parts: readonly Totals[]): Totals => {
  const [first] = parts;
  if (!first) throw new Error("a feed without parts was completed");
  const merged: Totals = {
    format: first.format,
    received: 0,
    accepted: 0,
    rejected: 0,
    warnings: 0,
    errors: [],
    codes: {},
    broken: parts.find(({ broken }) => broken)?.broken,
  };
  const listed = new Map<FeedCode, number>();
  for (const { received, accepted, rejected, warnings, errors, codes } of parts) {
    merged.received += received;
    merged.accepted += accepted;
    merged.rejected += rejected;
    merged.warnings += warnings;
    for (const [code, count] of Object.entries(codes) as [FeedCode, number][]) {
      merged.codes[code] = (merged.codes[code] ?? 0) + count;
    }
    for (const problem of errors) {
      const count = (listed.get(problem.code) ?? 0) + 1;
      listed.set(problem.code, count);
      if (count <= REPORT_LIMIT_PER_CODE) merged.errors.push(problem);
    }
  }
  return merged;
};
