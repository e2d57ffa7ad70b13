import type { Listed } from "./make-list.ts";
import type { ListReason } from "./phrase.ts";

/** Visits of others that make an "often" of it: one or two are a coincidence, or somebody recognisable. */
export const LEAST_WITNESSES = 3;

/** What a reason says of others; the rest says what the feed, the shop or the visitor's own pages do. */
const SAID_OF: Partial<Record<ListReason, readonly ("views" | "purchases")[]>> = {
  sequential: ["views"],
  after: ["views"],
  associated: ["views"],
  near: ["views"],
  distant: ["views"],
  // Both count, and a shop may report its orders alone.
  popular: ["views", "purchases"],
  bought: ["purchases"],
};

/** How many visits of others met a product, or two together; no more are counted than are needed. */
export type Witnesses = (
  item: string,
  other: string | null,
  log: "views" | "purchases",
  most: number,
) => number;

/**
 * The reason that can be told: what others do is said once enough of them did, until then only what
 * the visitor did, what the feed says, or that the shop has it.
 *
 * @param viewed what the visitor has looked at
 */
export const provenReason = <
  Found extends Pick<Listed, "item" | "reason" | "because" | "otherwise">,
>(
  found: Found,
  viewed: readonly string[],
  witnesses: Witnesses,
): Found => {
  const { item, reason, because } = found;
  const logs = SAID_OF[reason];
  if (logs === undefined) return found;
  const isSeenIn = (log: "views" | "purchases"): boolean =>
    witnesses(item, because, log, LEAST_WITNESSES) >= LEAST_WITNESSES;
  if (logs.some(isSeenIn)) return found;
  if (viewed.includes(item)) return { ...found, reason: "viewed", because: null };
  return { ...found, ...(found.otherwise ?? { reason: "range", because: null }) };
};
