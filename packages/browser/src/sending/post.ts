import type { Platform } from "../platform.ts";

export interface Answer {
  /** HTTP status; 0 when there was no answer: offline, blocked, refused, too late. */
  readonly status: number;
  /** Parsed JSON, or undefined. */
  readonly body?: unknown;
  readonly retryAfter?: string | null;
}

const NO_ANSWER: Answer = { status: 0 };

/**
 * Posts JSON as text/plain (what a string body is sent as), which needs no preflight. Only a visitor
 * who has a name shows cookies, and only to an edge on the shop's own origin: its answer renews our
 * own, which Safari deletes after seven days when a script has written it. Never rejects.
 *
 * @param controller stops it, and is aborted when it takes longer than `timeoutMs`
 */
export async function post(
  platform: Pick<Platform, "fetch" | "after">,
  url: string,
  body: string,
  timeoutMs: number,
  isNamed: boolean,
  controller = new AbortController(),
): Promise<Answer> {
  const { signal } = controller;
  const cancelTimeout = platform.after(timeoutMs, () => controller.abort());
  try {
    const response = await platform.fetch(url, {
      method: "POST",
      body,
      credentials: isNamed ? "same-origin" : "omit",
      signal,
    });
    const parsed: unknown = await response.json().catch(() => undefined);
    // An abort while the body arrives looks like bad JSON, and is no answer.
    if (signal.aborted) return NO_ANSWER;
    const retryAfter = response.headers.get("retry-after");
    return { status: response.status, body: parsed, retryAfter };
  } catch {
    return NO_ANSWER;
  } finally {
    cancelTimeout();
  }
}
