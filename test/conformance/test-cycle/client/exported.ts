import { expect } from "vitest";

import type { Api } from "../../nba/client/api.ts";

type Line = Readonly<Record<string, unknown>>;

/** What the export of a consumer holds of the test cycle, in the order it happened. */
export async function testCycleOf({ call }: Pick<Api, "call">, consumer: string): Promise<Line[]> {
  const answer = await call("GET", `/v3/consumers/${encodeURIComponent(consumer)}/export`);
  expect(answer.status, answer.text).toBe(200);
  return answer.text
    .trim()
    .split("\n")
    .map((line): Line => JSON.parse(line))
    .filter(({ kind }) => kind === "test_cycle");
}
