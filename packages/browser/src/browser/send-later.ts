import { attempt } from "../attempt.ts";

/** `fetchLater` (Fetch standard, "deferred fetching"; Chromium 135), not in TypeScript's library. */
type FetchLater = (url: string, init: RequestInit) => unknown;

const isFetchLater = (value: unknown): value is FetchLater => typeof value === "function";

/** What the browser sends when the page ends, crashed or killed too; undefined where it cannot. */
export function sendLater(url: string, body: string): (() => void) | undefined {
  const fetchLater: unknown = Reflect.get(globalThis, "fetchLater");
  if (!isFetchLater(fetchLater)) return undefined;
  const controller = new AbortController();
  const { signal } = controller;
  // It throws when its quota is used up, or a permissions policy forbids it.
  return attempt(() => {
    fetchLater(url, { method: "POST", body, credentials: "same-origin", signal });
    return () => controller.abort();
  });
}
