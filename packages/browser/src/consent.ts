import type { ConsentReport, ConsentState } from "./api.ts";
import { isString } from "./shape.ts";

export interface Consent {
  readonly current: () => ConsentReport;
  /** Anything but a consent state is ignored; without a reason it is the page's own word. */
  readonly change: (to: unknown, reason: unknown) => void;
}

/**
 * A part of the SDK that does what the consent asks when it becomes:
 * - `pending`: it works in memory only and leaves alone what is stored;
 * - `granted`: it stores what it has, and what comes;
 * - `denied`: it removes everything, stored and in memory.
 */
export interface ConsentFollower {
  readonly follow: (state: ConsentState) => void;
}

const isConsentState = (value: unknown): value is ConsentState =>
  value === "pending" || value === "granted" || value === "denied";

/** The reason of a consent that the page itself gave. */
const PAGE = "page";

/** A consent as the page wrote it, `pending` when it wrote something else or nothing. */
export const readConsent = (value: unknown): ConsentState =>
  isConsentState(value) ? value : "pending";

/**
 * The consent of this page: any state may follow any other, and each change is followed once, part by part. Starting in a state is followed too: a page that starts denied has to remove
 * what an earlier page kept, one that starts granted to send what an earlier page left.
 */
export function createConsent(
  initial: ConsentState | undefined,
  parts: readonly ConsentFollower[],
  changed: (report: ConsentReport) => void,
): Consent {
  let current: ConsentReport = {
    state: readConsent(initial),
    reason: initial ? PAGE : "not asked yet",
  };
  const apply = () => parts.forEach((part) => part.follow(current.state));
  apply();
  return {
    current: () => current,
    change(to, given) {
      if (!isConsentState(to)) return;
      const reason = isString(given) ? given : PAGE;
      const { state, reason: before } = current;
      current = { state: to, reason };
      if (to !== state) apply();
      if (to !== state || reason !== before) changed(current);
    },
  };
}
