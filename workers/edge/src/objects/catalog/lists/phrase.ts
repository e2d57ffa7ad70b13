import type { Recommendation } from "@nextmove/engine";

/** Why a product is on a list: a part of the recommender, or a rule of the shop. */
export type ListReason = Recommendation["reason"] | "pinned" | "range";

const seen = "looked at by visitors like you";

/** Reasons that say nothing of the visitor. */
const IMPERSONAL: ReadonlySet<string> = new Set<ListReason>(["popular", "pinned", "range"]);

/** A reason that tells nothing of what the visitor did, for a caller who only knows the visitor's id. */
export const discreetPhrase = (reason: string): string =>
  IMPERSONAL.has(reason) ? phrase(reason, undefined, undefined) : seen;

/**
 * A reason a visitor can read.
 *
 * @param reason a `ListReason`, as the log has it
 * @param name title of the product that brought it up, or its id
 */
export const phrase = (
  reason: string,
  name: string | undefined,
  search: string | undefined,
): string => {
  const withName = (known: string, otherwise: string): string =>
    name === undefined ? otherwise : `${known} ${name}`;
  const phrases: Readonly<Record<ListReason, string>> = {
    viewed: "you looked at it",
    bought: withName("bought together with", "often bought together"),
    similar: withName("similar to", "similar to what you looked at"),
    searched: search === undefined ? "found by your search" : `found by “${search}”`,
    sequential: withName("often looked at after", "often looked at next"),
    after: withName("often looked at after", "often looked at next"),
    associated: withName("often looked at together with", seen),
    near: withName("often looked at together with", seen),
    distant: seen,
    popular: "popular right now",
    pinned: "chosen by the shop",
    range: "from the shop's range",
  };
  return Object.hasOwn(phrases, reason) ? phrases[reason as ListReason] : seen;
};
