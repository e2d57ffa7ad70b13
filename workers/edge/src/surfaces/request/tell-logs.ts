import { allLocations } from "../../protocol/location.ts";
import { accountName } from "../../protocol/names.ts";
import { decisionShard } from "../../protocol/decision-shard/stub.ts";
import { allTestCycleShards } from "../../protocol/test-cycle-shard/placement.ts";
import { testCycleShardAt } from "../../protocol/test-cycle-shard/stub.ts";
import type { CaseDefinition } from "../../protocol/account/snapshot.ts";

/**
 * Lets every log of an account know that its sinks have changed. One at rest would not ask by itself; what
 * happens later is forwarded whether this was heard or not.
 */
export const tellLogs = async (env: Env, account: string): Promise<void> => {
  const snapshot = await env.ACCOUNT.getByName(accountName(account)).snapshot();
  const cases: CaseDefinition[] = snapshot?.cases ?? [];
  const shards = allTestCycleShards().map((shard) =>
    testCycleShardAt(env, account, shard).sinksChanged(),
  );
  await Promise.all([
    ...shards,
    ...cases
      .filter(({ deleted }) => !deleted)
      .flatMap(({ caseId, epochs }) =>
        allLocations(epochs).map((location) =>
          decisionShard(env, account, caseId, location).sinksChanged(),
        ),
      ),
  ]);
};
