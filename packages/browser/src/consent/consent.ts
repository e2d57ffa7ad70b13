import type { ConsentReport, ConsentState } from "../api.ts";
import { isString } from "../plain/shape.ts";

export interface Consent {
  readonly current: () => ConsentReport;
  /** Anything but a consent state is ignored; without a reason it is the page's own word. */
  readonly change: (to: unknown, reason?: unknown) => void;
}

/**
 * A part of the SDK that does what the consent asks when it becomes:
 * - `pending`: it works in memory only and leaves alone what is stored;
 * - `granted`, so that it may store: it stores what it has, and what comes;
 * - `denied`, so that it must forget: it removes everything, stored and in memory.
 */
export interface ConsentFollower {
  readonly follow: (mayStore: boolean, mustForget?: boolean) => void;
}

/**
 * The consent of this page: any state may follow any other, and each change is followed once, part by
 * part. Starting in a state is a change, too: a page that starts denied has to remove what an earlier
 * page kept, one that starts granted to send what an earlier page left. What is no state is not heard.
 */
export function createConsent(
  initial: unknown,
  parts: readonly ConsentFollower[],
  changed: (report: ConsentReport) => void,
): Consent {
  let current: ConsentReport = { state: "pending", reason: "not asked yet" };
  const change: Consent["change"] = (to, given) => {
    if (!["pending", "granted", "denied"].includes(to as string)) return;
    const { state, reason } = current;
    current = { state: to as ConsentState, reason: isString(given) ? given : "page" };
    if (to !== state) parts.forEach((part) => part.follow(to === "granted", to === "denied"));
    if (to !== state || current.reason !== reason) changed(current);
  };
  change(initial);
  return { current: () => current, change };
}
