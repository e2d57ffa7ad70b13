import type { RejectedEvent } from "@nextmove/contract";
import { testCycleShardOf } from "./placement.ts";
import { testCycleShardAt } from "./stub.ts";

/** An event that was rejected. `at` in ms since 1970. */
export interface Rejection extends Omit<RejectedEvent, "at"> {
  /** The visitor it named; empty when it named none. */
  visitor: string;
  at: number;
}

/** Keeps events that were rejected, each where the other events of its visitor are. */
export const rejectAll = async (
  env: Env,
  account: string,
  rejections: readonly Rejection[],
): Promise<void> => {
  const groups = Map.groupBy(rejections, ({ visitor }) => testCycleShardOf(visitor));
  await Promise.all(
    [...groups].map(([shard, mine]) => testCycleShardAt(env, account, shard).reject(mine)),
  );
};
