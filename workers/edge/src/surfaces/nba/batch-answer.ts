import type { FailedItem, PartialFailure, Ranking, RefusedBatch } from "@nextmove/contract";
import type { Context } from "hono";
import { failure, type Failure, STATUS_OF } from "../../http/problems.ts";

export const failedItem = (
  index: number,
  item: unknown,
  { code, message, path }: Failure,
): FailedItem => {
  const queryId =
    typeof item === "object" && item !== null && "query_id" in item ? item.query_id : undefined;
  return {
    index,
    ...(typeof queryId === "string" ? { query_id: queryId } : {}),
    code,
    message,
    ...(path === undefined ? {} : { path }),
  };
};

/**
 * Answers a batch: `good` when every item was processed, else what failed together with what did
 * not, as 400 (the manual), 207 or a bare list (RFC 7240 `Prefer`).
 */
export const answerBatch = (
  context: Context,
  failed: FailedItem[],
  results: Ranking[],
  processed: number,
  good: Ranking[] | { status: 1 },
): Response => {
  if (failed.length === 0) return context.json(good);
  const preferences = (context.req.header("prefer") ?? "")
    .split(",")
    .map((part) => part.replace(/;.*/s, "").trim().toLowerCase());
  if (preferences.includes("list")) return context.json(failed, 400);
  const body: PartialFailure = { status: 0, failed, results, processed };
  return context.json(body, preferences.includes("multi-status") ? 207 : 400);
};

/** A batch whose envelope is wrong: nothing was processed. */
export const refuseBatch = (context: Context, errors: Failure | readonly Failure[]): Response => {
  const all: readonly Failure[] = [errors].flat();
  const [error = failure("invalid_body", "not a batch")] = all;
  const nothing = { failed: [], results: [], processed: 0 };
  const body: RefusedBatch = { status: 0, error, errors: [...all], ...nothing };
  return context.json(body, STATUS_OF[error.code]);
};
