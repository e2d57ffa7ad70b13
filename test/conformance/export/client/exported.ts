import { type DecisionRow, decisionRow, type DecisionsEnd, decisionsEnd } from "@nextmove/contract";
import { expect } from "vitest";

import type { Api } from "../../nba/client/api.ts";

/** The decisions of a case and the closing line, as they are exported. */
export async function exportDecisions(
  api: Pick<Api, "call">,
  caseId: string,
  query = "",
): Promise<{ text: string; rows: DecisionRow[]; end: DecisionsEnd }> {
  const answer = await api.call("GET", `/v3/cases/${caseId}/decisions.ndjson${query}`);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers.get("content-type")).toContain("application/x-ndjson");
  expect(answer.text.endsWith("\n")).toBe(true);
  const lines: unknown[] = answer.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const end = decisionsEnd.strict().parse(lines.pop());
  const rows = lines.map((line) => decisionRow.strict().parse(line));
  expect(end.rows).toBe(rows.length);
  return { text: answer.text, rows, end };
}
