import { failure } from "../../http/problems.ts";

export const NO_SUCH_CASE = failure(
  "unknown_case",
  "this account has no such case; PUT /v3/cases/{case_id} with {} and an admin key makes one",
);
