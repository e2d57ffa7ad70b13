import type { ConsentState } from "../api.ts";

/** What one source says about consent, and the words for it that a developer is shown. */
export interface ConsentSignal {
  readonly state: ConsentState;
  readonly reason: string;
}
