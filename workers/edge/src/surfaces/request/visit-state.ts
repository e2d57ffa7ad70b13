import type { VisitState } from "@nextmove/contract";
import { failureOf } from "../../http/failure-of.ts";
import { customerShardOf } from "../../protocol/customer-shard/placement.ts";
import { customerShardAt } from "../../protocol/customer-shard/stub.ts";
import type { DecideItem, Outcome } from "../../protocol/decision-shard/calls.ts";
import { fail, ok } from "../../result.ts";
import type { Scene } from "./scene.ts";
import { observeRecent } from "./observe-recent.ts";

type Told = Outcome<VisitState | undefined>;

/** What the pages of these consumers have told, asked of each object once, or why that is not known. */
const statesOf = async (
  { env, account, call }: Pick<Scene, "env" | "account" | "call">,
  consumers: Iterable<string>,
): Promise<Map<string, Told>> => {
  const groups = Map.groupBy(consumers, customerShardOf);
  const found = await Promise.all(
    [...groups].map(async ([shard, mine]) => {
      try {
        const states = await customerShardAt(env, account, shard).states(mine);
        return mine.map((consumer, index): [string, Told] => [consumer, ok(states[index])]);
      } catch (error) {
        const unknown = fail(failureOf(error, call.requestId));
        return mine.map((consumer): [string, Told] => [consumer, unknown]);
      }
    }),
  );
  return new Map(found.flat());
};

/**
 * Decisions asked for without a state, with what their consumers' pages have told instead; the others
 * as they are. Where it cannot be known what they told, a decision is refused, unless it was made before.
 * Costs a second object call. Fingerprints stay the requests', so a request sent again is
 * the same one whatever was reported in between.
 */
export const withVisitStates = async (
  scene: Pick<Scene, "env" | "account" | "call">,
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
    const state = states.get(consumer);
    if (state && !state.ok) return { ...item, refused: item.refused ?? state.error };
    return { ...item, observation: observeRecent(state?.value ?? {}) };
  });
};
