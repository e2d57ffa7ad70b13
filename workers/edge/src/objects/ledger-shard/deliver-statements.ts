import { testCycleShardAt } from "../../protocol/test-cycle-shard/stub.ts";
import { testCycleShardOf } from "../../protocol/test-cycle-shard/placement.ts";
import type { Statement } from "../../protocol/test-cycle-shard/statement.ts";

/** Brings statements to where their visitors' events are; throws when one of those cannot be reached. */
export const deliverStatements = async (
  env: Env,
  account: string,
  statements: readonly Statement[],
): Promise<void> => {
  const byShard = Map.groupBy(statements, ({ visitor }) => testCycleShardOf(visitor));
  await Promise.all(
    [...byShard].map(([shard, mine]) => testCycleShardAt(env, account, shard).hear(mine)),
  );
};
