import { allLocations } from "../../objects/location.ts";
import { accountName } from "../../objects/names.ts";
import { decisionShard } from "../../objects/decision-shard/stub.ts";
import { allTestCycleShards } from "../../objects/test-cycle-shard/placement.ts";
import { testCycleShardAt } from "../../objects/test-cycle-shard/stub.ts";
import type { CaseDefinition } from "../../objects/account/snapshot.ts";

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
