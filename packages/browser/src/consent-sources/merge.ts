import type { ConsentSignal } from "./signal.ts";

/** The latest word of every source; undefined from one that is not on the page or has no say. */
export interface ConsentSignals {
  /** What the shop itself said by `nextmove.consent` or the script tag. */
  readonly page?: ConsentSignal | undefined;
  readonly gpc?: ConsentSignal | undefined;
  readonly tcf?: ConsentSignal | undefined;
  readonly consentMode?: ConsentSignal | undefined;
}

const NOBODY: ConsentSignal = { state: "pending", reason: "no source of consent has answered yet" };

/**
 * One consent out of all sources. It depends on the latest word of each, never on the order in
 * which they came: the shop's own word wins, then Global Privacy Control, and the consent dialogues
 * have to agree: one that refuses outweighs one that waits, and that one outweighs one that grants.
 */
export function mergeConsent({ page, gpc, tcf, consentMode }: ConsentSignals): ConsentSignal {
  if (page && page.state !== "pending") return page;
  if (gpc) return gpc;
  const dialogues = [tcf, consentMode].filter((signal) => signal !== undefined);
  const first = (state: ConsentSignal["state"]) =>
    dialogues.find((signal) => signal.state === state);
  return first("denied") ?? first("pending") ?? first("granted") ?? NOBODY;
}
