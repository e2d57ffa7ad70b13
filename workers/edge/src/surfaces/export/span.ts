import { failure, type Failure } from "../../http/problems.ts";
import type { ExportSpan } from "../../protocol/decision-shard/export.ts";
import { fail, ok, type Result } from "../../result.ts";

const timeOf = (text: string): number =>
  /^\d{1,15}$/.test(text) ? Number(text) : /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;

/** Which decisions are asked for: `?from=` and `?to=`, ISO 8601 or ms since 1970. */
export const readSpan = (query: Readonly<Record<string, string>>): Result<ExportSpan, Failure> => {
  const other = Object.keys(query).find((name) => name !== "from" && name !== "to");
  if (other !== undefined) {
    return fail(failure("invalid_body", "is not known here; from and to are", other));
  }
  const { from: begin, to: end } = query;
  const from = begin === undefined ? 0 : timeOf(begin);
  const to = end === undefined ? Number.MAX_SAFE_INTEGER : timeOf(end);
  for (const [path, time] of Object.entries({ from, to })) {
    if (Number.isNaN(time)) {
      return fail(failure("invalid_body", "must be a time: ISO 8601, or ms since 1970", path));
    }
  }
  return ok({ from, to });
};
