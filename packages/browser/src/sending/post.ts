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
 */
export async function post(
  platform: Pick<Platform, "fetch" | "after">,
  url: string,
  body: string,
  timeoutMs: number,
  isNamed: boolean,
  signal?: AbortSignal,
): Promise<Answer> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const cancelTimeout = platform.after(timeoutMs, abort);
  signal?.addEventListener("abort", abort);
  try {
    const response = await platform.fetch(url, {
      method: "POST",
      body,
      credentials: isNamed ? "same-origin" : "omit",
      signal: controller.signal,
    });
    const parsed: unknown = await response.json().catch(() => undefined);
    // An abort while the body arrives looks like bad JSON, and is no answer.
    if (controller.signal.aborted) return NO_ANSWER;
    const retryAfter = response.headers.get("retry-after");
    return { status: response.status, body: parsed, retryAfter };
  } catch {
    return NO_ANSWER;
  } finally {
    cancelTimeout();
    signal?.removeEventListener("abort", abort);
  }
}
