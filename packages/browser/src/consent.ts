import type { ConsentState } from "./api.ts";

export interface Consent {
  readonly state: () => ConsentState;
  /** Anything but a consent state is ignored. */
  readonly change: (to: unknown) => void;
}

/**
 * What a part of the SDK does when the consent becomes each state:
 * - `pending`: it works in memory only and leaves alone what is stored;
 * - `granted`: it stores what it has, and what comes;
 * - `denied`: it removes everything, stored and in memory.
 */
export type ConsentEffects = Readonly<Record<ConsentState, () => void>>;

const isConsentState = (value: unknown): value is ConsentState =>
  value === "pending" || value === "granted" || value === "denied";

/** A consent as the page wrote it, `pending` when it wrote something else or nothing. */
export const readConsent = (value: unknown): ConsentState =>
  isConsentState(value) ? value : "pending";

/**
 * The consent of this page: any state may follow any other, and each change runs the effects of the
 * new state once, part by part. Starting in a state runs them too: a page that starts denied has to remove
 * what an earlier page kept, one that starts granted to send what an earlier page left.
 */
export function createConsent(initial: ConsentState, parts: readonly ConsentEffects[]): Consent {
  let state = initial;
  const apply = () => parts.forEach((part) => part[state]());
  apply();
  return {
    state: () => state,
    change(to) {
      if (to === state || !isConsentState(to)) return;
      state = to;
      apply();
    },
  };
}
