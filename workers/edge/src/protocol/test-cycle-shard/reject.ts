import { testCycleShardOf } from "./placement.ts";
import type { Rejection } from "../../objects/test-cycle-shard/rejection-book.ts";
import { testCycleShardAt } from "./stub.ts";

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
