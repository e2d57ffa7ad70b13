import type { Platform } from "../platform.ts";
import { toJson } from "../json.ts";
import { post } from "../sending/post.ts";

/**
 * How long an answer is waited for in the background: too late for this page, it still becomes the
 * last-good ranking of the next.
 */
const LATE_ANSWER_MS = 10_000;

/** Asks once, without retry: the page does not wait for a second attempt. A string says why not. */
export async function askEdge<Answer>(
  platform: Pick<Platform, "fetch" | "after">,
  url: string,
  body: object,
  read: (body: unknown) => Answer | undefined,
): Promise<Answer | string> {
  const answer = await post(platform, url, toJson(body) ?? "", LATE_ANSWER_MS);
  const found = answer.status === 200 ? read(answer.body) : undefined;
  return found ?? `the edge answered ${answer.status || "nothing"}`;
}
