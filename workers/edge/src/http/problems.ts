import type { Problem } from "@nextmove/contract";
import type { z } from "zod";
import { issueMessage } from "./issue-message.ts";

/** Every code the Worker answers with, and the HTTP status it means. */
export const STATUS_OF = {
  invalid_json: 400,
  invalid_body: 400,
  invalid_encoding: 400,
  json_too_deep: 400,
  state_too_deep: 400,
  state_too_large: 400,
  state_invalid: 400,
  no_actions: 400,
  too_many_actions: 400,
  unknown_action: 400,
  duplicate_query_id: 400,
  batch_failed: 400,
  feed_broken: 400,
  feed_rejected: 400,
  too_many_rejected: 400,
  url_refused: 400,
  pull_failed: 400,
  value_refused: 400,
  unauthorized: 401,
  forbidden: 403,
  origin_refused: 403,
  token_invalid: 403,
  not_found: 404,
  unknown_case: 404,
  unknown_query: 404,
  unknown_consumer: 404,
  unknown_sink: 404,
  unknown_period: 404,
  unknown_model: 404,
  method_not_allowed: 405,
  query_id_conflict: 409,
  selection_conflict: 409,
  reward_conflict: 409,
  too_many_keys: 409,
  last_admin_key: 409,
  account_exists: 409,
  too_many_sinks: 409,
  sink_conflict: 409,
  archive_missing: 409,
  too_many_models: 409,
  model_conflict: 409,
  model_in_use: 409,
  case_deleting: 409,
  idempotency_conflict: 409,
  suspicious_shrink: 409,
  feed_outdated: 409,
  part_missing: 409,
  feed_superseded: 409,
  cursor_expired: 409,
  period_overlap: 409,
  period_running: 409,
  period_closed: 409,
  not_better: 409,
  too_many_periods: 409,
  too_many_outcomes: 409,
  gone: 410,
  body_too_large: 413,
  batch_too_large: 413,
  rate_limited: 429,
  feed_busy: 429,
  internal: 500,
  newer_epoch: 503,
  feed_interrupted: 503,
  overloaded: 503,
} as const;

type ProblemCode = keyof typeof STATUS_OF;

/** An expected failure: a value until `respond.ts` puts it on the wire. */
export interface Failure extends Problem {
  code: ProblemCode;
}

export const failure = (code: ProblemCode, message: string, path?: string): Failure =>
  path === undefined ? { code, message } : { code, message, path };

/** What zod found wrong, one failure per issue, paths dotted. */
export const failuresOf = (error: z.ZodError, prefix = ""): Failure[] =>
  error.issues.map((issue) => {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    const path = [...(prefix ? [prefix] : []), ...issue.path.map(String), ...unknown].join(".");
    const isActionList = issue.code === "too_big" && issue.path.at(-1) === "actions";
    return failure(
      isActionList ? "too_many_actions" : "invalid_body",
      issueMessage(issue),
      path || undefined,
    );
  });
