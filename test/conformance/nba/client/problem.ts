import { type Problem, problemResponse } from "@nextmove/contract";
import { expect } from "vitest";

import type { Answer } from "./http.ts";

/**
 * Insists that the request was refused with this status and code; returns what it says.
 *
 * @param schema of the answer, with nothing beside it
 */
export function refused(
  answer: Answer,
  status: number,
  code: string,
  schema: typeof problemResponse = problemResponse,
): Problem {
  expect({ status: answer.status, body: answer.json }).toMatchObject({
    status,
    body: { status: 0, error: { code } },
  });
  const { error, errors } = schema.strict().parse(answer.json);
  expect(error.message).not.toBe("");
  expect(errors).toContainEqual(error);
  // Absent when no field is to blame, never empty.
  expect(errors.map(({ path }) => path)).not.toContain("");
  return error;
}
