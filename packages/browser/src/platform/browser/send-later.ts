import { attempt } from "../../plain/attempt.ts";

/** Fetch standard, "deferred fetching"; Chromium 135; not in TypeScript's library. */
declare const fetchLater: (url: string, init: RequestInit) => unknown;

/** What the browser sends when the page ends, crashed or killed too; undefined where it cannot. */
export const sendLater = (url: string, body: string): (() => void) | undefined =>
  // Where there is none, reading it throws; so does a call when its quota is used up, or a
  // permissions policy forbids it.
  attempt(() => {
    const controller = new AbortController();
    fetchLater(url, { method: "POST", body, signal: controller.signal });
    return () => controller.abort();
  });
