import type { TestCycleEvent } from "@nextmove/contract";
import { testCycleShardOf } from "../../objects/test-cycle-shard/placement.ts";
import { testCycleShardAt } from "../../objects/test-cycle-shard/stub.ts";

/**
 * Stores events, one call for each object that holds some of their visitors.
 *
 * @returns how many were new
 */
export const recordAll = async (
  env: Env,
  account: string,
  events: readonly TestCycleEvent[],
): Promise<number> => {
  const groups = Map.groupBy(events, ({ visitor }) => testCycleShardOf(visitor));
  const fresh = await Promise.all(
    [...groups].map(([shard, mine]) =>
      testCycleShardAt(env, account, shard).record(JSON.stringify(mine)),
    ),
  );
  return fresh.reduce((total, count) => total + count, 0);
};
