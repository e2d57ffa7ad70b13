import { type Problem, problemResponse } from "@nextmove/contract";
import { expect } from "vitest";

import type { Answer } from "./http.ts";

/** Insists that the request was refused with this status and code; returns what it says. */
export function refused(answer: Answer, status: number, code: string): Problem {
  expect({ status: answer.status, body: answer.json }).toMatchObject({
    status,
    body: { status: 0, error: { code } },
  });
  const { error, errors } = problemResponse.strict().parse(answer.json);
  expect(error.message).not.toBe("");
  expect(errors).toContainEqual(error);
  // Absent when no field is to blame, never empty.
  expect(errors.map(({ path }) => path)).not.toContain("");
  return error;
}
