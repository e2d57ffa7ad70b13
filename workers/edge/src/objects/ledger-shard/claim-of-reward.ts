import type { DecisionBody, RewardEvent } from "../decision-shard/events.ts";
import type { Claim } from "./claim.ts";

/** Rewards that are money: what Google Analytics calls them, and so do shops. */
const PAID = "purchase";
const RETURNED = "refund";

/**
 * What a reward says of an order, or nothing when it is no money. An order's purchase may reward several
 * decisions: each is a witness of the same money.
 *
 * @param source where the reward is logged: the shard's name, for orders without an id
 */
export const claimOfReward = (
  { seq, queryId, dedupeKey, body }: RewardEvent,
  decision: DecisionBody | undefined,
  source: string,
): Claim | undefined => {
  if (body.type !== PAID && body.type !== RETURNED) return undefined;
  return {
    order: body.order ?? `${source}.${seq}`,
    source: "reward",
    witness: queryId,
    entry: dedupeKey,
    amount: body.type === RETURNED ? -Math.abs(body.value) : body.value,
    currency: null,
    at: body.at,
    visitor: decision?.consumer ?? body.consumer ?? null,
    trusted: body.byPage !== true,
  };
};
