import type { DecisionInput } from "@nextmove/contract";
import { observe } from "@nextmove/engine";
import { customerShard } from "../../objects/customer-shard/stub.ts";
import type { DecideItem } from "../../objects/decision-shard/calls.ts";
import type { Scene } from "../nba/scene.ts";

/**
 * A decision asked for without a state, with what the consumer's pages have told instead. Costs a
 * second object call. The fingerprint stays the request's, so a request sent again is the same one
 * whatever was reported in between.
 */
export const withVisitState = async (
  { env, account }: Scene,
  { hasState, consumerId }: DecisionInput,
  item: DecideItem,
): Promise<DecideItem> => {
  if (hasState || consumerId === undefined) return item;
  const [state] = await customerShard(env, account, consumerId).states([consumerId]);
  const observed = observe(state);
  if (!observed.ok)
    throw new Error(`the state of a visit is out of bounds: ${observed.error.code}`);
  return { ...item, observation: observed.value };
};
