import { z } from "zod";
import type { Operation } from "../operation.ts";

const span = {
  from: "decisions from this time on: ISO 8601, or milliseconds since 1970",
  to: "decisions before this time",
};

/** What was decided, for others to read. */
export const exportOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/v3/cases/{case_id}/decisions.ndjson",
    summary:
      "The decisions of a case that the log still holds, with what they brought: a line of JSON for each, as `nextmove evaluate` reads them.",
    keys: ["secret", "admin"],
    query: span,
    answer: z.unknown(),
  },
  {
    method: "get",
    path: "/v3/cases/{case_id}/decisions.dsjson",
    summary: "Those that serve off-policy evaluation, as Vowpal Wabbit reads them with --dsjson.",
    keys: ["secret", "admin"],
    query: span,
    answer: z.unknown(),
  },
];
