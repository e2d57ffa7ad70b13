import type { Context } from "hono";
import { fail, ok, type Result } from "../result.ts";
import { failure, type Failure } from "./problems.ts";

/** Where a page begins: `?before=`, as the page before said; without it, at the latest. */
export const placeOf = (context: Context): Result<number, Failure> => {
  const text = context.req.query("before");
  if (text === undefined) return ok(Number.MAX_SAFE_INTEGER);
  const isPlace = /^\d{1,15}$/.test(text);
  return isPlace
    ? ok(Number(text))
    : fail(failure("invalid_body", "must be the `before` of another page", "before"));
};
