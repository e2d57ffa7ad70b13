import type { VisitState } from "@nextmove/contract";
import { customerShardOf } from "../../objects/customer-shard/placement.ts";
import { customerShardAt } from "../../objects/customer-shard/stub.ts";
import type { DecideItem } from "../../objects/decision-shard/calls.ts";
import type { Scene } from "../nba/scene.ts";
import { observeVisit } from "./observe-visit.ts";

/** What the pages of these consumers have told, asked of each object once. */
const statesOf = async (
  { env, account }: Pick<Scene, "env" | "account">,
  consumers: Iterable<string>,
): Promise<Map<string, VisitState | undefined>> => {
  const groups = Map.groupBy(consumers, customerShardOf);
  const found = await Promise.all(
    [...groups].map(async ([shard, mine]) => {
      const states = await customerShardAt(env, account, shard).states(mine);
      return mine.map((consumer, index) => [consumer, states[index]] as const);
    }),
  );
  return new Map(found.flat());
};

/**
 * Decisions asked for without a state, with what their consumers' pages have told instead; the others
 * as they are. Costs a second object call. Fingerprints stay the requests', so a request sent again is
 * the same one whatever was reported in between.
 */
export const withVisitStates = async (
  scene: Pick<Scene, "env" | "account">,
  items: readonly DecideItem[],
  isStateless: (item: DecideItem) => boolean,
): Promise<readonly DecideItem[]> => {
  const consumerOf = (item: DecideItem) => (isStateless(item) ? item.consumerId : undefined);
  const consumers = new Set(items.flatMap((item) => consumerOf(item) ?? []));
  if (consumers.size === 0) return items;
  const states = await statesOf(scene, consumers);
  return items.map((item) => {
    const consumer = consumerOf(item);
    if (consumer === undefined) return item;
    return { ...item, observation: observeVisit(states.get(consumer) ?? {}) };
  });
};
