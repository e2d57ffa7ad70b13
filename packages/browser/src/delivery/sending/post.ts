import type { Platform } from "../../platform/platform.ts";

export interface Answer {
  /** HTTP status; 0 when there was no answer: offline, blocked, refused, too late. */
  readonly status: number;
  /** Parsed JSON, or undefined. */
  readonly body?: unknown;
  readonly retryAfter?: string | null;
}

/**
 * An edge that takes longer is down: events are kept either way, and an answer that is too late for its
 * page still becomes the last-good one of the next.
 */
const TIMEOUT_MS = 10_000;

/**
 * Posts JSON as text/plain (what a string body is sent as), which needs no preflight. Only a visitor
 * who has a name shows cookies, and only to an edge on the shop's own origin: its answer renews our
 * own, which Safari deletes after seven days when a script has written it. Never rejects.
 *
 * @param controller stops it, and is aborted when it takes too long
 */
export async function post(
  platform: Pick<Platform, "fetch" | "runAfter">,
  controller: AbortController,
  credentials: RequestCredentials,
  url: string,
  body: string,
): Promise<Answer> {
  const cancelTimeout = platform.runAfter(TIMEOUT_MS, () => controller.abort());
  try {
    const response = await platform.fetch(url, {
      method: "POST",
      body,
      credentials,
      signal: controller.signal,
    });
    const parsed: unknown = await response.json().catch(() => undefined);
    // An abort while the body arrives looks like bad JSON, and is no answer.
    if (!controller.signal.aborted) {
      const retryAfter = response.headers.get("retry-after");
      return { status: response.status, body: parsed, retryAfter };
    }
  } catch {
    // Nor did one come.
  } finally {
    cancelTimeout();
  }
  return { status: 0 };
}
