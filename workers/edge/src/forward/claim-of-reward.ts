import type { DecisionBody, RewardEvent } from "../decision-log/events.ts";
import { isMoney, moneyOf } from "../decision-log/refund.ts";
import type { Claim } from "../protocol/ledger-shard/claim.ts";

/** More than any order paid: of what goes back, no more than was paid counts. */
const ALL_OF_IT = 1e15;

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
  if (!isMoney(body)) return undefined;
  return {
    order: body.order ?? `${source}.${seq}`,
    source: "reward",
    witness: queryId,
    entry: dedupeKey,
    amount: body.whole ? -ALL_OF_IT : moneyOf(body),
    currency: null,
    at: body.at,
    visitor: decision?.consumer ?? body.consumer ?? null,
    trusted: body.byPage !== true,
  };
};
