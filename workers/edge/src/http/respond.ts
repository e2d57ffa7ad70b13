import type { ProblemResponse } from "@nextmove/contract";
import type { Context } from "hono";
import { STATUS_OF, type Failure } from "./problems.ts";

/** Puts expected failures on the wire; the first one gives the HTTP status. */
export const refuse = (context: Context, failures: Failure | readonly Failure[]): Response => {
  const errors = Array.isArray(failures) ? failures : [failures];
  const [error] = errors as [Failure];
  const status = STATUS_OF[error.code];
  if (status === 429 || status === 503) context.header("retry-after", "2");
  return context.json({ status: 0, error, errors } satisfies ProblemResponse, status);
};

/** Says that the answer was given before: nothing was done again. */
export const markReplay = (context: Context, replay: boolean): void => {
  if (replay) context.header("idempotent-replay", "true");
};
