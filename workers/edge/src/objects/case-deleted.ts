import { failure } from "../http/problems.ts";
import { fail } from "../result.ts";

/** What the objects of a deleted case answer to whatever still knows it. */
export const CASE_DELETED = fail(failure("unknown_case", "this case was deleted"));
