import type { CaseCall } from "../../../protocol/decision-shard/calls.ts";

/** What was ranked, and how much of it was returned. */
export interface Returned {
  order: readonly string[];
  limit?: number | undefined;
}

/**
 * Whether an action may be said to have been shown: it was returned, or the catalogue has it (an
 * agent's override); a browser cannot override what it was not allowed to rank.
 */
export const isSelectable = (
  { settings, publishable }: CaseCall,
  { order, limit }: Returned,
  action: string,
): boolean =>
  order.slice(0, limit).includes(action) ||
  (settings.actions.includes(action) && (!publishable || order.includes(action)));
