import { failure, type Failure } from "../../http/problems.ts";
import type { ExportSpan } from "../../objects/decision-shard/export-page.ts";
import { fail, ok, type Result } from "../../result.ts";

const timeOf = (text: string): number =>
  /^\d{1,15}$/.test(text) ? Number(text) : /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;

/** Which decisions are asked for: `?from=` and `?to=`, ISO 8601 or ms since 1970. */
export const readSpan = (query: {
  from?: string | undefined;
  to?: string | undefined;
}): Result<ExportSpan, Failure> => {
  const from = query.from === undefined ? 0 : timeOf(query.from);
  const to = query.to === undefined ? Number.MAX_SAFE_INTEGER : timeOf(query.to);
  for (const [path, time] of Object.entries({ from, to })) {
    if (Number.isNaN(time)) {
      return fail(failure("invalid_body", "must be a time: ISO 8601, or ms since 1970", path));
    }
  }
  return ok({ from, to });
};
