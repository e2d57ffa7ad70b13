import type { Platform } from "../platform.ts";
import { post } from "../sending/post.ts";
import { isRecord, isStrings } from "../shape.ts";
import type { ActionBody } from "../wire.ts";

export interface Ranking {
  readonly actions: readonly string[];
  readonly token: string | undefined;
}

/**
 * How long an answer is waited for in the background: too late for this page, it still becomes the
 * last-good ranking of the next.
 */
const LATE_ANSWER_MS = 10_000;

function readRanking(body: unknown): Ranking | undefined {
  if (!isRecord(body)) return undefined;
  const { actions, token } = body;
  if (!isStrings(actions) || actions.length === 0) return undefined;
  return { actions, token: typeof token === "string" ? token : undefined };
}

/** Asks once, without retry: the page does not wait for a second attempt. A string says why not. */
export async function askEdge(
  platform: Pick<Platform, "fetch" | "after">,
  endpoint: string,
  caseId: string,
  body: ActionBody,
): Promise<Ranking | string> {
  const url = `${endpoint}/v3/action/${encodeURIComponent(caseId)}`;
  const answer = await post(platform, url, JSON.stringify(body), LATE_ANSWER_MS);
  const ranking = answer.status === 200 ? readRanking(answer.body) : undefined;
  return ranking ?? `the edge answered ${answer.status || "nothing"}`;
}
