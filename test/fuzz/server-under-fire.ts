import {
  actionResponse,
  failedItem,
  type Problem,
  problemResponse,
  testCycleEventsResponse,
} from "@nextmove/contract";
import { expect } from "vitest";
import { z } from "zod";

import { serverUrl } from "../harness/server-url.ts";
import { CASE, type Route } from "./routes.ts";
import { type Answer, type Message, sender } from "./send.ts";

/** What a batch answers when only some, or none, of it could be read. */
const batchProblem = z.object({ status: z.literal(0), failed: z.array(failedItem) });

export type ServerUnderFire = {
  send: (message: Message) => Promise<Answer>;
  /** Sends a body to a route as JSON, or as it is when it is text or bytes. */
  sendTo: (route: Route, body: unknown) => Promise<Answer>;
};

export async function serverUnderFire(): Promise<ServerUnderFire> {
  const send = sender(serverUrl());
  const sendTo = (route: Route, body: unknown): Promise<Answer> =>
    send({
      method: route.method,
      path: route.path,
      headers: authorization(route.key),
      body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
  const made = await send({
    method: "PUT",
    path: `/v3/cases/${CASE}`,
    headers: authorization("ak_test_demo"),
    body: '{"actions": ["a", "b"]}',
  });
  expect(made.status).toBe(200);
  return { send, sendTo };
}

export const authorization = (key: string | null): Record<string, string> =>
  key === null ? {} : { authorization: `Bearer ${key}` };

/**
 * Whatever came in: the answer is a success or blames the client, with a code, in the documented
 * shape. Returns the code of a refusal.
 */
export function insistOnManners(answer: Answer): string | undefined {
  expect(answer, answer.text).toMatchObject({ status: expect.toSatisfy(isNoServerError) });
  expect(answer.headers.get("x-request-id")).toMatch(/./);
  if (answer.status < 400) return undefined;
  const body: unknown = JSON.parse(answer.text);
  const problems = problemsOf(body);
  // Absent when no field is to blame, never empty.
  expect(problems.map(({ path }) => path)).not.toContain("");
  expect(problems[0]?.code).toMatch(/^[a-z_]+$/);
  return problems[0]?.code;
}

/** What went wrong, in whichever of the documented shapes it is said. */
function problemsOf(body: unknown): readonly Problem[] {
  const batch = batchProblem.safeParse(body);
  if (batch.success && batch.data.failed.length > 0) return batch.data.failed;
  const events = testCycleEventsResponse.strict().safeParse(body);
  if (events.success && events.data.rejected.length > 0) return events.data.rejected;
  return problemResponse.parse(body).errors;
}

const isNoServerError = (status: number): boolean => status >= 200 && status < 500;

/** The server still does its work. */
export async function insistOnHealth({ send }: Pick<ServerUnderFire, "send">): Promise<void> {
  const answer = await send({
    method: "POST",
    path: `/v3/action/${CASE}`,
    headers: authorization("sk_test_demo"),
    body: '{"state": {"age": 30}, "actions": ["a", "b"]}',
  });
  expect(answer.status, answer.text).toBe(200);
  expect(actionResponse.parse(JSON.parse(answer.text)).actions).toHaveLength(2);
}
